"""Suburbs learnt from the addresses of published listings, kept in a file beside the places."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from directory.documents.reading import Reading
from places.gazetteer import Gazetteer
from places.named import Named
from places.suburbs import Sighting, suburbs

NAMES_OF_PLACES = ("region", "city")


def learn(reading: Reading, gazetteer: Gazetteer, file: Path) -> int:
    """Write down the suburbs that addresses name now; gives how many there are."""
    learnt = suburbs(gazetteer, _sightings(reading, gazetteer))
    beside = file.with_suffix(".new")
    beside.write_bytes(orjson.dumps([list(one) for one in learnt]))
    beside.replace(file)
    return len(learnt)


def remembered(gazetteer: Gazetteer, file: Path) -> Gazetteer:
    """The gazetteer with the suburbs that were written down, if there are any."""
    if not file.is_file():
        return gazetteer
    rows = orjson.loads(file.read_bytes())
    return gazetteer.with_named([Named(*row[:9], *map(tuple, row[9:])) for row in rows])


def _sightings(reading: Reading, gazetteer: Gazetteer) -> Iterator[Sighting]:
    for stored in reading.published():
        for at_location in orjson.loads(stored.body).get("service_at_locations", ()):
            yield from _in(at_location.get("location", {}), gazetteer)


def _in(location: dict[str, Any], gazetteer: Gazetteer) -> Iterator[Sighting]:
    lat, lon = location.get("latitude"), location.get("longitude")
    for address in location.get("addresses", ()):
        fact = gazetteer.postcode(address.get("postal_code", ""))
        if lat is None or lon is None or fact is None or fact.authority is None:
            continue
        for name in filter(None, map(address.get, NAMES_OF_PLACES)):
            yield Sighting(name, lat, lon, fact.authority)
