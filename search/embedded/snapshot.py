"""One state of the embedded index, as it was when it was opened; searches share it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import tantivy
from tantivy import Order, Query

from search.embedded.damage import readable
from search.embedded.facts import said_by
from search.embedded.filters import one_of
from search.embedded.schema import EXTRA, FLAGS, ID, KEY, LISTING, SCHEMA
from search.embedded.value_sets import ValueSets
from search.embedded.wording import Ways
from search.remembering import Pages
from search.unavailable import IndexLost

POSITION_ID, SETS_ID = "\x00position", "\x00sets"


class State(NamedTuple):
    """A state of the index: the name of its generation, and the number of the last commit."""

    generation: str
    written: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a search needs: the searcher, ways of looking, the value sets of rows, the position.

    `wide` is what was found beside the circles of searchers: the same for all of one area.
    `filters` are the names and filters by which facets that depend on the day are counted, and of
    which day they are.
    """

    searcher: Any
    ways: Ways
    wide: Pages
    sets: ValueSets
    notes: int
    position: int
    state: State
    has_extra: bool
    filters: dict[str, tuple[Sequence[tuple[str, str]], int]] = field(default_factory=dict)

    def listings(self) -> int:
        """How many listings can be found."""
        return int(self.searcher.search(one_of(FLAGS, [LISTING]), limit=1).count)


@contextmanager
def loss(path: Path) -> Iterator[None]:
    """Tells a damaged index from a wrong call: what the engine cannot read is lost."""
    try:
        with readable():
            yield
    except (ValueError, OSError) as fault:
        raise IndexLost(f"the index in {path} cannot be read ({fault}); rebuild it") from fault


def open_index(path: Path) -> tantivy.Index:
    """The index of a generation; raises IndexLost."""
    with loss(path):
        index = tantivy.Index.open(str(path))
        index.config_reader("manual")
        return index


def take(index: tantivy.Index, path: Path, before: Snapshot | None = None) -> Snapshot:
    """The state that was committed last; raises IndexLost.

    `before` is an earlier snapshot of the same generation, whose value sets are read no more.
    """
    with loss(path):
        index.reload()
        searcher: Any = index.searcher()
        sets, known = (before.sets, before.notes) if before else (ValueSets(), 0)
        fresh = _notes(searcher, SETS_ID, known)
        sets.read_notes(fresh)
        position, commit = max(map(orjson.loads, _notes(searcher, POSITION_ID)), default=(0, 0))
        extra = searcher.search(one_of(FLAGS, [EXTRA]), limit=1).count
        return Snapshot(
            searcher,
            Ways(searcher),
            Pages(),
            sets,
            known + len(fresh),
            position,
            State(path.name, commit),
            has_extra=bool(extra),
        )


def _notes(searcher: Any, note_id: str, known: int = 0) -> list[bytes]:
    asked = Query.term_query(SCHEMA, ID, note_id, "basic")
    count = searcher.search(asked, limit=1).count - known
    if count <= 0:
        return []
    found = searcher.search(
        asked, limit=count, offset=known, order_by_field=KEY, order=Order.Asc, count=False
    )
    return [said_by(searcher, address) for _, address in found.hits]
