"""Makes the file's section of names: towns with their authority, authorities and counties."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from places.areas import Area, areas, authorities
from places.named import Named
from places.postcode_map import PostcodeMap
from places.spelling import fold, short_forms
from places.towns import Town

PEOPLE_TO_A_POSTCODE = 20
"""Roughly, with the terminated ones counted; it only ranks authorities among towns."""

_SHORTEST_OTHER_NAME = 4
Centre = tuple[float, float, int]


def names_section(
    towns: Iterable[Town], postcodes: PostcodeMap, centres: Mapping[str, Centre]
) -> bytes:
    """The named places of the country as JSON rows, in the order of `Named`."""
    covered = {authorities()[code].nation for code in centres if code in authorities()}
    named = [_town(town, postcodes, town.nation in covered) for town in towns]
    named += [_authority(code, centre) for code, centre in centres.items() if centre[2]]
    named += _counties(centres)
    return orjson.dumps([list(one) for one in named])


def read_names(section: memoryview) -> list[Named]:
    """The rows of a section as they were made."""
    rows: list[list[Any]] = orjson.loads(section)
    return [Named._make((*row[:-2], tuple(row[-2]), tuple(row[-1]))) for row in rows]


def _town(town: Town, postcodes: PostcodeMap, is_covered: bool) -> Named:
    near = postcodes.nearest(town.lat, town.lon) if is_covered else None
    key, short = fold(town.name), short_forms(town.name, list(town.other_names))
    other = {fold(name) for name in town.other_names if _can_be_typed(name)} - short - {key}
    authority, district = (near.authority, near.district) if near else (None, None)
    return Named(
        "town", town.name, key, town.lat, town.lon, authority, district, town.population,
        town.nation, tuple(sorted(short)), tuple(sorted(other)),
    )  # fmt: skip


def _can_be_typed(name: str) -> bool:
    """Leaves out airport codes and what folds to letters that no British keyboard has."""
    key = fold(name)
    return len(key) >= _SHORTEST_OTHER_NAME and key.isascii() and not name.isupper()


def _authority(code: str, centre: Centre) -> Named:
    known = authorities()[code]
    return _area(code, known.name, known.nation, centre)


def _counties(centres: Mapping[str, Centre]) -> list[Named]:
    kinds = ("county", "former county")
    counties = (area for area in areas().values() if area.kind in kinds)
    return [
        _area(county.code, county.name, "England", _middle(county, centres))
        for county in counties
        if any(code in centres for code in county.members)
    ]


def _middle(area: Area, centres: Mapping[str, Centre]) -> Centre:
    """The mean of a county's postcodes, from the means of its districts."""
    parts = [centres[code] for code in sorted(area.members) if code in centres]
    count = sum(part[2] for part in parts)
    lat, lon = (sum(part[axis] * part[2] for part in parts) / max(count, 1) for axis in (0, 1))
    return lat, lon, count


def _area(code: str, name: str, nation: str, centre: Centre) -> Named:
    lat, lon, count = centre
    people = count * PEOPLE_TO_A_POSTCODE
    rounded = (round(lat, 6), round(lon, 6))
    return Named("authority", name, fold(name), *rounded, code, None, people, nation)
