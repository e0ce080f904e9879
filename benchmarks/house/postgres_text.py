"""PostgreSQL's own search, full text with PostGIS, as a program without Fingerpost would use it."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

import psycopg

from search.documents import SearchDocument
from search.query import Query

CANNOT = "neither misspelt words nor synonyms; words that nobody has fully are not dropped"
_PART = 5_000
_COLUMNS = ("category", "need", "access_mode", "accessibility", "source")
_MAKE = """
    CREATE TABLE listing (
        id text PRIMARY KEY, free boolean, place geography(Point),
        name text, topic text, organization text, description text,
        category text[], need text[], access_mode text[], accessibility text[], source text[],
        words tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('english', name), 'A')
            || setweight(to_tsvector('english', topic), 'B')
            || setweight(to_tsvector('english', organization), 'C')
            || setweight(to_tsvector('english', description), 'D')) STORED);
"""
_INDEX = """
    CREATE INDEX ON listing USING gin (words);
    CREATE INDEX ON listing USING gist (place);
    CREATE INDEX ON listing USING gin (need);
"""
_COPY = """
    COPY listing (id, free, place, name, topic, organization, description, category, need,
        access_mode, accessibility, source) FROM STDIN
"""


class PostgresText:
    """One table with its words, its places and its marks; answers ids, a count and facets."""

    def __init__(self, url: str) -> None:
        self._db = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)

    def build(self, documents: Iterable[SearchDocument]) -> None:
        """All listings, each at its first place."""
        self._db.execute(_MAKE)
        rows = map(_row, documents)
        while part := list(islice(rows, _PART)):
            with self._db.cursor() as cursor, cursor.copy(_COPY) as copy:
                for row in part:
                    copy.write_row(row)
        for statement in _INDEX.strip().split(";")[:-1]:
            self._db.execute(statement.encode())
        self._db.execute("VACUUM ANALYZE listing")

    def search(self, query: Query, *, prefix: bool = False) -> tuple[list[str], int, Any]:
        """Ids, how many, and facets."""
        values = _values(query, prefix)
        chosen = f"FROM listing WHERE {' AND '.join(_conditions(query))}"
        sql = f"SELECT id, count(*) OVER () {chosen} ORDER BY {_order(query)} LIMIT {query.limit}"
        rows = self._db.execute(sql.encode(), values, prepare=True).fetchall()
        return [row[0] for row in rows], rows[0][1] if rows else 0, self._facets(query, values)

    def _facets(self, query: Query, values: dict[str, Any]) -> Any:
        if not query.facets:
            return ()
        each = " UNION ALL ".join(
            f"SELECT '{facet}', value, count(*) FROM found, unnest({facet}) value GROUP BY value"
            if facet in _COLUMNS
            else f"SELECT '{facet}', {facet}::text, count(*) FROM found GROUP BY {facet}"
            for facet in query.facets
        )
        where = " AND ".join(_conditions(query))
        sql = f"WITH found AS MATERIALIZED (SELECT * FROM listing WHERE {where}) {each}"
        return self._db.execute(sql.encode(), values, prepare=True).fetchall()

    def close(self) -> None:
        self._db.close()


def _conditions(query: Query) -> list[str]:
    said = []
    if query.words:
        said.append("words @@ to_tsquery('english', %(words)s)")
    if query.within_m is not None:
        said.append("ST_DWithin(place, ST_MakePoint(%(lon)s, %(lat)s)::geography, %(m)s, false)")
    if query.needs:
        said.append("need && %(needs)s")
    if query.access_modes:
        said.append("access_mode && %(modes)s")
    if query.free is not None:
        said.append("free = %(free)s")
    return said


def _order(query: Query) -> str:
    if query.sort == "distance":
        return "place <-> ST_MakePoint(%(lon)s, %(lat)s)::geography"
    return "ts_rank(words, to_tsquery('english', %(words)s)) DESC"


def _values(query: Query, prefix: bool) -> dict[str, Any]:
    return {
        "words": " & ".join(query.words.split()) + ":*" * prefix,
        "lat": query.lat,
        "lon": query.lon,
        "m": query.within_m,
        "needs": list(query.needs),
        "modes": list(query.access_modes),
        "free": query.free,
    }


def _row(one: SearchDocument) -> tuple[Any, ...]:
    place = "SRID=4326;POINT({1} {0})".format(*one.points[0]) if one.points else None
    topic = f"{one.need_words}\n{one.category_words}"
    said = (one.name, topic, one.organization, f"{one.town}\n{one.description}")
    marks = (one.categories, one.needs, one.access_modes, one.accessibility, one.sources)
    return one.id, one.free, place, *said, *map(list, marks)
