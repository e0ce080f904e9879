"""Resources by how far away they are: what lies in a box is read, what lies in the circle kept."""

from dataclasses import dataclass

from directory.fhir.asking import Near, Sought
from directory.fhir.conditions import Conditions
from directory.fhir.fresh import PUBLISHED
from places.geometry import distance_m
from runtime.database import Database

_OF_ITSELF = f"SELECT f.id, f.lat, f.lon FROM {PUBLISHED}"
_OF_ITS_PLACES = """
    SELECT f.id, l.lat, l.lon FROM fhir_resource l CROSS JOIN fhir_resource f CROSS JOIN document d
    WHERE l.kind = 'Location' AND l.gone = 0 AND f.id = l.service_id AND f.service_id = f.id
        AND d.kind = 'service' AND d.id = f.service_id AND d.state = 'published' AND
"""
"""A cross join, because SQLite keeps its order: the few places in the box come first."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """One page of ids with their distances in metres, nearest first, and how many there are."""

    metres: dict[str, float]
    total: int
    onwards: str | None


def nearest(database: Database, sought: Sought, near: Near, count: int, skip: int) -> Nearest:
    """The page after the first `skip` of what is sought and near enough."""
    found = _distances(database, sought, near)
    ordered = sorted(found, key=lambda id_: (found[id_], id_))
    page = ordered[skip : skip + count]
    last = skip + len(page)
    onwards = str(last) if page and last < len(ordered) else None
    return Nearest({id_: found[id_] for id_ in page}, len(ordered), onwards)


def _distances(database: Database, sought: Sought, near: Near) -> dict[str, float]:
    """How far away what is sought is, by the nearest of its places, where that is near enough."""
    asked = Conditions()
    where = asked.of(sought)
    if sought.kind == "HealthcareService":
        statement = f"{_OF_ITS_PLACES} {where} AND {asked.near(near, 'l')}"
    else:
        statement = f"{_OF_ITSELF} WHERE {where} AND {asked.near(near, 'f')}"
    found: dict[str, float] = {}
    for id_, lat, lon in database.rows(statement, asked.values):
        away = distance_m(near.lat, near.lon, lat, lon)
        if away <= near.within_m:
            found[id_] = min(away, found.get(id_, away))
    return found
