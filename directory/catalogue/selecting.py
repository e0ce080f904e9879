"""The ids of everything that is wanted, kept for as long as nothing is published."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import NamedTuple

from directory.catalogue.asking import Wanted
from directory.catalogue.filters import conditions, in_circle
from runtime.database import Database

WIDTH = 36
MOST_CHARACTERS = 64_000_000

_STANDING = (
    "SELECT (SELECT number FROM change_counter WHERE id = 1), position, rebuild_to"
    " FROM catalogue_state WHERE id = 1"
)


class Ids:
    """Ids in order, packed into one text: 36 bytes each instead of more than a hundred."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._packed = "".join(sorted(ids))

    def __len__(self) -> int:
        return len(self._packed) // WIDTH

    def __getitem__(self, at: int) -> str:
        return self._packed[at * WIDTH : (at + 1) * WIDTH]

    def some(self, start: int, count: int) -> list[str]:
        """At most `count` ids from place `start` on."""
        return [self[at] for at in range(start, min(start + count, len(self)))]

    def after(self, id_: str) -> int:
        """How many ids are not above this one."""
        return bisect_right(self, id_)


class Moment(NamedTuple):
    """What a selection is of: the newest change, and whether the catalogue is behind it."""

    generation: int
    position: int
    lagging: bool


class Selections:
    """Selections of one generation, the longest unused dropped when they grow too large."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[tuple[str, Wanted], tuple[Moment, Ids]] = OrderedDict()
        self._lock = Lock()

    def now(self) -> Moment:
        """How the catalogue stands at this moment."""
        generation, position, rebuild_to = self._database.rows(_STANDING, {})[0]
        lagging = generation != position or rebuild_to is not None
        return Moment(int(generation), int(position), lagging)

    def of(self, kind: str, wanted: Wanted, at: Moment) -> Ids:
        """The ids of what is wanted of a kind, as the database has them now."""
        key = (kind, wanted)
        with self._lock:
            kept = self._kept.get(key)
            if kept and kept[0] == at:
                self._kept.move_to_end(key)
                return kept[1]
        found = Ids(row[0] for row in self._select(kind, wanted, at.lagging))
        with self._lock:
            self._kept[key] = (at, found)
            self._kept.move_to_end(key)
            while sum(len(one) for _, one in self._kept.values()) * WIDTH > MOST_CHARACTERS:
                self._kept.popitem(last=False)
        return found

    def _select(self, kind: str, wanted: Wanted, lagging: bool) -> Sequence[tuple[str, ...]]:
        sql, values = selection(kind, wanted, sqlite=self._database.is_sqlite, lagging=lagging)
        return self._database.rows(sql, values)


def selection(
    kind: str, wanted: Wanted, *, sqlite: bool, lagging: bool
) -> tuple[str, dict[str, object]]:
    """The statement that gives the ids of what is wanted of a kind, and its values."""
    own_place = wanted.within_m is not None and kind in ("location", "service_at_location")
    found = conditions(
        wanted,
        sqlite=sqlite,
        lagging=lagging,
        circle=not own_place,
        at_place=kind == "service_at_location",
    )
    if kind == "service":
        return f"SELECT c.id FROM catalogue_service c WHERE {found.sql()}", found.values
    sql = (
        "SELECT DISTINCT q.id FROM catalogue_part q JOIN catalogue_service c ON c.id = q.service_id"
        f" WHERE q.kind = :kind AND q.present AND {found.sql()}"
    )
    if own_place:
        sql += f" AND q.id IN (SELECT p.{kind}_id FROM {in_circle(found, wanted)})"
    return sql, {**found.values, "kind": kind}
