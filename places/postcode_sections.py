"""Turns the postcode units of the whole country into the arrays that are mapped and looked up.

Units are ordered by district and inward code, so that a district or a sector is one stretch of
them; for each stretch its first unit, the mean of its places and its commonest authority are kept.
"""

import numpy as np
import numpy.typing as npt
import orjson

from places.grid import BRITISH_GRID, IRISH_GRID, to_micro_degrees
from places.nearest import MICRO, NOWHERE
from places.postcode_map import NO_AUTHORITY, UNITS_IN_SECTOR
from places.register import Units

Ints = npt.NDArray[np.int64]


class Gathered:
    """Units read so far, as columns, and the table of authority codes they refer to."""

    def __init__(self, northern_ireland: bool) -> None:
        self._northern_ireland = northern_ireland
        self._columns: list[tuple[npt.NDArray[np.generic], ...]] = []

    def add(self, units: Units) -> None:
        """Take in the units of one letter; those of Northern Ireland only when asked for."""
        irish = np.char.startswith(units.outward, b"BT")
        self._take(units, ~irish, BRITISH_GRID)
        if self._northern_ireland:
            self._take(units, irish, IRISH_GRID)

    def sections(self) -> dict[str, bytes]:
        """The sections of the file that hold postcodes, sectors and districts."""
        outward, inward, codes, lat, lon = map(np.concatenate, zip(*self._columns, strict=True))
        order = np.lexsort((inward, outward))
        outward, inward, lat, lon = outward[order], inward[order], lat[order], lon[order]
        table, authority = _authorities(codes[order])
        district = _starts(outward[1:] != outward[:-1])
        sector = inward // UNITS_IN_SECTOR
        sectors = _starts((outward[1:] != outward[:-1]) | (sector[1:] != sector[:-1]))
        return {
            "authorities": orjson.dumps(table),
            "districts": orjson.dumps([code.decode() for code in outward[district]]),
            "unit_inward": inward.tobytes(),
            **_spots("unit", lat, lon, authority),
            **_stretches("district", district, lat, lon, authority),
            **_stretches("sector", sectors, lat, lon, authority),
        }

    def _take(self, units: Units, which: npt.NDArray[np.bool_], grid: str) -> None:
        if which.any():
            lat, lon = to_micro_degrees(grid, units.easting[which], units.northing[which])
            columns = (units.outward[which], units.inward[which], units.authority[which])
            self._columns.append((*columns, lat, lon))


def centroids(sections: dict[str, bytes]) -> dict[str, tuple[float, float, int]]:
    """Mean latitude, longitude and number of the placed postcodes of each authority."""
    table = orjson.loads(sections["authorities"])
    authority = np.frombuffer(sections["unit_authority"], np.uint16)
    lat, lon = (np.frombuffer(sections[f"unit_{name}"], np.int32) for name in ("lat", "lon"))
    placed = (lat != NOWHERE) & (authority != NO_AUTHORITY)
    count = np.bincount(authority[placed], minlength=len(table))
    sums = [np.bincount(authority[placed], axis[placed], len(table)) for axis in (lat, lon)]
    means = [total / np.maximum(count, 1) / MICRO for total in sums]
    return {
        code: (float(means[0][at]), float(means[1][at]), int(count[at]))
        for at, code in enumerate(table)
    }


def _authorities(codes: npt.NDArray[np.bytes_]) -> tuple[list[str], npt.NDArray[np.uint16]]:
    names, index = np.unique(codes, return_inverse=True)
    table = [name.decode() for name in names if name]
    number = np.full(len(names), NO_AUTHORITY, dtype=np.uint16)
    number[names != b""] = np.arange(len(table), dtype=np.uint16)
    return table, number[index]


def _starts(changes: npt.NDArray[np.bool_]) -> Ints:
    return np.concatenate(([0], np.flatnonzero(changes) + 1))


def _stretches(
    name: str,
    first: Ints,
    lat: npt.NDArray[np.int32],
    lon: npt.NDArray[np.int32],
    authority: npt.NDArray[np.uint16],
) -> dict[str, bytes]:
    placed = lat != NOWHERE
    count = np.add.reduceat(placed.astype(np.int64), first)
    lats, lons = (_means(axis, placed, count, first) for axis in (lat, lon))
    bounds = np.append(first, len(lat)).astype(np.uint32)
    owner = _commonest(first, authority)
    return {f"{name}_first": bounds.tobytes(), **_spots(name, lats, lons, owner)}


def _means(
    axis: npt.NDArray[np.int32], placed: npt.NDArray[np.bool_], count: Ints, first: Ints
) -> npt.NDArray[np.int32]:
    sums = np.add.reduceat(np.where(placed, axis, 0).astype(np.int64), first)
    means = np.rint(sums / np.maximum(count, 1))
    return np.where(count > 0, means, NOWHERE).astype(np.int32)


def _commonest(first: Ints, authority: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """The authority that most units of each stretch lie in; of equals the first code."""
    stretch = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(authority))))
    known = authority != NO_AUTHORITY
    pairs, count = np.unique(stretch[known] * 65536 + authority[known], return_counts=True)
    best = np.lexsort((-pairs, count))
    owner = np.full(len(first), NO_AUTHORITY, dtype=np.uint16)
    owner[pairs[best] // 65536] = pairs[best] % 65536
    return owner


def _spots(
    name: str,
    lat: npt.NDArray[np.int32],
    lon: npt.NDArray[np.int32],
    authority: npt.NDArray[np.uint16],
) -> dict[str, bytes]:
    return {
        f"{name}_lat": lat.tobytes(),
        f"{name}_lon": lon.tobytes(),
        f"{name}_authority": authority.tobytes(),
    }
