"""A large feed understood by several processes makes the same directory as by one."""

from collections.abc import Iterator
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
