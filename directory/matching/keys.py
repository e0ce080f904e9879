"""The match keys of a record: equal keys are the only reasons for which two are certainly one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from directory.matching.names import normalised, says_nothing
from schema.record import ServiceIdentifier

NAME_AND_POSTCODE = "name+postcode"
POSTCODE = "postcode"
NOT_A_PLACE = frozenset({"ZZ99"})


class MatchKey(NamedTuple):
    """`kind` is `name+postcode`, `identifier:<scheme>`, or `postcode`, which only forbids."""

    kind: str
    value: str


def match_keys(
    service: Mapping[str, Any], identifiers: Sequence[ServiceIdentifier]
) -> frozenset[MatchKey]:
    """All match keys of an understood service; no charity's number, no web address among them."""
    postcodes = set(_postcodes(service))
    keys = {MatchKey(POSTCODE, postcode) for postcode in postcodes}
    keys |= {
        MatchKey(f"identifier:{one.scheme}", one.value)
        for one in identifiers
        if not says_nothing(one.value)
    }
    name = service["name"]
    if not says_nothing(name):
        keys |= {MatchKey(NAME_AND_POSTCODE, f"{normalised(name)}|{code}") for code in postcodes}
    return frozenset(keys)


def _postcodes(service: Mapping[str, Any]) -> Iterator[str]:
    for at_location in service.get("service_at_locations", ()):
        for address in at_location.get("location", {}).get("addresses", ()):
            postcode = address.get("postal_code", "")
            if " " in postcode and postcode.split()[0] not in NOT_A_PLACE:
                yield postcode
