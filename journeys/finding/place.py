"""From the words about a place to where the searcher is."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol, assert_never

from journeys.finding.answer import PlaceChoice, Whereabouts
from journeys.finding.errors import PlaceNeeded, PlaceTwice, PlaceUnknown, PlaceUnplaced
from journeys.finding.question import Question
from places.areas import areas, contains
from places.place import Choice, OnePlace, Place, UnknownPlace, Unplaced
from places.place import Found as FoundPlace

FINER_THAN_A_DISTRICT = ("postcode", "sector")
EXAMPLE = 'a postcode such as "M33 7ZF", its first half such as "M33", or a town such as "Sale"'


class Gazetteer(Protocol):
    """What is needed of a gazetteer; safe to call from threads."""

    def find(self, text: str) -> FoundPlace:
        """What somebody's words about a place mean."""
        ...

    def complete(self, letters: str, limit: int) -> list[Place]:
        """Places whose names begin so."""
        ...

    def authority_name(self, code: str) -> str | None:
        """The name of a local authority."""
        ...


@dataclass(frozen=True, slots=True)
class Searcher:
    """Where the person who asks is; `name` is fit to be kept, the point is not.

    `areas` are the codes of all areas that hold the person's local authority; `note` is what the
    person should know of the place.
    """

    kind: str
    name: str
    district: str | None
    authority: str | None
    authority_name: str | None
    areas: tuple[str, ...]
    note: str | None
    lat: float = field(repr=False)
    lon: float = field(repr=False)

    def whereabouts(self) -> Whereabouts:
        """The place as it may be told and kept."""
        return Whereabouts(
            self.kind, self.name, self.district, self.authority, self.authority_name, self.note
        )


def locate(question: Question, gazetteer: Gazetteer) -> Searcher | tuple[PlaceChoice, ...] | None:
    """Where the searcher is, or the choice between places of one name; None without a place.

    Raises PlaceUnknown, PlaceUnplaced, PlaceTwice, PlaceNeeded.
    """
    if question.near and question.lat is not None:
        raise PlaceTwice("near", "A place is given by name and by point; expected one of them.")
    if question.lat is not None and question.lon is not None:
        return _named(f"{question.lat:.6f},{question.lon:.6f}", "lat", gazetteer)
    if question.near:
        return _named(question.near, "near", gazetteer)
    _refuse_what_needs_a_place(question)
    return None


def _named(words: str, parameter: str, gazetteer: Gazetteer) -> Searcher | tuple[PlaceChoice, ...]:
    found = gazetteer.find(words)
    match found:
        case OnePlace(place=place, note=note):
            return _searcher(place, note, gazetteer)
        case Choice(places=places):
            return tuple(_choice(place, gazetteer) for place in places)
        case Unplaced(postcode=postcode, why=why):
            raise PlaceUnplaced(
                parameter, f'"{postcode}" cannot be put on the map. {why}. Try {EXAMPLE} near it.'
            )
        case UnknownPlace(text=text, hint=hint):
            raise PlaceUnknown(parameter, _unknown(text, hint))
        case _:
            assert_never(found)


def _unknown(text: str, hint: str) -> str:
    return f"{hint}." if f'"{text}"' in hint else f'"{text}" is not a place we know. {hint}.'


def _searcher(place: Place, note: str | None, gazetteer: Gazetteer) -> Searcher:
    return Searcher(
        kind=place.kind,
        name=_fit_to_keep(place),
        district=place.district,
        authority=place.authority,
        authority_name=gazetteer.authority_name(place.authority) if place.authority else None,
        areas=holding(place.authority) if place.authority else (),
        note=note,
        lat=place.lat,
        lon=place.lon,
    )


def _choice(place: Place, gazetteer: Gazetteer) -> PlaceChoice:
    names = gazetteer.authority_name
    return PlaceChoice(place.name, place.kind, names(place.authority) if place.authority else None)


def _fit_to_keep(place: Place) -> str:
    if place.kind == "point":
        return place.district or "the point given"
    if place.kind in FINER_THAN_A_DISTRICT:
        return place.district or "the postcode given"
    return place.name


@lru_cache(maxsize=512)
def holding(authority: str) -> tuple[str, ...]:
    """The codes of all areas that hold the whole of a local authority, its own first."""
    return (authority, *(code for code in areas() if contains(code, authority)))


def _refuse_what_needs_a_place(question: Question) -> None:
    needs = (
        ("sort", question.sort == "distance", "Results are sorted by distance from a place"),
        ("serves", question.filters.serves, "Whether a listing serves a place needs the place"),
        ("within_m", question.within_m is not None, "A distance is counted from a place"),
    )
    for parameter, wanted, why in needs:
        if wanted:
            raise PlaceNeeded(parameter, f"{why}; expected `near` too: {EXAMPLE}.")
