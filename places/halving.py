"""Halves the postcodes of the country, by latitude and by longitude in turns, until few are left.

What is made is a k-d tree: the postcodes in the order of its parts, and where each part is parted.
Part 1 is all of them; part n is parted into 2n, which lies south or west, and 2n + 1.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from places.nearest import MICRO, NOWHERE, SECTIONS

FEW = 16
Axis = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]


def near_sections(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """The sections by which the postcode nearest to a point is found; `made` are the others."""
    lat, lon = (np.frombuffer(made[f"unit_{axis}"], np.int32) for axis in ("lat", "lon"))
    units, parted_at = _halved(_one_of_each_spot(made, lat, lon), lat, lon)
    return dict(zip(SECTIONS, (units.tobytes(), parted_at.tobytes()), strict=True))


def _one_of_each_spot(made: Mapping[str, bytes], lat: Axis, lon: Axis) -> Ints:
    """Of the postcodes that have the same place, that of the sector whose middle is closest.

    Others there are mostly those of large users and boxes, and those that are out of use.
    """
    placed = np.flatnonzero(lat != NOWHERE)
    away = _from_middle(made, lat, lon)[placed]
    placed = placed[np.lexsort((away, lon[placed], lat[placed]))]
    is_next = (np.diff(lat[placed]) != 0) | (np.diff(lon[placed]) != 0)
    return placed[np.flatnonzero(np.concatenate(([len(placed) > 0], is_next)))]


def _from_middle(made: Mapping[str, bytes], lat: Axis, lon: Axis) -> npt.NDArray[np.float64]:
    """The square of the distance of each postcode to the middle of its sector."""
    first = np.frombuffer(made["sector_first"], np.uint32)
    sizes: Ints = np.diff(first).astype(np.int64)
    middles = (np.frombuffer(made[f"sector_{axis}"], np.int32) for axis in ("lat", "lon"))
    north, east = (
        axis.astype(np.float64) - np.repeat(middle, sizes)
        for axis, middle in zip((lat, lon), middles, strict=True)
    )
    narrow = np.cos(np.radians(lat / MICRO))
    away: npt.NDArray[np.float64] = north**2 + (east * narrow) ** 2
    return away


def _halved(units: Ints, lat: Axis, lon: Axis) -> tuple[npt.NDArray[np.uint32], Axis]:
    """The units in the order of their parts, and the latitude or longitude where each is parted."""
    bounds = np.array([0, len(units)])
    parted_at, axes = [np.zeros(1, np.int32)], (lat, lon)
    while np.diff(bounds).max() > FEW:
        axis, sizes = axes[(len(parted_at) - 1) % 2], np.diff(bounds)
        part = np.repeat(np.arange(len(sizes)), sizes)
        units = units[np.lexsort((axis[units], part))]
        middles = (bounds[:-1] + bounds[1:]) // 2
        parted_at.append(axis[units[middles]])
        bounds = np.sort(np.concatenate((bounds, middles)))
    return units.astype(np.uint32), np.concatenate(parted_at)
