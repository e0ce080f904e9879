"""What the words of a searcher about a place come to."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["postcode", "sector", "district", "town", "suburb", "authority", "point"]


class Point(NamedTuple):
    """A point in degrees (WGS84)."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place with a name to show to the person who asked.

    `authority` is the ONS code of the local authority (of a county or district: the one itself,
    or the commonest of its postcodes); `district` is the outward code, and nothing finer than it
    may be kept.
    """

    kind: Kind
    name: str
    lat: float
    lon: float
    authority: str | None
    district: str | None


@dataclass(frozen=True, slots=True)
class PostcodeFact:
    """What the register says of one postcode; without `lat` and `lon` its place is not known."""

    postcode: str
    lat: float | None
    lon: float | None
    authority: str | None


@dataclass(frozen=True, slots=True)
class OnePlace:
    """The place that is meant; `note` says what the asker should know of it, if anything."""

    place: Place
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Several places of one name, the most populous first; each name can be asked for again."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A postcode, sector or district that cannot be put on the map, and why."""

    postcode: str
    why: str


@dataclass(frozen=True, slots=True)
class UnknownPlace:
    """Words that name no known place (cut to 80 characters), and a hint with an example."""

    text: str
    hint: str


Found = OnePlace | Choice | Unplaced | UnknownPlace
