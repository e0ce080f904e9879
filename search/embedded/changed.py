"""Reading many rows of one state of the embedded index: all listings, or what has changed."""

from collections.abc import Iterator

from tantivy import FieldType
from tantivy import Query as Clause

from search.embedded.facts import said_by
from search.embedded.filters import all_of, one_of
from search.embedded.schema import AT, FLAGS, GONE, LISTING, SCHEMA
from search.embedded.snapshot import Snapshot

_AT_ONCE = 5_000
"""So many rows are found in one step: a few milliseconds in which no other thread works."""


def every_listing(snapshot: Snapshot) -> Iterator[list[bytes]]:
    """The facts of all listings, some at a time."""
    return _read(snapshot, one_of(FLAGS, [LISTING]))


def changed_since(snapshot: Snapshot, commit: int) -> Iterator[list[bytes]]:
    """What stands of listings that were written or taken out after a commit, some at a time."""
    return _read(snapshot, _after(commit))


def count_changed(snapshot: Snapshot, commit: int) -> int:
    """How many listings were written or taken out after a commit."""
    return int(snapshot.searcher.search(_after(commit), limit=1).count)


def _after(commit: int) -> Clause:
    later = Clause.range_query(SCHEMA, AT, FieldType.Integer, commit + 1, None)
    return all_of([one_of(FLAGS, [LISTING, GONE]), Clause.const_score_query(later, 0.0)])


def _read(snapshot: Snapshot, clause: Clause) -> Iterator[list[bytes]]:
    """None is worth more than another, so that they come as they lie, and every block of the
    engine's is unpacked once."""
    start, searcher = 0, snapshot.searcher
    while hits := searcher.search(clause, limit=_AT_ONCE, offset=start, count=False).hits:
        yield [said_by(searcher, address) for _, address in hits]
        start += len(hits)
