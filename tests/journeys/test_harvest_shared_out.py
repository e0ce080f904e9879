"""A large feed understood by several processes makes the same directory as by one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from directory import migrating
from harvesters.local import LocalFetch
from journeys.harvest import House, harvest
from places.gazetteer import Gazetteer
from runtime.clock import FrozenClock
from runtime.database import Database
from runtime.workers import ALONE, Processes, Workers
from tests.fixtures.house import WriteSource
from tests.fixtures.tables import dump

GROUPS = 2_600
COLUMNS = ("name", "postcode", "description", "last_modified")


@pytest.fixture
def processes() -> Iterator[Processes]:
    opened = Processes(2)
    yield opened
    opened.close()


def test_the_same_whoever_understands_it(
    tmp_path: Path,
    write_source: WriteSource,
    gazetteer: Gazetteer,
    clock: FrozenClock,
    processes: Processes,
) -> None:
    source = write_source("groups", "https://feeds.example/groups.csv")
    rows = (f"Club {n},M33 {n % 9}ZF,Tea at {n}\n" for n in range(GROUPS))
    (tmp_path / "groups.csv").write_text("name,postcode,description\n" + "".join(rows))

    def made_by(workers: Workers, name: str) -> dict[str, list[dict[str, object]]]:
        database = Database(f"sqlite:///{tmp_path / name}")
        migrating.upgrade(database)
        house = House(database, gazetteer, clock, workers)
        fetch = LocalFetch(tmp_path, source.reader.local)
        report = harvest(source, fetch, house)
        again = harvest(source, fetch, house)
        assert (report.counts.read, report.counts.new) == (GROUPS, GROUPS)
        assert (again.counts.unchanged, again.listings_changed) == (GROUPS, 0)
        tables = dump(database, without=("run",))
        database.close()
        return tables

    assert made_by(processes, "shared.sqlite3") == made_by(ALONE, "alone.sqlite3")


@pytest.mark.parametrize("workers", ["alone", "shared"])
def test_what_cannot_have_happened_yet_is_told_by_the_clock_of_the_run(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    write_source: WriteSource,
    gazetteer: Gazetteer,
    sqlite_database: Database,
    workers: str,
) -> None:
    source = write_source("groups", "https://feeds.example/groups.csv", columns=COLUMNS)
    rows = (f"Club {n},M33 {n % 9}ZF,Tea at {n},2021-06-01\n" for n in range(GROUPS))
    (tmp_path / "groups.csv").write_text(
        "name,postcode,description,last_modified\n" + "".join(rows)
    )
    by = request.getfixturevalue("processes") if workers == "shared" else ALONE
    house = House(sqlite_database, gazetteer, FrozenClock(datetime(2020, 1, 1, tzinfo=UTC)), by)
    harvest(source, LocalFetch(tmp_path, source.reader.local), house)
    assert not [one for one in dump(sqlite_database)["record"] if b"2021-06-01" in one["service"]]
