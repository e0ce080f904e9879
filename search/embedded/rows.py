"""The rows of the embedded index that stand for one listing."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from tantivy import Document

from search.documents import SearchDocument
from search.embedded.cells import cells_of
from search.embedded.schema import (
    ALL,
    AT,
    CELLS,
    EXTRA,
    FLAGS,
    GONE,
    ID,
    KEY,
    LAT,
    LISTING,
    LON,
    SAID,
    SCHEMA,
    TITLE,
    WORDS,
    column,
)
from search.embedded.value_sets import ValueSets
from search.facts.written import taken_out, written
from search.flags import flags_of
from search.limits import limits_of
from search.parts import PARTS, Worded, worded
from search.tokens import folded, stems
from search.values import LISTED, SETS, STATED, sets_of

_COLUMNS = tuple(map(column, SETS))
_LONGEST_TITLE = 120


def key_of(listing_id: str) -> int:
    """A whole number that sorts as the ids do; raises ValueError when it is no UUID."""
    return UUID(listing_id).int >> 65


def rows(document: SearchDocument, sets: ValueSets, at: int) -> Iterator[Document]:
    """The rows of a listing: the first is the listing, the others are its further places.

    `at` is the number of the commit that they are written by.
    """
    row = _row(document, sets, at)
    yield Document.from_dict(row, SCHEMA)
    for point in document.points[1:]:
        row.update(_standing(*point))
        row[FLAGS][0] = EXTRA
        row[TITLE] = []
        yield Document.from_dict(row, SCHEMA)


def gone_row(listing_id: str, at: int) -> Document:
    """What stands in the place of a listing that was taken out by a commit."""
    _, said = taken_out(listing_id, GONE)
    return Document.from_dict({ID: listing_id, FLAGS: [GONE], AT: at, SAID: said}, SCHEMA)


def _row(document: SearchDocument, sets: ValueSets, at: int) -> dict[str, Any]:
    spoken, said = worded(document), sets_of(document)
    flags, limits = flags_of(document, said), dict(limits_of(document))
    row: dict[str, Any] = {
        ID: document.id,
        KEY: key_of(document.id),
        TITLE: folded(document.name)[:_LONGEST_TITLE],
        FLAGS: [LISTING, *flags],
        AT: at,
        SAID: written(document, spoken, said, flags, limits)[1],
    }
    row.update(zip(LISTED, map(list, said), strict=False))
    row.update(_stated(said[len(LISTED)]))
    row.update(_stemmed(spoken))
    row.update(zip(_COLUMNS, map(sets.number, SETS, said), strict=True))
    row.update(limits)
    if document.points:
        row.update(_standing(*document.points[0]))
    return row


def _standing(lat: float, lon: float) -> dict[str, Any]:
    return {LAT: lat, LON: lon, CELLS: cells_of(lat, lon)}


def _stated(said: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in zip(STATED, said, strict=True) if value)


def _stemmed(spoken: Worded) -> dict[str, str]:
    stemmed = list(map(stems, spoken.parts()))
    return {
        **{part: " ".join(own) for part, own in zip(PARTS, stemmed, strict=True)},
        ALL: " ".join(set().union(*stemmed)),
        WORDS: " ".join(set().union(*spoken)),
    }
