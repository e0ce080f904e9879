"""Next sessions beside a listing's document: in all its places, with an entity tag of their own."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from journeys.sessions import coming
from runtime.clock import FrozenClock
from tests.fakes.documents import FakeDocuments
from tests.fakes.listings import SERVICES, stored

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WEEKLY = {
    "id": "6f2d1a54-3b0e-4d0c-9a41-0f6f3c1f7e11",
    "freq": "WEEKLY",
    "byday": "TU",
    "opens_at": "10:00",
    "closes_at": "12:00",
}


def _body(**fields: Any) -> bytes:
    return orjson.dumps({"id": "x", "name": "n", "status": "active", **fields})


def test_those_of_every_place_stand_in_order_and_once() -> None:
    there = {"schedules": [{**WEEKLY, "byday": "MO"}, WEEKLY]}
    body = _body(schedules=[WEEKLY], service_at_locations=[there])
    found = [one.starts.date().isoformat() for one in coming(body, NOW, 4)]
    assert found == ["2026-11-23", "2026-11-24", "2026-11-30", "2026-12-01"]


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_what_is_closed_has_none(status: str) -> None:
    assert coming(_body(schedules=[WEEKLY], status=status), NOW) == []


def test_what_says_no_times_has_none() -> None:
    assert coming(_body(), NOW) == []
    assert coming(_body(schedules=[{"id": "s", "description": "Most days"}]), NOW) == []


def test_the_door_shows_them_under_a_tag_that_moves_with_them(
    api_client: TestClient, fake_documents: FakeDocuments, clock: FrozenClock
) -> None:
    said = orjson.loads(stored(SERVICES[0]).body) | {"schedules": [WEEKLY]}
    fake_documents.by_id[said["id"]] = stored(type(SERVICES[0]).model_validate(said))
    first = api_client.get(f"/v1/listings/{said['id']}")
    assert first.json()["next_sessions"][0] == {
        "starts_at": "2026-11-24T10:00:00+00:00",
        "ends_at": "2026-11-24T12:00:00+00:00",
        "schedule_id": WEEKLY["id"],
    }
    assert len(first.json()["next_sessions"]) == 5
    tag = {"If-None-Match": first.headers["etag"]}
    assert api_client.get(f"/v1/listings/{said['id']}", headers=tag).status_code == 304
    clock.at = datetime(2026, 11, 25, tzinfo=UTC)
    later = api_client.get(f"/v1/listings/{said['id']}", headers=tag)
    assert later.status_code == 200
    assert later.json()["next_sessions"][0]["starts_at"] == "2026-12-01T10:00:00+00:00"


def test_the_doors_of_the_standards_show_documents_as_they_are_published(
    api_client: TestClient,
) -> None:
    said = api_client.get(f"/oruk/v3/services/{SERVICES[0].id}")
    assert said.content == stored(SERVICES[0]).body
