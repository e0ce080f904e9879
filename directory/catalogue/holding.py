"""Which service areas hold a point: PostGIS on PostgreSQL, boxes and shapely on SQLite.

Both decide with the same predicate of the same library (GEOS), whose orientation of three points
is exact, so that points on a border are held by both.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from runtime.database import Database

_BOXES = """
    SELECT o.number, o.digest, o.wkb FROM derived_outlines r
    JOIN catalogue_outline o ON o.number = r.number
    WHERE r.south <= :lat AND r.north >= :lat AND r.west <= :lon AND r.east >= :lon
"""
_SERVICES = """
    SELECT DISTINCT c.id FROM catalogue_area a
    JOIN catalogue_service c ON c.number = a.service
    JOIN document d ON d.kind = 'service' AND d.state = 'published' AND d.id = c.id
    WHERE c.present AND a.outline IN ({numbers}) ORDER BY c.id
"""
_POSTGIS = """
    SELECT o.number FROM catalogue_outline o,
        (SELECT ST_SetSRID(ST_MakePoint(:lon, :lat), 4326) AS place) AS asked
    WHERE o.shape && asked.place AND ST_Relate(o.shape, asked.place) NOT LIKE :apart
"""
_APART = "FF_FF____"
"""How two shapes relate that share nothing, in the nine figures of DE-9IM."""


@dataclass(frozen=True, slots=True)
class FaultyArea:
    """A shape that could not be used, the first service that stated it, and why."""

    service_id: str
    reason: str


def faulty_areas(database: Database) -> list[FaultyArea]:
    """The shapes of service areas that are left out, for their publishers to mend."""
    sql = (
        "SELECT o.said_by, o.fault FROM catalogue_outline o WHERE o.fault IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM catalogue_area a WHERE a.outline = o.number)"
        " ORDER BY o.said_by, o.fault"
    )
    return [FaultyArea(*row) for row in database.rows(sql, {})]


def holding(database: Database, lat: float, lon: float) -> tuple[str, ...]:
    """Ids of the published services of whose shapes one holds the point, its border included."""
    numbers = (
        _with_boxes(database, lat, lon) if database.is_sqlite else _with_postgis(database, lat, lon)
    )
    if not numbers:
        return ()
    listed = ", ".join(map(str, numbers))
    return tuple(row[0] for row in database.rows(_SERVICES.format(numbers=listed), {}))


def _with_postgis(database: Database, lat: float, lon: float) -> list[int]:
    rows = database.rows(_POSTGIS, {"lat": lat, "lon": lon, "apart": _APART})
    return [int(row[0]) for row in rows]


def _with_boxes(database: Database, lat: float, lon: float) -> list[int]:
    from shapely import Point

    place = Point(lon, lat)
    near = database.rows(_BOXES, {"lat": lat, "lon": lon})
    return [int(number) for number, digest, wkb in near if _shape(digest, wkb).covers(place)]


@lru_cache(maxsize=512)
def _shape(digest: str, wkb: str) -> Any:
    """The shape of a digest, made ready to be asked often."""
    from shapely import from_wkb, prepare

    shape = from_wkb(wkb)
    prepare(shape)
    return shape
