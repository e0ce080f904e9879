"""Addresses as FHIR has them: what is physical first."""

from collections.abc import Iterable, Mapping
from typing import Any

from schema.fhir.concepts import Json, joined, said

_IN_WORDS = ("address_1", "address_2", "city", "region", "state_province", "postal_code", "country")


def addresses(found: Iterable[Mapping[str, Any]]) -> list[Json]:
    """The addresses on the ground and by post; virtual ones are none."""
    usable = [one for one in found if one.get("address_type") != "virtual"]
    usable.sort(key=lambda one: one.get("address_type") != "physical")
    return [address for one in usable if len(address := _address(one)) > 1]


def _address(one: Mapping[str, Any]) -> Json:
    return said(
        use="work",
        type="postal" if one.get("address_type") == "postal" else "physical",
        text=joined((one.get(name) for name in _IN_WORDS), ", "),
        line=[one[name] for name in ("address_1", "address_2") if one.get(name)],
        city=one.get("city"),
        district=one.get("region"),
        state=one.get("state_province"),
        postalCode=one.get("postal_code"),
        country=one.get("country"),
    )
