"""Looks up postcodes, sectors and districts in the mapped arrays, and what is next to a point."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import NamedTuple

import orjson

from places.geometry import distance_m
from places.nearest import MICRO, NOWHERE, NearestUnit
from places.place import PostcodeFact

NO_AUTHORITY = 65_535
UNITS_IN_SECTOR = 676


class Spot(NamedTuple):
    """Where a sector or district lies: the mean of its postcodes, in degrees."""

    lat: float | None
    lon: float | None
    authority: str | None


class Near(NamedTuple):
    """The postcode next to a point, told by its district and authority alone."""

    district: str
    authority: str | None
    metres: float


def inward_code(inward: str) -> int:
    """The number that stands for an inward code: `"0AA"` is 0 and `"9ZZ"` 6759."""
    return (
        (ord(inward[0]) - 48) * UNITS_IN_SECTOR + (ord(inward[1]) - 65) * 26 + ord(inward[2]) - 65
    )


class _Column:
    """Places and authorities of the units, the sectors or the districts."""

    def __init__(self, name: str, section: Callable[[str], memoryview]) -> None:
        self.lat, self.lon = (section(f"{name}_{axis}").cast("i") for axis in ("lat", "lon"))
        self.authority = section(f"{name}_authority").cast("H")


class PostcodeMap:
    """The postcodes of the country; `section` gives the sections made by `postcode_sections`."""

    def __init__(self, section: Callable[[str], memoryview]) -> None:
        self.districts: list[str] = orjson.loads(section("districts"))
        self._number = {code: at for at, code in enumerate(self.districts)}
        self._inward = section("unit_inward").cast("H")
        self._unit, self._sector, self._district = (
            _Column(name, section) for name in ("unit", "sector", "district")
        )
        self._district_first = section("district_first").cast("I")
        self._sector_first = section("sector_first").cast("I")
        self._authority_of: dict[int, str] = dict(enumerate(orjson.loads(section("authorities"))))
        self._nearest_unit = NearestUnit(section)

    def __len__(self) -> int:
        return len(self._inward)

    def fact(self, postcode: str) -> PostcodeFact | None:
        """What is known of a postcode in its one spelling (`"M33 7ZF"`); None when nothing is."""
        district = self._number.get(postcode[:-4])
        if district is None:
            return None
        code = inward_code(postcode[-3:])
        first = self._district_first
        at = bisect_left(self._inward, code, first[district], first[district + 1])
        if at == first[district + 1] or self._inward[at] != code:
            return None
        return PostcodeFact(postcode, *self._spot(self._unit, at))

    def district(self, code: str) -> Spot | None:
        """Where a district (`"M33"`) lies; None when there is none of that code."""
        at = self._number.get(code)
        return None if at is None else self._spot(self._district, at)

    def sector(self, code: str) -> Spot | None:
        """Where a sector (`"M33 7"`) lies; None when there is none of that code."""
        district = self._number.get(code[:-2])
        if district is None:
            return None
        figure, first = int(code[-1]), self._district_first
        low, high = first[district], first[district + 1]
        unit = bisect_left(self._inward, figure * UNITS_IN_SECTOR, low, high)
        if unit == high or self._inward[unit] // UNITS_IN_SECTOR != figure:
            return None
        return self._spot(self._sector, bisect_right(self._sector_first, unit) - 1)

    def beginning(self, letters: str) -> list[str]:
        """The districts whose code begins with these capital letters and figures."""
        low = bisect_left(self.districts, letters)
        return self.districts[low : bisect_left(self.districts, letters + "~", low)]

    def nearest(self, lat: float, lon: float) -> Near | None:
        """The placed postcode nearest to a point in degrees; None where all are far away."""
        unit = self._nearest_unit.of(lat, lon)
        if unit is None:
            return None
        district = self.districts[bisect_right(self._district_first, unit) - 1]
        authority = self._authority_of.get(self._unit.authority[unit])
        at = self._unit.lat[unit] / MICRO, self._unit.lon[unit] / MICRO
        return Near(district, authority, distance_m(lat, lon, *at))

    def _spot(self, column: _Column, at: int) -> Spot:
        authority = self._authority_of.get(column.authority[at])
        lat = column.lat[at]
        if lat == NOWHERE:
            return Spot(None, None, authority)
        return Spot(lat / MICRO, column.lon[at] / MICRO, authority)
