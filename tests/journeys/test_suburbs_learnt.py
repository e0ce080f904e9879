"""Suburbs are learnt from published addresses and found by name afterwards."""

import pickle
from pathlib import Path

from directory.documents.reading import Reading
from journeys.publish import publish_records
from journeys.suburbs import learn, remembered
from places.gazetteer import Gazetteer, OnePlace, UnknownPlace
from places.named import Named
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fixtures.records import facts, record


def _in_larkfield(key: str) -> dict[str, object]:
    address = {
        "id": f"00000000-0000-5000-8000-00000000000{key}",
        "address_1": "1 Made Up Street",
        "city": "Larkfield Moor",
        "state_province": "",
        "postal_code": "M33 7ZF",
        "country": "GB",
        "address_type": "physical",
    }
    location = {
        "id": f"00000000-0000-5000-8000-00000000001{key}",
        "location_type": "physical",
        "latitude": 53.424,
        "longitude": -2.322,
        "addresses": [address],
    }
    return {"id": f"00000000-0000-5000-8000-00000000002{key}", "location": location}


def test_a_suburb_that_two_listings_name_is_found_and_kept(
    sqlite_database: Database, gazetteer: Gazetteer, clock: FrozenClock, tmp_path: Path
) -> None:
    file, reading = tmp_path / "suburbs.json", Reading(sqlite_database, clock)
    assert remembered(gazetteer, file) is gazetteer
    assert isinstance(gazetteer.find("Larkfield Moor"), UnknownPlace)
    groups = [
        record("council", key, f"Group {key}", None, service_at_locations=[_in_larkfield(key)])
        for key in "12"
    ]
    publish_records(sqlite_database, facts("council"), groups, clock, complete=True)
    assert learn(reading, gazetteer, file) == 1
    found = remembered(gazetteer, file).find("larkfield moor")
    assert isinstance(found, OnePlace)
    assert (found.place.kind, found.place.district) == ("suburb", "M33")


def test_a_gazetteer_that_has_learnt_can_be_sent_to_the_processes_that_share_a_harvest(
    gazetteer: Gazetteer,
) -> None:
    moor = Named(
        "suburb", "Larkfield Moor", "larkfield moor", 53.424, -2.322, None, None, 0, "England"
    )
    sent = pickle.loads(pickle.dumps(gazetteer.with_named([moor])))
    found = sent.find("Larkfield Moor")
    assert isinstance(found, OnePlace)
    assert sent.postcode("M33 7ZF") == gazetteer.postcode("M33 7ZF")
