"""Search sets: stored bytes between what the search itself has to say."""

from collections.abc import Sequence
from urllib.parse import urlencode

import orjson

from api.representations.fhir.parsing import Asked, Pairs
from directory.fhir.asking import Match, Matches

_ENTRY = b'{"fullUrl":%b,"resource":%b,"search":%b}'
_INCLUDED = b'{"mode":"include"}'
_MATCH = b'{"mode":"match"}'
_DISTANCE = "http://hl7.org/fhir/StructureDefinition/location-distance"
_CUT = orjson.dumps(
    {
        "resource": {
            "resourceType": "OperationOutcome",
            "issue": [
                {
                    "severity": "warning",
                    "code": "too-costly",
                    "diagnostics": "More belongs to these than is included; search by it.",
                }
            ],
        },
        "search": {"mode": "outcome"},
    }
)


def bundle(
    base: str,
    page: str,
    asked: Asked,
    matches: Matches,
    included: Sequence[Match],
    *,
    pairs: Pairs,
    cut: bool = False,
) -> bytes:
    """A searchset; `base` is the address of the FHIR door, `page` that of the search.

    `pairs` are the parameters that may stand in links.
    """
    entries = [_entry(base, one, _mode(one)) for one in matches.found]
    entries += [_entry(base, one, _INCLUDED) for one in included]
    entries += [_CUT] if cut else []
    frame = orjson.dumps(
        {
            "resourceType": "Bundle",
            "type": "searchset",
            "total": matches.total,
            "link": links(page, pairs, matches.onwards if asked.count else None),
        }
    )
    if not entries:
        return frame
    return b'%b,"entry":[%b]}' % (frame[:-1], b",".join(entries))


def links(page: str, pairs: Pairs, onwards: str | None) -> list[dict[str, str]]:
    """Its own address, and that of the next page."""
    found = [{"relation": "self", "url": _address(page, pairs)}]
    if onwards is not None:
        kept = [pair for pair in pairs if pair[0] != "_cursor"]
        url = _address(page, [*kept, ("_cursor", onwards)])
        found.append({"relation": "next", "url": url})
    return found


def _address(page: str, pairs: Pairs) -> str:
    return f"{page}?{urlencode(pairs)}" if pairs else page


def _entry(base: str, one: Match, search: bytes) -> bytes:
    return _ENTRY % (orjson.dumps(f"{base}/{one.kind}/{one.id}"), one.body, search)


def _mode(one: Match) -> bytes:
    if one.distance_m is None:
        return _MATCH
    metres = {
        "value": round(one.distance_m),
        "unit": "m",
        "system": "http://unitsofmeasure.org",
        "code": "m",
    }
    extension = [{"url": _DISTANCE, "valueDistance": metres}]
    return orjson.dumps({"extension": extension, "mode": "match"})
