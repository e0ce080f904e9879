"""Readiness tells the truth: what is away is named, and only what is needed makes it unready."""

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event, current_thread

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from api.app import create_app
from api.parts import Parts
from directory import migrating
from journeys.standing import BEHIND_S, Disk, Watch
from runtime.clock import FrozenClock
from runtime.database import Database
from runtime.patience import Patience, StillAsked
from search.unavailable import KeyRefused, SearchUnavailable
from tests.fakes.index import FakeIndex

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Log:
    """A log of nine changes, the last of which was made `age_s` ago."""

    def __init__(self) -> None:
        self.age_s = 0.0
        self.broken: Exception | None = None

    def generation(self) -> int:
        if self.broken:
            raise self.broken
        return 9

    def waiting_since(self, position: int) -> datetime | None:
        return NOW - timedelta(seconds=self.age_s) if position < 9 else None


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def index() -> FakeIndex:
    made = FakeIndex(())
    made.at = 9
    return made


@pytest.fixture
def watch(log: Log, index: FakeIndex) -> Watch:
    return Watch(
        log,
        index,
        FrozenClock(NOW),
        followers={"catalogue": lambda: 9, "fhir": lambda: 9},
    )


def _states(watch: Watch) -> dict[str, str]:
    return {one.name: one.state for one in watch.standing().dependencies}


def test_all_is_well(watch: Watch) -> None:
    assert watch.standing().status == "ready"
    assert _states(watch) == {"database": "ok", "search": "ok", "catalogue": "ok", "fhir": "ok"}


def test_a_projection_that_is_behind_is_degraded_and_serves(
    watch: Watch, log: Log, index: FakeIndex
) -> None:
    index.at = 8
    log.age_s = BEHIND_S
    assert watch.standing().status == "ready"
    log.age_s = BEHIND_S + 1
    standing = watch.standing()
    assert (standing.status, standing.serves) == ("degraded", True)
    assert standing.dependencies[1].lag_s == BEHIND_S + 1


@pytest.mark.parametrize("name", ["catalogue", "fhir"])
def test_a_follower_that_is_behind_is_named(log: Log, index: FakeIndex, name: str) -> None:
    at = {"catalogue": 9, "fhir": 9, name: 8}
    followers = {one: partial(at.__getitem__, one) for one in ("catalogue", "fhir")}
    log.age_s = BEHIND_S + 1
    standing = Watch(log, index, FrozenClock(NOW), followers=followers).standing()
    assert (standing.status, standing.serves) == ("degraded", True)
    behind = [one for one in standing.dependencies if one.state != "ok"]
    assert [(one.name, one.position, one.lag_s) for one in behind] == [(name, 8, BEHIND_S + 1)]


def test_without_search_it_serves(watch: Watch, index: FakeIndex) -> None:
    index.broken = SearchUnavailable("http://secret.example:7700 refused")
    standing = watch.standing()
    assert (standing.status, standing.serves) == ("degraded", True)
    assert "secret" not in f"{standing}"


def test_a_key_that_search_does_not_know_is_said_so(watch: Watch, index: FakeIndex) -> None:
    index.broken = KeyRefused("http://secret.example:7700 does not know the key")
    standing = watch.standing()
    (search,) = [one for one in standing.dependencies if one.name == "search"]
    assert (search.state, search.detail) == ("down", "it does not know our key")
    assert standing.serves
    assert "secret" not in f"{standing}"


def test_without_the_database_it_does_not(watch: Watch, log: Log) -> None:
    log.broken = OperationalError("SELECT", {}, Exception("secret.example refused"))
    standing = watch.standing()
    assert (standing.status, standing.serves) == ("unready", False)
    assert "secret" not in f"{standing}"


def test_a_database_of_another_shape_is_not_served(log: Log, index: FakeIndex) -> None:
    watch = Watch(log, index, FrozenClock(NOW), shape_is_right=lambda: False)
    assert watch.standing().status == "unready"
    assert "shape" in watch.standing().dependencies[0].detail


def test_one_that_ends_says_so_first(log: Log, index: FakeIndex) -> None:
    watch = Watch(log, index, FrozenClock(NOW), draining=lambda: True)
    standing = watch.standing()
    assert (standing.status, standing.serves) == ("draining", False)


def test_a_disk_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Disk(tmp_path).look().name == "disk"

    class Usage:
        total, free = 1000, 49

    monkeypatch.setattr("journeys.standing.shutil.disk_usage", lambda _: Usage)
    assert Disk(tmp_path).look().state == "degraded"
    Usage.free = 50
    assert Disk(tmp_path).look().state == "ok"


def test_the_shape_of_a_real_database_is_told(
    database: Database, log: Log, index: FakeIndex
) -> None:
    def is_right() -> bool:
        return migrating.revision(database) == migrating.NEWEST

    watch = Watch(log, index, FrozenClock(NOW), shape_is_right=is_right)
    assert watch.standing().status == "ready"
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    assert watch.standing().status == "unready"


def test_what_hangs_holds_nobody_up() -> None:
    released = Event()
    patient = Patience(released.wait, within_s=0.05)
    began = time.monotonic()
    for _ in range(3):
        with pytest.raises(StillAsked):
            patient.answer()
    assert time.monotonic() - began < 5
    released.set()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            assert patient.answer() is True
        except StillAsked:
            continue
        return
    pytest.fail("it was never asked again")


def test_a_thread_that_nobody_needs_ends_and_another_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("runtime.patience.IDLE_S", 0.05)
    patient = Patience(current_thread)
    first = patient.answer()
    first.join(timeout=5)
    assert not first.is_alive()
    assert patient.answer() is not first


def test_what_is_raised_is_raised_to_whoever_asked() -> None:
    def fail() -> int:
        raise ValueError("made up")

    with pytest.raises(ValueError, match="made up"):
        Patience(fail).answer()


def test_readiness_over_http(parts: Parts, log: Log, index: FakeIndex) -> None:
    from dataclasses import replace

    watch = Watch(log, index, FrozenClock(NOW))
    with TestClient(create_app(replace(parts, watch=watch))) as client:
        assert client.get("/readyz").json()["status"] == "ready"
        log.broken = OperationalError("SELECT", {}, Exception("secret.example refused"))
        refused = client.get("/readyz")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
        assert refused.json()["type"] == "/problems/not-ready"
        assert refused.json()["dependencies"][0]["state"] == "down"
        assert "secret" not in refused.text
        assert client.get("/healthz").status_code == 200
