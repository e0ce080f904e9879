"""What the index knows of a listing, and how a published service becomes that."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Any, Literal

import orjson

from schema.encoding import encode
from schema.service import Service
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY
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


Said = Mapping[str, Any]


def search_document(service: Service) -> SearchDocument | None:
    """What the index is to know of a service; None when it is not active and so not offered."""
    return read_document(encode(service))


def read_document(published: bytes) -> SearchDocument | None:
    """The same of a service's published bytes, which were validated when they were written.

    Reading them as plain JSON takes a tenth of the time of building the model first.
    """
    said: Said = orjson.loads(published)
    return _document(said) if said["status"] == "active" else None


def _document(said: Said) -> SearchDocument:
    places = [tie["location"] for tie in said.get("service_at_locations", ()) if "location" in tie]
    needs, others = _terms(said)
    hours = opening_hours(_schedules(said, places))
    return SearchDocument(
        id=said["id"],
        name=said["name"],
        organization=said["organization"]["name"] if "organization" in said else "",
        description=_joined((said.get("alternate_name"), said.get("description"))),
        town=_joined(_towns(places)),
        need_words=_joined(term["name"] for term in needs),
        category_words=_joined(term["name"] for term in others),
        needs=_each(term.get("code") for term in needs),
        categories=_each(t.get("code") for t in others if t.get("taxonomy") == CATEGORIES_TAXONOMY),
        points=_points(places),
        minimum_age=ceil(said["minimum_age"]) if "minimum_age" in said else None,
        maximum_age=floor(said["maximum_age"]) if "maximum_age" in said else None,
        open=hours.open,
        days=hours.days,
        evening=hours.evening,
        weekend=hours.weekend,
        hours_until=hours.until,
        access_modes=_each(said.get("access_modes", ())),
        joining=_each(said.get("joining", ())),
        taking_referrals=said.get("taking_referrals"),
        gender_only=said.get("gender_only"),
        free=said.get("free_of_charge"),
        personal_budget=said.get("personal_budget"),
        languages=_each(_below([said, *places], "languages", "code")),
        accessibility=_each(_below(places, "accessibility", "feature")),
        awards=tuple(_award(award) for award in said.get("awards", ())),
        checked_on=_day(said["information_checked"]["on"])
        if "information_checked" in said
        else None,
        sources=_each(credit["source_id"] for credit in said.get("sources", ())),
        areas=_each(_below([said, *said.get("service_at_locations", ())], "service_areas", "code")),
        nationwide=said.get("nationwide", False),
    )


def _each(said: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({value for value in said if value}))


def _joined(texts: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _below(parents: Iterable[Said], children: str, field: str) -> Iterator[str | None]:
    for parent in parents:
        for child in parent.get(children, ()):
            yield child.get(field)


def _day(said: str) -> int:
    return date.fromisoformat(said).toordinal()


def _terms(said: Said) -> tuple[list[Said], list[Said]]:
    """The terms of a service: needs, and all others, those of sources among them."""
    needs: list[Said] = []
    others: list[Said] = []
    for attribute in said.get("attributes", ()):
        term = attribute.get("taxonomy_term")
        if term is not None:
            (needs if term.get("taxonomy") == NEEDS_TAXONOMY else others).append(term)
    return needs, others


def _schedules(said: Said, places: list[Said]) -> list[Said]:
    """Those of the service itself and at its places; a place's own where it has none of these."""
    holders = [said, *said.get("service_at_locations", ())]
    own = [schedule for holder in holders for schedule in holder.get("schedules", ())]
    return own or [schedule for place in places for schedule in place.get("schedules", ())]


def _points(places: list[Said]) -> tuple[tuple[float, float], ...]:
    found = {
        (float(place["latitude"]), float(place["longitude"]))
        for place in places
        if "latitude" in place and "longitude" in place
    }
    return tuple(sorted(found))


def _towns(places: list[Said]) -> Iterator[str | None]:
    for place in places:
        for address in place.get("addresses", ()):
            yield address.get("city")
            yield address.get("region")


def _award(award: Said) -> HeldAward:
    return HeldAward(award["tier"], _day(award["valid_from"]), _day(award["valid_until"]))
