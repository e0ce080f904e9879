"""Learns suburbs from the addresses of listings, since no list of towns holds them all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from string import capwords
from typing import NamedTuple

from places.areas import areas, authorities, current
from places.gazetteer import Gazetteer
from places.geometry import distance_m
from places.named import Named
from places.spelling import fold

LEAST_SIGHTINGS = 2
LONGEST_NAME = 40

POST_TOWN_REACH_M = 40_000
"""An address this near to a town of the same name gives its post town, not a suburb."""

ONE_SUBURB_M = 10_000
"""Two suburbs of one name this near are the same one, over a boundary."""


class Sighting(NamedTuple):
    """A name that stood as the place in an address, with the address's point and authority."""

    name: str
    lat: float
    lon: float
    authority: str


def suburbs(
    gazetteer: Gazetteer, sightings: Iterable[Sighting], least: int = LEAST_SIGHTINGS
) -> list[Named]:
    """The suburbs seen at least `least` times in one local authority.

    Names of towns within reach, of authorities, counties and countries are not suburbs.
    """
    known = _Known(gazetteer.named)
    learnt = []
    for group in _groups(sightings, least):
        suburb = _suburb(gazetteer, group)
        if known.admits(suburb):
            learnt.append(suburb)
    return learnt


def with_suburbs(
    gazetteer: Gazetteer, sightings: Iterable[Sighting], least: int = LEAST_SIGHTINGS
) -> Gazetteer:
    """The gazetteer with the suburbs that were seen."""
    return gazetteer.with_named(suburbs(gazetteer, sightings, least))


class _Known:
    """Where each name is borne already, and how near another bearer would be the same place."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._at: dict[str, list[tuple[Named, int]]] = defaultdict(list)
        for one in named:
            for key in (one.key, *one.short):
                self._at[key].append((one, POST_TOWN_REACH_M))

    def admits(self, suburb: Named) -> bool:
        """Whether the name is new where the suburb lies; from then on it is not."""
        for one, reach_m in self._at[suburb.key]:
            if distance_m(suburb.lat, suburb.lon, one.lat, one.lon) < reach_m:
                return False
        self._at[suburb.key].append((suburb, ONE_SUBURB_M))
        return True


def _groups(sightings: Iterable[Sighting], least: int) -> list[list[Sighting]]:
    groups: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    names_of_areas = {fold(name) for name in _names_of_areas()}
    for seen in sightings:
        key = fold(seen.name)
        if key not in names_of_areas and _may_be_suburb(seen.name, key):
            groups[key, current(seen.authority)].append(seen)
    often = [(len(group), at, group) for at, group in groups.items() if len(group) >= least]
    return [group for _, _, group in sorted(often, key=lambda one: (-one[0], one[1]))]


def _names_of_areas() -> list[str]:
    names = [one.name for one in authorities().values()]
    names += [one.ceremonial_county for one in authorities().values() if one.ceremonial_county]
    return names + [one.name for one in areas().values()]


def _may_be_suburb(name: str, key: str) -> bool:
    return len(key) > 2 and len(name) <= LONGEST_NAME and not any(map(str.isdigit, name))


def _suburb(gazetteer: Gazetteer, group: Sequence[Sighting]) -> Named:
    lat, lon = median(seen.lat for seen in group), median(seen.lon for seen in group)
    authority = current(group[0].authority)
    nation = authorities()[authority].nation if authority in authorities() else "United Kingdom"
    name = _usual_spelling(seen.name for seen in group)
    district = gazetteer.district_at(lat, lon)
    return Named("suburb", name, fold(name), lat, lon, authority, district, len(group), nation)


def _usual_spelling(names: Iterable[str]) -> str:
    counted = Counter(" ".join(name.split()) for name in names)
    name = min(counted, key=lambda one: (-counted[one], one))
    return capwords(name) if name.isupper() or name.islower() else name
