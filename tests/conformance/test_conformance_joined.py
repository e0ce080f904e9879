"""Two sources' records are found to be one service: what every door says of the id that ends."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.parts import Parts
from directory.catalogue.reading import Catalogue
from journeys import catalogue, fhir
from journeys.exports.bulk import Bulk
from journeys.finding.crisis import shipped_crisis_words
from journeys.index import catch_up
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from schema.identifiers import listing_id, record_id
from schema.record import Record, ServiceIdentifier
from tests.fixtures.records import facts, record

ODS = (ServiceIdentifier("ods", "FAB12"),)
FIRST = record("council", "1", "Chatty Café", "M33 7ZF", ODS)
APART = record("links", "9", "The café at the hall", "M33 7ZF")
SAME = replace(APART, fingerprint="told otherwise", identifiers=ODS)
OTHER = record("links", "8", "Choir", "M33 7ZF")
DOORS = ("/oruk/v3", "/hsds/v3")
Json = dict[str, Any]


def id_of(one: Record) -> str:
    return str(listing_id(record_id(one.source_id, one.key)))


OLD, NEW = id_of(APART), id_of(FIRST)
TIE = orjson.loads(APART.service or b"")["service_at_locations"][0]


class House:
    """All doors over one database; its projections follow when they are told to."""

    def __init__(self, desk: Desk, clock: FrozenClock, folder: Path) -> None:
        self.desk = desk
        self.clock = clock
        self.bulk = Bulk(folder / "exports", desk.database, clock)

    def publish(self, source: str, *records: Record) -> None:
        self.clock.at += timedelta(hours=1)
        publish_records(self.desk.database, facts(source), list(records), self.clock)

    def follow(self) -> None:
        catalogue.catch_up(self.desk.reading, self.desk.database)
        fhir.catch_up(self.desk.reading, self.desk.database)
        catch_up(self.desk.reading, self.desk.index)
        self.bulk.make()

    def client(self) -> TestClient:
        parts = Parts(
            index=self.desk.index,
            documents=self.desk.reading,
            catalogue=Catalogue(self.desk.database, self.clock),
            gazetteer=self.desk.gazetteer,
            clock=self.clock,
            crisis=shipped_crisis_words(),
            desk=self.desk,
            version="0.0.0",
        )
        return TestClient(create_app(replace(parts, bulk=self.bulk)))


@pytest.fixture
def house(desk: Desk, clock: FrozenClock, tmp_path: Path) -> House:
    """Three listings, followed by all; two of them are about to be found to be one."""
    made = House(desk, clock, tmp_path)
    made.publish("council", FIRST)
    made.publish("links", APART, OTHER)
    made.follow()
    return made


@pytest.fixture
def doors(house: House) -> Iterator[TestClient]:
    with house.client() as client:
        yield client


def gone(client: TestClient, address: str, successor: str) -> None:
    """The address answers 410 and leads to `successor`, which is there."""
    answer = client.get(address)
    assert answer.status_code == 410, address
    assert answer.headers["location"] == successor
    assert f'<{successor}>; rel="successor-version"' in answer.headers["link"]
    assert client.get(successor).status_code == 200


def changes(client: TestClient, after: int) -> dict[str, Json]:
    page = client.get(f"/rpde/services?afterChangeNumber={after}").json()
    return {one["id"]: one for one in page["items"]}


def ids(client: TestClient, address: str) -> set[str]:
    return {one["id"] for one in client.get(address).json()["contents"]}


def test_what_was_joined_to_another_leads_to_it_at_every_door(
    house: House, doors: TestClient
) -> None:
    before = house.desk.reading.generation()
    assert OLD in ids(doors, "/oruk/v3/services")
    assert doors.get(f"/fhir/R4/HealthcareService/{OLD}").status_code == 200
    house.publish("links", SAME, OTHER)
    for followed in (False, True):
        if followed:
            house.follow()
        gone(doors, f"/v1/listings/{OLD}", f"/v1/listings/{NEW}")
        for door in DOORS:
            gone(doors, f"{door}/services/{OLD}", f"{door}/services/{NEW}")
            assert OLD not in ids(doors, f"{door}/services")
        gone(doors, f"/fhir/R4/HealthcareService/{OLD}", f"/fhir/R4/HealthcareService/{NEW}")
        outcome = doors.get(f"/fhir/R4/HealthcareService/{OLD}").json()
        assert outcome["issue"][0]["code"] == "deleted"
        found = changes(doors, before)
        assert found[OLD] == {
            "state": "deleted", "kind": "service", "id": OLD, "modified": found[OLD]["modified"]
        }  # fmt: skip
        assert {one["source_id"] for one in found[NEW]["data"]["sources"]} == {"council", "links"}


def test_what_it_held_and_nobody_else_holds_leads_to_the_service_that_took_its_place(
    house: House, doors: TestClient
) -> None:
    house.publish("links", SAME, OTHER)
    house.follow()
    for door in DOORS:
        gone(doors, f"{door}/service_at_locations/{TIE['id']}", f"{door}/services/{NEW}")
        assert TIE["id"] not in ids(doors, f"{door}/service_at_locations")
    place = f"/fhir/R4/Location/{TIE['location']['id']}"
    gone(doors, place, f"/fhir/R4/HealthcareService/{NEW}")
    assert f"HealthcareService/{NEW}" in doors.get(place).json()["issue"][0]["diagnostics"]


def test_files_hold_the_one_that_is_left(house: House, doors: TestClient) -> None:
    lines = [orjson.loads(one)["id"] for one in doors.get("/bulk/services.ndjson").iter_lines()]
    assert set(lines) == {OLD, NEW, id_of(OTHER)}
    house.publish("links", SAME, OTHER)
    house.follow()
    lines = [orjson.loads(one)["id"] for one in doors.get("/bulk/services.ndjson").iter_lines()]
    assert set(lines) == {NEW, id_of(OTHER)}


def test_found_to_be_two_again_they_have_the_ids_that_they_had(
    house: House, doors: TestClient
) -> None:
    house.publish("links", SAME, OTHER)
    house.follow()
    house.publish("links", APART, OTHER)
    house.follow()
    for door in DOORS:
        assert {OLD, NEW} < ids(doors, f"{door}/services")
        assert doors.get(f"{door}/services/{OLD}").status_code == 200
    assert doors.get(f"/fhir/R4/HealthcareService/{OLD}").status_code == 200
    assert "data" in changes(doors, 0)[OLD]
