"""The rows of the embedded index that stand for one listing."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import orjson
from tantivy import Document

from search.documents import TIERS, SearchDocument
from search.embedded.schema import (
    CARD,
    CHECKED_ON,
    EXTRA,
    FLAGS,
    HOURS_UNTIL,
    ID,
    KEY,
    LAT,
    LISTING,
    LON,
    MAXIMUM_AGE,
    MINIMUM_AGE,
    NAME,
    NO_LIMIT,
    ORGANIZATION,
    PLACED,
    SCHEMA,
    SETS,
    TEXT,
    TITLE,
    TOPIC,
    WORDS,
    column,
)
from search.embedded.value_sets import ValueSets, sets_of
from search.reach import is_wide
from search.spans import blocks
from search.tokens import folded, stems, words

_COLUMNS = tuple(map(column, SETS))
_LONGEST_TEXT_KEPT = 2_000
_LONGEST_TITLE = 120


def key_of(listing_id: str) -> int:
    """A whole number that sorts as the ids do; raises ValueError when it is no UUID."""
    return UUID(listing_id).int >> 65


def rows(document: SearchDocument, sets: ValueSets) -> Iterator[Document]:
    """The rows of a listing: the first is the listing, the others are further places."""
    row = _row(document, sets)
    yield Document.from_dict(row, SCHEMA)
    for lat, lon in document.points[1:]:
        row[LAT], row[LON] = lat, lon
        row[FLAGS][0] = EXTRA
        row[TITLE] = []
        yield Document.from_dict(row, SCHEMA)


def _row(document: SearchDocument, sets: ValueSets) -> dict[str, Any]:
    row: dict[str, Any] = {
        ID: document.id,
        KEY: key_of(document.id),
        TITLE: folded(document.name)[:_LONGEST_TITLE],
        FLAGS: [LISTING, *_flags(document)],
        CARD: card(document),
    }
    row.update(_stemmed(document))
    row.update(zip(_COLUMNS, _numbers(document, sets), strict=True))
    row.update(_limits(document))
    if document.points:
        row[LAT], row[LON] = document.points[0]
    return row


def card(document: SearchDocument) -> bytes:
    """What is shown and matched of a listing, kept beside the index."""
    return orjson.dumps(
        (
            document.id,
            document.points,
            document.name,
            document.need_words,
            document.category_words,
            document.organization,
            document.town,
            document.description[:_LONGEST_TEXT_KEPT],
        )
    )


def _stemmed(document: SearchDocument) -> dict[str, str]:
    name = words(document.name)
    topic = words(f"{document.need_words}\n{document.category_words}")
    organization = words(document.organization)
    text = words(f"{document.town}\n{document.description}")
    return {
        NAME: " ".join(stems(name)),
        TOPIC: " ".join(stems(topic)),
        ORGANIZATION: " ".join(stems(organization)),
        TEXT: " ".join(stems(text)),
        WORDS: " ".join({*name, *topic, *organization, *text}),
    }


def _numbers(document: SearchDocument, sets: ValueSets) -> Iterator[int]:
    for name, values in zip(SETS, sets_of(document), strict=True):
        yield sets.number(name, values)


def _limits(document: SearchDocument) -> Iterator[tuple[str, int]]:
    lowest, highest = document.minimum_age, document.maximum_age
    if lowest is not None or highest is not None:
        yield MINIMUM_AGE, -NO_LIMIT if lowest is None else lowest
        yield MAXIMUM_AGE, NO_LIMIT if highest is None else highest
    if document.checked_on is not None:
        yield CHECKED_ON, document.checked_on
    if document.days or document.evening is not None or document.weekend is not None:
        yield HOURS_UNTIL, NO_LIMIT if document.hours_until is None else document.hours_until


def _flags(document: SearchDocument) -> Iterator[str]:
    for kind, values in (
        ("category", document.categories),
        ("need", document.needs),
        ("access_mode", document.access_modes),
        ("joining", document.joining),
        ("language", document.languages),
        ("accessibility", document.accessibility),
        ("source", document.sources),
        ("area", document.areas or ("none",)),
        ("day", document.days),
    ):
        yield from (f"{kind}:{value}" for value in values)
    yield from _stated(document)
    for first, end in document.open:
        yield from (f"open:{block}" for block in blocks(first, end))
    yield from _awards(document)


def _stated(document: SearchDocument) -> Iterator[str]:
    for kind in ("evening", "weekend", "free", "personal_budget", "taking_referrals"):
        value = getattr(document, kind)
        if value is not None:
            yield f"{kind}:{'yes' if value else 'no'}"
    if document.gender_only is not None:
        yield f"gender_only:{document.gender_only}"
    if document.points:
        yield PLACED
    if document.nationwide and not document.areas:
        yield "everywhere"
    if is_wide(document):
        yield "wide"


def _awards(document: SearchDocument) -> Iterator[str]:
    for award in document.awards:
        for tier in TIERS[: TIERS.index(award.tier) + 1]:
            for block in blocks(award.first, award.last + 1):
                yield f"held:{tier}:{block}"
