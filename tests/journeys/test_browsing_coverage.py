"""A postcode alone asks who may serve people there; with a distance, who is near as well."""

from typing import Any

import orjson
import pytest

from directory.catalogue.reading import Catalogue
from journeys import catalogue
from journeys.browsing.sought import Sought
from journeys.browsing.wanted import wanted
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from schema.identifiers import record_id
from schema.record import Record
from tests.fixtures.records import facts, record

SALE = "M33 7ZF"
TRAFFORD, MANCHESTER, ENGLAND = "E08000009", "E08000003", "E92000001"


def serving(key: str, name: str, code: str | None, **said: Any) -> Record:
    areas = [{"id": str(record_id("council", f"area {key}")), "name": code, "code": code}]
    return record("council", key, name, None, **({"service_areas": areas} if code else {}), **said)


@pytest.fixture
def read(desk: Desk, clock: FrozenClock) -> Catalogue:
    made = [
        serving("1", "Trafford Advice", TRAFFORD),
        serving("2", "Manchester Advice", MANCHESTER),
        serving("3", "English Advice", ENGLAND),
        serving("4", "Advice Line", MANCHESTER, nationwide=True),
        record("council", "5", "Choir of Sale", SALE),
    ]
    publish_records(desk.database, facts("council"), made, clock)
    catalogue.catch_up(desk.reading, desk.database)
    return Catalogue(desk.database, clock)


def names(desk: Desk, read: Catalogue, **said: Any) -> set[str]:
    want = wanted(Sought(**said), read, desk.gazetteer, desk.clock.today())
    found = read.services(want, 1, 50)
    assert len(found.bodies) == found.total
    return {orjson.loads(body)["name"] for body in found.bodies}


def test_a_postcode_alone_is_compared_with_the_areas_that_services_state(
    desk: Desk, read: Catalogue
) -> None:
    assert names(desk, read, postcode=SALE) == {
        "Trafford Advice",
        "English Advice",
        "Advice Line",
        "Choir of Sale",
    }


def test_with_a_distance_it_is_near_as_well(desk: Desk, read: Catalogue) -> None:
    assert names(desk, read, postcode=SALE, proximity_m=1_000) == {"Choir of Sale"}


def test_other_filters_hold_too(desk: Desk, read: Catalogue) -> None:
    assert names(desk, read, postcode=SALE, search="advice") == {
        "Trafford Advice",
        "English Advice",
        "Advice Line",
    }
    assert names(desk, read, postcode=SALE, marks=(("reach:nationwide",),)) == {"Advice Line"}
