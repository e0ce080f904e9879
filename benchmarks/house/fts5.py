"""SQLite's own search, FTS5 with an R*Tree, as a program without Fingerpost would use it."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from places.geometry import box, distances_m
from search.documents import SearchDocument
from search.query import Query

CANNOT = "neither misspelt words nor synonyms; words that nobody has fully are not dropped"
_PART = 5_000
_MAKE = """
    CREATE TABLE listing (row INTEGER PRIMARY KEY, id TEXT, free INTEGER, lat REAL, lon REAL);
    CREATE VIRTUAL TABLE words USING fts5(
        name, topic, organization, description,
        tokenize = 'porter unicode61', prefix = '2 3 4', content = '');
    CREATE VIRTUAL TABLE spot USING rtree(row, south, north, west, east);
    CREATE TABLE mark (kind TEXT, value TEXT, row INTEGER, PRIMARY KEY (kind, value, row))
        WITHOUT ROWID;
    CREATE INDEX mark_of ON mark (row, kind, value);
"""


class Fts5:
    """A file with its words, its places and its marks; answers ids, a count and facets."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -200000"):
            self._db.execute(f"PRAGMA {pragma}")

    def build(self, documents: Iterable[SearchDocument]) -> None:
        """All listings, each at its first place."""
        self._db.executescript(_MAKE)
        rows = enumerate(documents, 1)
        while part := list(islice(rows, _PART)):
            self._write(part)
        self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._db.execute("ANALYZE")
        self._db.commit()

    def _write(self, part: list[tuple[int, SearchDocument]]) -> None:
        write = self._db.executemany
        write("INSERT INTO listing VALUES (?, ?, ?, ?, ?)", (_listing(n, d) for n, d in part))
        write(
            "INSERT INTO words (rowid, name, topic, organization, description)"
            " VALUES (?, ?, ?, ?, ?)",
            ((n, d.name, _topic(d), d.organization, f"{d.town}\n{d.description}") for n, d in part),
        )
        write(
            "INSERT INTO spot VALUES (?, ?, ?, ?, ?)",
            ((n, a, a, o, o) for n, d in part for a, o in d.points[:1]),
        )
        write("INSERT INTO mark VALUES (?, ?, ?)", (m for n, d in part for m in _marks(n, d)))
        self._db.commit()

    def search(self, query: Query, *, prefix: bool = False) -> tuple[list[str], int, Any]:
        """Ids, how many, and facets."""
        chosen, values = _chosen(query, prefix)
        facets = self._facets(query, chosen, values)
        if query.lat is not None:
            return (*self._placed(query, chosen, values), facets)
        order = "ORDER BY bm25(words, 4, 2.5, 2, 1)"
        page = self._db.execute(f"SELECT l.id {chosen} {order} LIMIT {query.limit}", values)
        ids = [row[0] for row in page]
        (total,) = self._db.execute(f"SELECT count(*) {chosen}", values).fetchone()
        return ids, total, facets

    def _placed(self, query: Query, chosen: str, values: Any) -> tuple[list[str], int]:
        """The box by the R*Tree; the exact circle and the order by numpy."""
        assert query.lat is not None
        assert query.lon is not None
        best = "bm25(words, 4, 2.5, 2, 1)" if query.words else "0"
        rows = self._db.execute(f"SELECT l.id, l.lat, l.lon, {best} {chosen}", values).fetchall()
        if not rows:
            return [], 0
        lats, lons, ranks = (np.array([row[at] for row in rows]) for at in (1, 2, 3))
        far = distances_m(query.lat, query.lon, lats, lons)
        inside = np.flatnonzero(far <= (query.within_m or np.inf))
        order = (far if query.sort == "distance" else ranks)[inside]
        page = inside[np.argsort(order, kind="stable")][: query.limit]
        return [rows[at][0] for at in page], len(inside)

    def _facets(self, query: Query, chosen: str, values: Any) -> Any:
        if not query.facets:
            return ()
        kinds = ", ".join(f"'{facet}'" for facet in query.facets)
        return self._db.execute(
            f"SELECT kind, value, count(*) FROM mark WHERE kind IN ({kinds})"
            f" AND row IN (SELECT l.row {chosen}) GROUP BY kind, value",
            values,
        ).fetchall()

    def close(self) -> None:
        self._db.close()


def _chosen(query: Query, prefix: bool) -> tuple[str, list[Any]]:
    tables, where, values = ["listing l"], list[str](), list[Any]()
    if query.words:
        tables.insert(0, "words")
        where.append("words MATCH ? AND l.row = words.rowid")
        values.append(" ".join(f'"{word}"' for word in query.words.split()) + "*" * prefix)
    if query.lat is not None and query.lon is not None and query.within_m is not None:
        area = box(query.lat, query.lon, query.within_m)
        tables.append("spot")
        where.append("south >= ? AND north <= ? AND west >= ? AND east <= ? AND spot.row = l.row")
        values += [area.south, area.north, area.west, area.east]
    wanted = (("need", query.needs), ("access_mode", query.access_modes))
    for kind, any_of in ((kind, any_of) for kind, any_of in wanted if any_of):
        marks = ", ".join("?" * len(any_of))
        where.append(
            "EXISTS (SELECT 1 FROM mark m WHERE m.row = l.row"
            f" AND m.kind = '{kind}' AND m.value IN ({marks}))"
        )
        values += any_of
    if query.free is not None:
        where.append(f"l.free = {int(query.free)}")
    return f"FROM {', '.join(tables)} WHERE {' AND '.join(where)}", values


def _listing(number: int, one: SearchDocument) -> tuple[Any, ...]:
    lat, lon = one.points[0] if one.points else (None, None)
    return number, one.id, one.free, lat, lon


def _topic(one: SearchDocument) -> str:
    return f"{one.need_words}\n{one.category_words}"


def _marks(number: int, one: SearchDocument) -> Iterator[tuple[str, str, int]]:
    each = {
        "category": one.categories,
        "need": one.needs,
        "access_mode": one.access_modes,
        "accessibility": one.accessibility,
        "source": one.sources,
        "free": () if one.free is None else ("yes" if one.free else "no",),
    }
    return ((kind, value, number) for kind, values in each.items() for value in sorted(set(values)))
