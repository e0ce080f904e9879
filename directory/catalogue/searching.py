"""Answer a search from the database: slower and plainer than the index, and right."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from directory.catalogue.entry import unit_point
from directory.catalogue.filters import CHORD2, PUBLISHED, Conditions, in_circle
from directory.catalogue.sought import Choice, Sighted, Sighting, Sought
from directory.catalogue.sought_conditions import sought_conditions
from places.geometry import RINGS_M, distance_m
from runtime.database import Database
from runtime.reads_within import Until

LAST_LETTER = "\uffff"


def search(database: Database, sought: Sought, lagging: bool, within_s: float) -> Sighted:
    """What answers a search: with all words, or else with as many of them as something has.

    Raises TooSlow when the database takes longer than `within_s` seconds.
    """
    until = Until(within_s)
    for lacking, words in _fewer(sought):
        found = _search(database, sought, words, lagging, until)
        if found.total:
            return replace(found, lacking=lacking)
    return Sighted((), 0)


def begun(database: Database, letters: str, limit: int, within_s: float) -> list[tuple[str, str]]:
    """Id and name of published services whose folded name begins so, by that name.

    Raises TooSlow when the database takes longer than `within_s` seconds.
    """
    sql = (
        "SELECT c.id, c.name FROM catalogue_service c"
        f" WHERE c.present AND c.active AND {PUBLISHED} AND c.folded >= :first"
        " AND c.folded < :last ORDER BY c.folded, c.id LIMIT :limit"
    )
    asked = {"first": letters, "last": f"{letters}{LAST_LETTER}", "limit": limit}
    return [(row[0], row[1]) for row in database.rows(sql, asked, within_s=within_s)]


def _fewer(sought: Sought) -> Iterator[tuple[int, Sequence[Sequence[Choice]]]]:
    """How many words are left out, and the sets of words of which one must all be there."""
    yield 0, [sought.words]
    count = len(sought.words)
    if sought.forgiving and count > 1:
        yield 1, list(combinations(sought.words, count - 1))
    if sought.forgiving and count > 2:
        yield count - 1, [(word,) for word in sought.words]


def _search(
    database: Database,
    sought: Sought,
    words: Sequence[Sequence[Choice]],
    lagging: bool,
    until: Until,
) -> Sighted:
    found = sought_conditions(database.is_sqlite, sought, words, lagging)
    wanted = sought.wanted
    if sought.reach == "wide" or wanted.lat is None or wanted.lon is None:
        return _by_id(database, found, sought, until)
    if wanted.within_m is not None or not sought.nearest:
        return _near(database, found, sought, until)
    return _nearest(database, found, sought, until)


def _nearest(database: Database, found: Conditions, sought: Sought, until: Until) -> Sighted:
    """However far, nearest first: in ring after ring until there are enough."""
    total = _by_id(database, found, replace(sought, limit=0), until).total
    wanted = min(total, sought.offset + sought.limit)
    sighted = Sighted((), 0)
    for ring in RINGS_M if sought.limit else ():
        nearer = replace(sought, wanted=replace(sought.wanted, within_m=float(ring)))
        sighted = _near(database, replace(found, values=dict(found.values)), nearer, until)
        if sighted.total >= wanted:
            break
    return replace(sighted, total=total)


def _by_id(database: Database, found: Conditions, sought: Sought, until: Until) -> Sighted:
    table = f"catalogue_service c WHERE {found.sql()}"
    total = int(_rows(database, f"SELECT count(*) FROM {table}", found.values, until)[0][0])
    if not sought.limit:
        return Sighted((), total)
    limits = {"limit": sought.limit, "offset": sought.offset}
    sql = f"SELECT c.id FROM {table} ORDER BY c.id LIMIT :limit OFFSET :offset"
    rows = _rows(database, sql, {**found.values, **limits}, until)
    return Sighted(tuple(Sighting(row[0], None) for row in rows), total)


def _near(database: Database, found: Conditions, sought: Sought, until: Until) -> Sighted:
    """By distance, or by id with the distance told; within the circle if there is one."""
    lat, lon = sought.wanted.lat or 0.0, sought.wanted.lon or 0.0
    values = dict(found.values)
    if sought.wanted.within_m is None:
        x, y, z = unit_point(lat, lon)
        values |= {"x": x, "y": y, "z": z}
        points = "catalogue_point p WHERE true"
    else:
        points = in_circle(found, sought.wanted)
        values |= found.values
    join = "LEFT JOIN" if sought.wanted.within_m is None else "JOIN"
    near = f"SELECT p.service AS service, min({CHORD2}) AS chord2 FROM {points} GROUP BY p.service"
    table = f"catalogue_service c {join} ({near}) n ON n.service = c.number WHERE {found.sql()}"
    total = int(_rows(database, f"SELECT count(*) FROM {table}", values, until)[0][0])
    if not sought.limit:
        return Sighted((), total)
    order = "n.chord2, c.id" if sought.nearest else "c.id"
    sql = f"SELECT c.id, c.number FROM {table} ORDER BY {order} LIMIT :limit OFFSET :offset"
    limits = {"limit": sought.limit, "offset": sought.offset}
    rows = _rows(database, sql, {**values, **limits}, until)
    metres = _metres(database, [int(row[1]) for row in rows], lat, lon, until)
    return Sighted(tuple(Sighting(row[0], metres.get(int(row[1]))) for row in rows), total)


def _metres(
    database: Database, numbers: Sequence[int], lat: float, lon: float, until: Until
) -> dict[int, float]:
    """Metres to the nearest place of each service that has one."""
    if not numbers:
        return {}
    listed = ", ".join(map(str, numbers))
    sql = f"SELECT service, lat, lon FROM catalogue_point WHERE service IN ({listed})"
    found: dict[int, float] = {}
    for service, *place in _rows(database, sql, {}, until):
        metres = distance_m(lat, lon, *place)
        found[service] = min(metres, found.get(service, metres))
    return found


def _rows(database: Database, sql: str, values: dict[str, Any], until: Until) -> Sequence[Any]:
    return database.rows(sql, values, within_s=until.left_s())
