"""What the index knows of a listing, and how a published service becomes that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import ceil, floor
from typing import Literal

from schema.location import Location
from schema.schedule import Schedule
from schema.service import Service
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, codes
from search.hours import Day, opening_hours

Tier = Literal["ready", "assured", "recognised"]
TIERS: tuple[Tier, ...] = ("ready", "assured", "recognised")


@dataclass(frozen=True, slots=True)
class HeldAward:
    """A kite mark of one tier, from the first second of day `first` to the last of day `last`.

    Days are ordinals (`date.toordinal`) of dates in London.
    """

    tier: Tier
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One active listing, flat; None and empty mean that the listing does not say.

    `id` is a UUID in its usual spelling. `points` are (lat, lon) of every place. `needs` and
    `categories` are our slugs; `need_words` and `category_words` the names of all its terms.
    Ages are whole years, both included. `open` holds pairs of minutes of the week from Monday
    00:00, the end not included, for which it is open every week; `days` are the days on which
    it is open every week, also where no times are told; `hours_until` is the last day for which
    any of this holds. `checked_on` and `hours_until` are ordinals of days. `areas` are the codes
    that it says it covers.
    """

    id: str
    name: str
    organization: str = ""
    description: str = ""
    town: str = ""
    need_words: str = ""
    category_words: str = ""
    needs: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    open: tuple[tuple[int, int], ...] = ()
    days: tuple[Day, ...] = ()
    evening: bool | None = None
    weekend: bool | None = None
    hours_until: int | None = None
    access_modes: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    taking_referrals: bool | None = None
    gender_only: str | None = None
    free: bool | None = None
    personal_budget: bool | None = None
    languages: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    awards: tuple[HeldAward, ...] = ()
    checked_on: int | None = None
    sources: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    nationwide: bool = False


def search_document(service: Service) -> SearchDocument | None:
    """What the index is to know of a service; None when it is not active and so not offered."""
    if service.status != "active":
        return None
    places = _places(service)
    hours = opening_hours(_schedules(service, places))
    checked = service.information_checked
    return SearchDocument(
        id=str(service.id),
        name=service.name,
        organization=service.organization.name if service.organization else "",
        description=_joined((service.alternate_name, service.description)),
        town=_joined(_towns(places)),
        need_words=_joined(_term_names(service, needs=True)),
        category_words=_joined(_term_names(service, needs=False)),
        needs=_each(codes(service, NEEDS_TAXONOMY)),
        categories=_each(codes(service, CATEGORIES_TAXONOMY)),
        points=_points(places),
        minimum_age=None if service.minimum_age is None else ceil(service.minimum_age),
        maximum_age=None if service.maximum_age is None else floor(service.maximum_age),
        open=hours.open,
        days=hours.days,
        evening=hours.evening,
        weekend=hours.weekend,
        hours_until=hours.until,
        access_modes=_each(service.access_modes),
        joining=_each(service.joining),
        taking_referrals=service.taking_referrals,
        gender_only=service.gender_only,
        free=service.free_of_charge,
        personal_budget=service.personal_budget,
        languages=_each(_languages(service, places)),
        accessibility=_each(a.feature for place in places for a in place.accessibility),
        awards=tuple(
            HeldAward(award.tier, award.valid_from.toordinal(), award.valid_until.toordinal())
            for award in service.awards
        ),
        checked_on=checked.on.toordinal() if checked else None,
        sources=_each(credit.source_id for credit in service.sources),
        areas=_each(_area_codes(service)),
        nationwide=bool(service.nationwide),
    )


def _each(said: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({value for value in said if value}))


def _joined(texts: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _places(service: Service) -> list[Location]:
    return [tie.location for tie in service.service_at_locations if tie.location is not None]


def _schedules(service: Service, places: list[Location]) -> Iterator[Schedule]:
    """Those of the service itself and at its places; a place's own where it has none of these."""
    own = [*service.schedules, *chain(*(tie.schedules for tie in service.service_at_locations))]
    yield from own or chain(*(place.schedules for place in places))


def _points(places: list[Location]) -> tuple[tuple[float, float], ...]:
    found = {
        (place.latitude, place.longitude)
        for place in places
        if place.latitude is not None and place.longitude is not None
    }
    return tuple(sorted(found))


def _towns(places: list[Location]) -> Iterator[str | None]:
    for address in chain(*(place.addresses for place in places)):
        yield address.city
        yield address.region


def _term_names(service: Service, *, needs: bool) -> Iterator[str]:
    for attribute in service.attributes:
        term = attribute.taxonomy_term
        if term is not None and (term.taxonomy == NEEDS_TAXONOMY) is needs:
            yield term.name


def _languages(service: Service, places: list[Location]) -> Iterator[str | None]:
    for language in chain(service.languages, *(place.languages for place in places)):
        yield language.code


def _area_codes(service: Service) -> Iterator[str | None]:
    ties = (tie.service_areas for tie in service.service_at_locations)
    for area in chain(service.service_areas, *ties):
        yield area.code
