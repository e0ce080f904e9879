"""What the catalogue keeps of one published service, read out of its document."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import cos, radians, sin
from typing import Any, NamedTuple

import orjson

from directory.catalogue.sessions import Session, sessions
from directory.catalogue.tokens import tokens
from schema.terms import taxonomy_id

Said = Mapping[str, Any]
Stems = Callable[[str], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the search room understands of a service: its words as stems, and more marks.

    `folded` is its name as completions compare it; `hours_until` the ordinal of the last day for
    which its times hold; `wide` whether it serves without regard to place.
    """

    stems: Collection[str]
    marks: Sequence[str]
    folded: str
    active: bool
    wide: bool
    nationwide: bool
    has_areas: bool
    hours_until: int | None
    checked_on: int | None


class Point(NamedTuple):
    """A place of a service in degrees, and as a point (x, y, z) of the unit sphere."""

    service_at_location_id: str
    location_id: str
    lat: float
    lon: float
    x: float
    y: float
    z: float


class PartKey(NamedTuple):
    """An object inside a service's document, and how many bytes its body has."""

    kind: str
    id: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One service: everything by which it and what it holds can be found."""

    id: str
    name: str
    known: Known
    minimum_age: float | None
    maximum_age: float | None
    last_modified: datetime | None
    tokens: Sequence[str]
    parts: Sequence[PartKey]
    points: Sequence[Point]
    sessions: Sequence[Session]
    awards: Sequence[tuple[str, int, int]]
    extents: Sequence[str]
    terms: Sequence[Said]


def read_entry(said: Said, known: Known) -> Entry:
    """The entry of a published service."""
    terms = [
        held["taxonomy_term"] for held in said.get("attributes", ()) if "taxonomy_term" in held
    ]
    modified = said.get("last_modified")
    return Entry(
        id=said["id"],
        name=said["name"],
        known=known,
        minimum_age=said.get("minimum_age"),
        maximum_age=said.get("maximum_age"),
        last_modified=datetime.fromisoformat(modified) if modified else None,
        tokens=tokens(known.stems, (*known.marks, *_marks(said, terms))),
        parts=list({part[:2]: part for part in sorted(_parts(said))}.values()),
        points=[point for tie in said.get("service_at_locations", ()) for point in _points(tie)],
        sessions=sessions(said),
        awards=[_award(award) for award in said.get("awards", ())],
        extents=list(dict.fromkeys(_extents(said))),
        terms=terms,
    )


def held_parts(said: Said) -> Iterator[tuple[str, Said]]:
    """Kind and body of every object in a service's document that has a door of its own."""
    organization = said.get("organization")
    if organization:
        yield "organization", organization
    for tie in said.get("service_at_locations", ()):
        yield "service_at_location", tie
        if "location" in tie:
            yield "location", tie["location"]
    for location in (organization or {}).get("locations", ()):
        yield "location", location


def unit_point(lat: float, lon: float) -> tuple[float, float, float]:
    """A point of the unit sphere, from degrees."""
    phi, lam = radians(lat), radians(lon)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


def _parts(said: Said) -> Iterator[PartKey]:
    for kind, body in held_parts(said):
        yield PartKey(kind, body["id"], len(orjson.dumps(body)))


def _points(tie: Said) -> Iterator[Point]:
    place = tie.get("location", {})
    if "latitude" in place and "longitude" in place:
        lat, lon = float(place["latitude"]), float(place["longitude"])
        yield Point(tie["id"], place["id"], lat, lon, *unit_point(lat, lon))


def _marks(said: Said, terms: Sequence[Said]) -> Iterator[str]:
    if "organization" in said:
        yield f"organization:{said['organization']['id']}"
    for term in terms:
        yield f"term:{term['id']}"
        taxonomy = taxonomy_of(term)
        if taxonomy:
            yield f"taxonomy:{taxonomy}"


def taxonomy_of(term: Said) -> str | None:
    """The id of a term's taxonomy, as it is told or by the taxonomy's name."""
    if "taxonomy_id" in term:
        return str(term["taxonomy_id"])
    detail = term.get("taxonomy_detail")
    if detail:
        return str(detail["id"])
    return str(taxonomy_id(term["taxonomy"])) if "taxonomy" in term else None


def _award(award: Said) -> tuple[str, int, int]:
    first, last = date.fromisoformat(award["valid_from"]), date.fromisoformat(award["valid_until"])
    return award["tier"], first.toordinal(), last.toordinal()


def _extents(said: Said) -> Iterator[str]:
    for held in (said, *said.get("service_at_locations", ())):
        for area in held.get("service_areas", ()):
            if area.get("extent") and area.get("extent_type", "").lower() == "geojson":
                yield area["extent"]
