"""Where a list of results goes on: a digest of the question, a generation and a position.

A cursor may end up in somebody's log, so nothing in it leads back to a place: only the district
of the place enters the digest, and a point enters rounded to a tenth of a degree.
"""

import binascii
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b

from journeys.finding.errors import CursorMisused, CursorUnreadable
from journeys.finding.place import Searcher
from journeys.finding.question import Question
from search.query import DEEPEST_OFFSET

LAYOUT = struct.Struct(">8sQI")
_DEGRADED_BIT = 63


@dataclass(frozen=True, slots=True)
class Position:
    """`offset` results have been shown, of the index as it was at `generation`.

    `degraded`: in the order of the database, which is another than that of the index.
    """

    generation: int
    offset: int
    degraded: bool = False


def write_cursor(question: Question, searcher: Searcher | None, position: Position) -> str:
    """The cursor of the page that begins at `position`."""
    generation = position.generation | position.degraded << _DEGRADED_BIT
    packed = LAYOUT.pack(_digest(question, searcher), generation, position.offset)
    return urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(cursor: str, question: Question, searcher: Searcher | None) -> Position:
    """The position of a cursor; raises CursorUnreadable, or CursorMisused for another question."""
    try:
        packed = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        digest, generation, offset = LAYOUT.unpack(packed)
    except (ValueError, binascii.Error, struct.error):
        raise _unreadable() from None
    if offset > DEEPEST_OFFSET:
        raise _unreadable()
    if digest != _digest(question, searcher):
        raise CursorMisused(
            "cursor",
            "The cursor belongs to another question: expected the same words, place and filters "
            "as in the search that gave it. Search again without a cursor.",
        )
    of_database, generation = divmod(generation, 1 << _DEGRADED_BIT)
    return Position(generation, offset, bool(of_database))


def _unreadable() -> CursorUnreadable:
    return CursorUnreadable(
        "cursor",
        "The cursor cannot be read; expected one from an earlier answer, unchanged. "
        "Search again without a cursor.",
    )


def _digest(question: Question, searcher: Searcher | None) -> bytes:
    asked = (
        question.words.casefold().split(),
        _district(searcher),
        question.within_m,
        question.sort,
        question.limit,
        question.reach,
        question.filters,
    )
    return blake2b(repr(asked).encode(), digest_size=8).digest()


def _district(searcher: Searcher | None) -> object:
    if searcher is None:
        return None
    if searcher.kind == "point":
        return round(searcher.lat, 1), round(searcher.lon, 1)
    return searcher.kind, searcher.name
