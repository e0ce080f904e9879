"""Where a listing comes from: its sources, and which of them says what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from schema.service import Service
from web.asking.filters import Words
from web.wording.contacts import Link, web_link
from web.wording.dates import in_words
from web.wording.lists import joined

FIELDS: Words = {
    "name": "Name",
    "alternate_name": "Other name",
    "description": "What it is",
    "url": "Website",
    "email": "Email",
    "phones": "Phone",
    "schedules": "Times",
    "service_at_locations": "Place and times there",
    "service_areas": "Area covered",
    "organization": "Who runs it",
    "cost_options": "Prices",
    "fees_description": "Cost",
    "free_of_charge": "Free or not",
    "eligibility_description": "Who it is for",
    "minimum_age": "Lowest age",
    "maximum_age": "Highest age",
    "application_process": "How to join",
    "joining": "Through whom",
    "access_modes": "How it is offered",
    "attributes": "Kinds of help and needs",
    "information_checked": "Information checked",
    "languages": "Languages",
    "contacts": "Whom to ask",
    "taking_referrals": "Taking new people",
    "waiting_time": "Waiting time",
    "status": "Open or closed",
}


@dataclass(frozen=True, slots=True)
class Credit:
    """A source with the words that it asks for."""

    title: str
    publisher: str
    record: Link | None
    licence: Link | None
    attribution: tuple[Link, ...]
    changed: str | None
    checked: str | None


@dataclass(frozen=True, slots=True)
class FieldSaid:
    """Which sources say a field, and what others say in its place."""

    field: str
    said_by: str
    others: tuple[str, ...]


def credits_of(service: Service) -> list[Credit]:
    """Every source of a listing."""
    return [
        Credit(
            title=one.title,
            publisher=one.publisher,
            record=web_link(one.url, "its own page there"),
            licence=web_link(one.licence_url, one.licence) or Link(one.licence, None),
            attribution=tuple(
                web_link(said.url, said.text) or Link(said.text, None) for said in one.attribution
            ),
            changed=in_words(one.changed_at.date()) if one.changed_at else None,
            checked=in_words(one.checked_on) if one.checked_on else None,
        )
        for one in service.sources
    ]


def fields_said(provenance: bytes, service: Service) -> list[FieldSaid]:
    """Who says what, in the order of the listing."""
    said = orjson.loads(provenance)
    titles = {one.source_id: one.title for one in service.sources}
    return [
        FieldSaid(
            FIELDS[name],
            joined([titles.get(one, one) for one in field.get("sources", ())]),
            tuple(_others(field.get("others", ()), titles)),
        )
        for name, field in said.get("fields", {}).items()
        if name in FIELDS
    ]


def _others(others: Sequence[Mapping[str, Any]], titles: Words) -> list[str]:
    said = []
    for one in others:
        value = one.get("value")
        text = f"“{value}”" if isinstance(value, str | int | float) else "something else"
        said.append(f"{titles.get(one['source'], one['source'])}: {text}")
    return said
