"""How a published service becomes what the index knows of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import ceil, floor
from typing import Any

import orjson

from schema.encoding import encode
from schema.service import Service
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY
from search.documents import HeldAward, SearchDocument
from search.hours import opening_hours

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
