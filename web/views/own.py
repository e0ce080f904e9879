"""A group's own listing, as the group sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from journeys.keeping.own import OwnListing
from schema.issue import Issue
from web.asking.filters import Words
from web.asking.listing_fields import LISTING_FIELDS, Field
from web.asking.own_listing import filled_in
from web.posted import Posted
from web.wording.dates import in_words
from web.wording.lists import begun, joined

STATES: Mapping[str, str] = {
    "submitted": "It is waiting for somebody to read it. It cannot be found yet.",
    "changes_requested": "Somebody read it and asks for a change. It cannot be found yet.",
    "published": "It can be found.",
    "refused": "It was not published.",
    "closed": "You closed it. It cannot be found any more.",
}


QUESTIONS: Words = {
    "postal_code": "Postcode",
    "postcode": "Postcode",
    "addresses": "Where",
    "service_at_locations": "Where",
    "schedules": "When",
    "phones": "Phone",
    "url": "Web page",
    "cost_options": "Cost",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with what was answered; `field` is where to change it."""

    field: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """`waiting` are the answers that somebody has yet to read; the rest is what counts now."""

    name: str
    standing: str
    answers: tuple[Answer, ...]
    waiting: tuple[Answer, ...]
    told: str | None
    listing_id: str | None
    confirmed: str | None
    issues: tuple[str, ...]
    can_confirm: bool
    can_change: bool
    can_close: bool


def own(kept: OwnListing) -> Own:
    """What is shown of a listing that its group keeps."""
    open_ = kept.state in ("submitted", "changes_requested", "published")
    return Own(
        name=str(kept.listing["name"]),
        standing=STATES.get(kept.state, kept.state),
        answers=tuple(answers(filled_in(kept.listing), LISTING_FIELDS)),
        waiting=tuple(_waiting(kept.proposed or {})),
        told=kept.told,
        listing_id=kept.listing_id,
        confirmed=in_words(kept.confirmed_on) if kept.confirmed_on else None,
        issues=tuple(issues(kept.issues)),
        can_confirm=kept.state == "published",
        can_change=open_,
        can_close=open_,
    )


def answers(posted: Posted, fields: Mapping[str, Field]) -> list[Answer]:
    """The questions that were answered."""
    return [
        Answer(name, one.label.removesuffix(" (optional)"), text)
        for name, one in fields.items()
        if (text := _text(one, posted.all(name)))
    ]


def issues(found: Sequence[Issue]) -> list[str]:
    """What could not be understood, and what becomes of it."""
    return [
        f"{_named(one.field)}: “{one.value}” was not understood; expected {one.expected}. "
        f"{begun(one.done.rstrip('.'))}."
        for one in found
    ]


def _named(path: str) -> str:
    """The question that a part of the published listing answers."""
    parts = [part.partition("[")[0] for part in path.split(".")]
    known = (QUESTIONS[part] for part in reversed(parts) if part in QUESTIONS)
    return next(known, begun(parts[-1].replace("_", " ")))


def _text(one: Field, values: Sequence[str]) -> str:
    return joined([one.words.get(value, value) for value in values if value])


def _waiting(proposed: Mapping[str, Any]) -> list[Answer]:
    said = answers(filled_in(proposed), LISTING_FIELDS)
    removed = [name for name, value in proposed.items() if value is None and name in LISTING_FIELDS]
    return [*said, *(Answer(name, LISTING_FIELDS[name].label, "Removed") for name in removed)]
