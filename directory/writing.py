"""What a publishing transaction writes of documents: they, their listings and their changes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import accumulate, groupby
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, text

from directory.bulk import Formed, Row, formed, insert_formed, replace_formed
from directory.chunks import stretches
from directory.columns import UTCDateTime
from directory.filed import Filed
from directory.numbering import next_numbers
from directory.packing import unpacked
from directory.plans import looking_up
from directory.preparing import Prepared
from directory.tables.published import CHANGE, DOCUMENT, LISTING
from runtime.aside import ahead
from runtime.workers import Workers

SHAPE_VERSION = 1
AT_ONCE = 10
"""Pieces of new documents whose changes and listings are held until they are there."""
_DOCUMENT = (
    *("kind", "id", "state", "body", "content_hash", "change_number", "shape_version"),
    *("successor_id", "reason", "changed_at", "stale_at"),
)
_CHANGE = ("number", "kind", "object_id", "state", "at")
_LISTING = ("id", "state", "successor_id", "created_at")
_WRITE_LISTINGS = text("""
    INSERT INTO listing (id, state, successor_id, created_at)
    SELECT id, state, successor_id, :now FROM document
    WHERE kind = 'service' AND change_number > :before
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, successor_id = excluded.successor_id
""").bindparams(bindparam("now", type_=UTCDateTime()))


def write_documents(connection: Connection, documents: Sequence[Prepared], now: datetime) -> None:
    """Listings, documents and the change log from the documents that were prepared."""
    numbers = next_numbers(connection, len(documents))
    some = _numbered(connection.dialect.name, now, documents, numbers.start)
    _write(connection, [some], now)


def write_filed(
    connection: Connection, documents: Filed, counts: Sequence[int], now: datetime, workers: Workers
) -> None:
    """The same from documents that were filed in packed pieces, of so many each.

    PostgreSQL's rows are made by `workers`, SQLite's by a thread.
    """
    numbers = next_numbers(connection, sum(counts))
    dialect = connection.dialect.name
    pieces = zip(documents, accumulate(counts, initial=numbers.start), strict=False)
    each = ahead if dialect == "sqlite" else workers.each
    _write(connection, each(partial(_unpacked, dialect, now), pieces), now)


class _Numbered(NamedTuple):
    """Rows of some documents, of their changes and listings, and the keys of those heard of.

    `before` is the change number before their first.
    """

    before: int
    documents: Formed
    changes: Formed
    listings: Formed
    held: Collection[Row]


def _write(connection: Connection, written: Iterable[_Numbered], now: datetime) -> None:
    with looking_up(connection):
        for any_held, some in groupby(written, _holds_any):
            if any_held:
                _replace(connection, some, now)
            else:
                _insert(connection, some)


def _holds_any(some: _Numbered) -> bool:
    return bool(some.held)


def _replace(connection: Connection, written: Iterator[_Numbered], now: datetime) -> None:
    for some in written:
        replace_formed(connection, DOCUMENT, _DOCUMENT, some.documents, some.held)
        insert_formed(connection, CHANGE, _CHANGE, [some.changes])
        connection.execute(_WRITE_LISTINGS, {"before": some.before, "now": now})


def _insert(connection: Connection, written: Iterator[_Numbered]) -> None:
    """Documents that are heard of for the first time stream in, and what is little after them."""
    for stretch in stretches(written, AT_ONCE):
        behind: list[_Numbered] = []
        insert_formed(connection, DOCUMENT, _DOCUMENT, _documents(stretch, behind))
        insert_formed(connection, CHANGE, _CHANGE, [some.changes for some in behind])
        insert_formed(connection, LISTING, _LISTING, [some.listings for some in behind])


def _documents(written: Iterator[_Numbered], behind: list[_Numbered]) -> Iterator[Formed]:
    for some in written:
        behind.append(some._replace(documents=()))
        yield some.documents


def _unpacked(dialect: str, now: datetime, piece: tuple[bytes, int]) -> _Numbered:
    packed, first = piece
    return _numbered(dialect, now, [Prepared(*one) for one in unpacked(packed)], first)


def _numbered(dialect: str, now: datetime, documents: Sequence[Prepared], first: int) -> _Numbered:
    """Rows of documents whose change numbers begin with `first`."""
    told = list(enumerate(documents, first))
    rows = [_document(number, one, now) for number, one in told]
    changes = [(number, "service", one.id, one.state, now) for number, one in told]
    listings = [(one.id, one.state, one.successor_id, now) for one in documents]
    return _Numbered(
        first - 1,
        formed(dialect, DOCUMENT, _DOCUMENT, rows),
        formed(dialect, CHANGE, _CHANGE, changes),
        formed(dialect, LISTING, _LISTING, listings),
        {("service", one.id) for one in documents if not one.unheard},
    )


def _document(number: int, one: Prepared, now: datetime) -> Row:
    told = (one.id, one.state, one.body, one.content_hash)
    ended = (one.successor_id, one.reason)
    return "service", *told, number, SHAPE_VERSION, *ended, now, one.stale_at
