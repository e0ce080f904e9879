"""Three machines work for one database; one dies early or late in a harvest, another finishes."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.database import Database
from runtime.holder import Holder, read_holder
from tests.fixtures.hosts import Hosts
from tests.fixtures.tables import dump

LEASE_S = 2.0
ROWS = 8_000
"""More than are staged at once."""


def _at_work(database: Database, after: int = 0) -> tuple[int, Holder] | None:
    """The run under way that is younger than run `after`, and who is at work on it."""
    rows = database.rows(
        "SELECT id, holder FROM run WHERE state = 'running' AND id > :after", {"after": after}
    )
    return (rows[0][0], read_holder(rows[0][1])) if rows else None


def _has_staged(database: Database, run: int) -> bool:
    """Whether part of what a run read is written, and the rest is not."""
    rows = database.rows("SELECT count(*) FROM staged_record WHERE run_id = :run", {"run": run})
    return 0 < int(rows[0][0]) < ROWS


def _complete(database: Database) -> bool:
    return bool(database.rows("SELECT 1 FROM run WHERE state = 'complete'", {}))


@pytest.mark.parametrize("late", [False, True], ids=["begun", "part of it written"])
def test_one_dies_in_the_middle_and_another_finishes_nothing_twice(
    postgres_database: Database, hosts: Callable[..., Hosts], late: bool
) -> None:
    three = hosts(postgres_database.url, feed_s=2.0, lease_s=LEASE_S, rows=ROWS)
    names = [f"machine-{letter}" for letter in "abc"]
    for name in names:
        three.start(name)
    run, first = three.until(lambda: _at_work(postgres_database))
    if three.apart:
        assert first.host in names
    if late:
        three.until(lambda: _has_staged(postgres_database, run))
    three.kill(first.host if three.apart else _who_started(first, three))
    died_at = time.monotonic()
    _, second = three.until(lambda: _at_work(postgres_database, run))
    taken_up_after_s = time.monotonic() - died_at
    three.until(lambda: _complete(postgres_database))
    assert (second.host != first.host) is three.apart
    assert taken_up_after_s < 20 * LEASE_S
    _everything_is_there_once(postgres_database)


def _everything_is_there_once(database: Database) -> None:
    tables = dump(database)
    assert [run["state"] for run in tables["run"]] == ["failed", "complete"]
    assert tables["run"][0]["reason"] == "its process ended before the run did"
    assert tables["run"][1]["new"] == tables["run"][1]["read"] == ROWS
    assert len({row["key"] for row in tables["record"]}) == len(tables["record"]) == ROWS
    assert len(tables["document"]) == ROWS
    assert [row["number"] for row in tables["change"]] == list(range(1, ROWS + 1))
    assert len({row["object_id"] for row in tables["change"]}) == ROWS
    assert tables["staged_record"] == tables["staged_key"] == []


def _who_started(child: Holder, hosts: Hosts) -> str:
    """Where machines are but processes: the one whose child harvests."""
    stat = Path(f"/proc/{child.pid}/stat").read_text()
    parent = int(stat.rpartition(")")[2].split()[1])
    return next(name for name, one in hosts.started.items() if one.pid == parent)
