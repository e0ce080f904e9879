"""The built places compared with figures that others derived from the same and other registers."""

import csv
import gzip
from pathlib import Path

import brotli
import msgpack
import numpy as np
import pytest

from places.areas import authorities
from places.gazetteer import Choice, Gazetteer, OnePlace
from places.geometry import distance_m, distances_m
from places.nearest import MICRO, NOWHERE
from places.postcode import AREAS, normalise
from places.postcode_map import PostcodeMap

POSTCODES, WITHOUT_PLACE = 2_720_556, 24_159


def test_every_district_lies_where_others_say(gazetteer: Gazetteer, shared_dir: Path) -> None:
    rows = _rows(shared_dir / "data/postcodes/postcode_districts.csv")
    compared = 0
    for row in rows:
        spot = gazetteer._postcodes.district(row["district"])
        if row["district"].startswith("BT"):
            assert spot is None
        elif row["latitude"]:
            assert spot is not None
            assert spot.lat == pytest.approx(float(row["latitude"]), abs=2e-5)
            assert spot.lon == pytest.approx(float(row["longitude"]), abs=2e-5)
            assert float(row["laua_share"]) < 0.55 or spot.authority == row["laua"]
            compared += 1
    assert compared > 2_900


def test_every_sector_lies_where_others_say(gazetteer: Gazetteer, shared_dir: Path) -> None:
    with gzip.open(shared_dir / "data/postcodes/postcode_sectors.csv.gz", "rt") as file:
        rows = [row for row in csv.DictReader(file) if not row["sector"].startswith("BT")]
    assert len(rows) > 11_000
    differing_owner = 0
    for row in rows:
        spot = gazetteer._postcodes.sector(row["sector"])
        assert spot is not None
        assert spot.lat == pytest.approx(float(row["latitude"]), abs=2e-5)
        assert spot.lon == pytest.approx(float(row["longitude"]), abs=2e-5)
        differing_owner += spot.authority != row["laua"]
    assert differing_owner < 20


def test_every_postcode_of_the_register_is_known(
    gazetteer_with_northern_ireland: Gazetteer, shared_dir: Path
) -> None:
    postcodes = gazetteer_with_northern_ireland._postcodes
    lats = np.frombuffer(postcodes._unit.lat, np.int32)
    assert (len(lats), int((lats == NOWHERE).sum())) == (POSTCODES, WITHOUT_PLACE)
    for letter in "MJ":
        path = shared_dir / f"data/postcodes/onspd/postcodes_{letter}.msgpack.br"
        held = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        for code, authority in list(zip(held["pcd"], held["laua"], strict=True))[::7]:
            fact = postcodes.fact(normalise(code) or "")
            assert fact is not None
            assert fact.authority == (authority if authority in authorities() else None)


def test_areas_and_authorities_are_all_known(gazetteer_with_northern_ireland: Gazetteer) -> None:
    postcodes = gazetteer_with_northern_ireland._postcodes
    assert {_area(code) for code in postcodes.districts} == AREAS
    assert set(postcodes._authority_of.values()) == set(authorities())


def test_districts_agree_with_an_older_list(gazetteer: Gazetteer, shared_dir: Path) -> None:
    rows = _rows(shared_dir / "data/postcodes/outcodes_with_towns.csv")
    spots = [(row, gazetteer._postcodes.district(row["postcode"])) for row in rows]
    known = [(row, spot) for row, spot in spots if spot and spot.lat and spot.lon]
    assert len(known) > 2_700
    away = [
        distance_m(spot.lat or 0, spot.lon or 0, float(row["latitude"]), float(row["longitude"]))
        for row, spot in known
    ]
    assert float(np.median(away)) < 1_000
    assert sum(metres > 20_000 for metres in away) < 20


def test_every_city_is_found_where_the_ordnance_survey_has_it(
    gazetteer: Gazetteer, shared_dir: Path
) -> None:
    with gzip.open(shared_dir / "data/places/os_open_names_places.tsv.gz", "rt") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    cities = [row for row in rows if row[2] == "c"]
    assert len(cities) > 50
    missed = []
    for name, _, _, lat, lon in cities:
        found = gazetteer.find(name)
        places = found.places if isinstance(found, Choice) else ()
        places = (found.place,) if isinstance(found, OnePlace) else places
        if not any(distance_m(one.lat, one.lon, float(lat), float(lon)) < 5_000 for one in places):
            missed.append(name)
    assert missed == []


def test_the_nearest_postcode_is_that_of_a_search_through_all(gazetteer: Gazetteer) -> None:
    postcodes: PostcodeMap = gazetteer._postcodes
    lats, lons = (
        np.frombuffer(axis, np.int32) for axis in (postcodes._unit.lat, postcodes._unit.lon)
    )
    placed = np.flatnonzero(lats != NOWHERE)
    lats, lons = lats[placed] / MICRO, lons[placed] / MICRO
    pick = np.random.default_rng(20261121)
    for at in pick.integers(0, len(placed), 15):
        lat, lon = float(lats[at] + pick.normal(0, 0.01)), float(lons[at] + pick.normal(0, 0.01))
        near = postcodes.nearest(lat, lon)
        best = float(distances_m(lat, lon, lats, lons).min())
        assert near is not None
        assert near.metres == pytest.approx(best, abs=1)


def _area(district: str) -> str:
    if district in ("GIR", "NPT"):
        return district
    return district[: 2 if district[1].isalpha() else 1]


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
