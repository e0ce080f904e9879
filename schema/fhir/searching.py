"""What a FHIR resource can be found by: folded texts, and codes under their systems."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
LONGEST = 200
"""Nothing longer is looked for; an index takes no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchKeys:
    """Texts are folded; `codes` are (parameter, system, code), system "" where there is none."""

    name: str
    alias: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    state: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    codes: tuple[tuple[str, str, str], ...] = ()


def fold(text: str) -> str:
    """A text without case, accents and superfluous spaces, as FHIR compares texts."""
    if text.isascii():
        return " ".join(text.lower().split())[:LONGEST]
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(bare.split())[:LONGEST]


def fold_postcode(text: str) -> str:
    return fold(text).replace(" ", "")


def further(part: str) -> str:
    """Under which name a part of an address stands that is not the first of its resource."""
    return f"address.{part}"


def _cut(code: str) -> str:
    return code.lower()[:LONGEST]


def search_keys(resource: Json) -> SearchKeys:
    """The keys of a resource of any of the three kinds."""
    address = next(iter(_addresses(resource)), {})
    position = resource.get("position", {})
    return SearchKeys(
        name=fold(resource.get("name", "")),
        alias=fold(" ".join(resource.get("alias", ()))),
        **_parts(address),
        lat=position.get("latitude"),
        lon=position.get("longitude"),
        codes=tuple(dict.fromkeys(_CODES[resource["resourceType"]](resource))),
    )


def _addresses(resource: Json) -> Sequence[Json]:
    """A place has one address, an organization as many as it has places."""
    found = resource.get("address", ())
    return (found,) if isinstance(found, Mapping) else found


def _parts(address: Json) -> dict[str, str]:
    return {
        "street": fold(" ".join(address.get("line", ()))),
        "city": fold(address.get("city", "")),
        "postcode": fold_postcode(address.get("postalCode", "")),
        "state": fold(address.get("state", "")),
        "country": fold(address.get("country", "")),
    }


def _of_service(one: Json) -> Iterator[tuple[str, str, str]]:
    yield "active", "", "true" if one["active"] else "false"
    yield from _concepts("service-category", one.get("category", ()))
    yield from _concepts("service-type", one.get("type", ()))
    yield from _concepts("program", one.get("program", ()))
    yield from _concepts("characteristic", one.get("characteristic", ()))
    yield from _concepts("communication", one.get("communication", ()))
    yield from _identifiers(one)
    yield from _areas(one)


def _of_organization(one: Json) -> Iterator[tuple[str, str, str]]:
    yield "active", "", "true"
    yield from _concepts("type", one.get("type", ()))
    yield from _identifiers(one)
    for address in _addresses(one)[1:]:
        yield from ((further(part), "", said) for part, said in _parts(address).items() if said)


def _of_location(one: Json) -> Iterator[tuple[str, str, str]]:
    yield "status", "", one["status"]
    yield from _concepts(
        "accessibility", (found["valueCodeableConcept"] for found in one.get("extension", ()))
    )
    yield from _identifiers(one)
    for times in one.get("hoursOfOperation", ()):
        yield from (("hoursofoperation", "", day) for day in times.get("daysOfWeek", ()))
    manager = one.get("managingOrganization")
    if manager:
        yield "organization", "", manager["reference"].rpartition("/")[2]


_CODES = {
    "HealthcareService": _of_service,
    "Organization": _of_organization,
    "Location": _of_location,
}


def _concepts(parameter: str, concepts: Iterable[Json]) -> Iterator[tuple[str, str, str]]:
    for concept in concepts:
        for coding in concept.get("coding", ()):
            yield parameter, _cut(coding["system"]), _cut(coding["code"])
        if "text" in concept:
            yield parameter, "", fold(concept["text"])


def _identifiers(resource: Json) -> Iterator[tuple[str, str, str]]:
    for one in resource.get("identifier", ()):
        yield "identifier", _cut(one.get("system", "")), _cut(one["value"])


def _areas(resource: Json) -> Iterator[tuple[str, str, str]]:
    for one in resource.get("coverageArea", ()):
        known = one.get("identifier")
        if known:
            yield "coverage-area", _cut(known["system"]), _cut(known["value"])
        if "display" in one:
            yield "coverage-area", "", fold(one["display"])
