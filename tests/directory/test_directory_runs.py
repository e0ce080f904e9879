"""Runs: counts that add up, one at a time, and what a re-harvest of the same data does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from directory import publishing, run_lease, runs, staging
from directory.documents.reading import Reading
from directory.filed import Filed
from directory.leases import LeaseLost
from directory.run_lease import AlreadyRunning
from directory.tables.sources import RUN
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from runtime.database import Database
from runtime.holder import Holder, here
from schema.record import Record
from tests.fixtures.records import facts, quarantined, record
from tests.fixtures.tables import dump

RECORDS = (
    record("council", "1", "Chatty Café", "M33 7ZF"),
    record("council", "2", "Debt Advice Sale", "M33 2AA"),
    quarantined("council", "3"),
)


def test_counts_add_up_and_every_record_is_accounted_for(
    database: Database, clock: FrozenClock
) -> None:
    report = publish_records(database, facts("council"), RECORDS, clock, complete=True)
    assert report.counts.adds_up()
    assert (report.counts.read, report.counts.new, report.counts.quarantined) == (3, 2, 1)


def test_a_reharvest_of_unchanged_data_changes_nothing_but_the_runs_own_row(
    database: Database, clock: FrozenClock
) -> None:
    publish_records(database, facts("council"), RECORDS, clock, complete=True)
    before = dump(database, without=("run",))
    clock.at += timedelta(days=1)
    report = publish_records(database, facts("council"), RECORDS, clock, complete=True)
    assert dump(database, without=("run",)) == before
    assert (report.counts.unchanged, report.listings_changed) == (2, 0)


def test_only_one_run_of_a_source_at_a_time(database: Database, clock: FrozenClock) -> None:
    run_lease.begin(database, facts("council"), clock.now())
    with pytest.raises(AlreadyRunning, match="council: a harvest of this source is under way"):
        run_lease.begin(database, facts("council"), clock.now())
    run_lease.begin(database, facts("other"), clock.now())


def test_a_run_whose_process_died_is_ended_and_what_it_staged_is_dropped(
    database: Database, clock: FrozenClock
) -> None:
    dead = run_lease.begin(database, facts("council"), clock.now())
    one = RECORDS[0]
    some = [staging.staged("00000000-0000-0000-0000-000000000001", one, None)]
    with Filed() as filed:
        rows = staging.StagedRows()
        rows.add(dead, some, filed)
        staging.stage(database, rows)
    clock.at += timedelta(seconds=61)
    publish_records(database, facts("council"), [], clock)
    tables = dump(database)
    assert tables["staged_record"] == []
    assert tables["staged_key"] == []
    assert tables["document"] == []
    assert [row["state"] for row in tables["run"]] == ["failed", "partial"]


def test_a_run_that_others_took_over_publishes_nothing(
    database: Database, clock: FrozenClock
) -> None:
    slow = run_lease.begin(database, facts("council"), clock.now())
    clock.at += timedelta(seconds=61)
    assert run_lease.renew(database, slow, clock.now())
    clock.at += timedelta(seconds=61)
    publish_records(database, facts("council"), RECORDS[:1], clock, complete=True)
    assert not run_lease.renew(database, slow, clock.now())
    before = dump(database)
    report = runs.RunReport(slow, "council", runs.COMPLETE, runs.Counts())
    ended = "council: the lease of run 1 ended before the run did"
    with Filed() as filed, pytest.raises(LeaseLost, match=ended):
        publishing.publish(database, report, facts("council"), clock.now(), filed)
    assert dump(database, without=("run",)) == {k: v for k, v in before.items() if k != "run"}


def test_the_run_of_a_process_that_has_died_on_this_machine_holds_nothing(
    database: Database, clock: FrozenClock
) -> None:
    dead = run_lease.begin(database, facts("council"), clock.now())
    _held_by(database, replace(here(), started="1"))
    run_lease.begin(database, facts("council"), clock.now())
    rows = {row["id"]: row["state"] for row in dump(database)["run"]}
    assert rows == {dead: "failed", dead + 1: "running"}


def test_the_run_of_a_silent_process_elsewhere_holds_until_its_lease_ends(
    database: Database, clock: FrozenClock
) -> None:
    run_lease.begin(database, facts("council"), clock.now())
    _held_by(database, replace(here(), machine="another", started="1"))
    clock.at += timedelta(seconds=59)
    with pytest.raises(AlreadyRunning, match="its lease ends at 12:01:00 UTC"):
        run_lease.begin(database, facts("council"), clock.now())


def test_two_that_begin_at_the_same_moment_do_not_both_run(
    database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_lease.begin(database, facts("council"), clock.now())
    monkeypatch.setattr(run_lease, "_abandon", lambda *_, **__: None)
    with pytest.raises(AlreadyRunning):
        run_lease.begin(database, facts("council"), clock.now())


def _held_by(database: Database, holder: Holder) -> None:
    with database.writing() as connection:
        connection.execute(RUN.update().values(holder=str(holder)))


def test_a_quarantined_record_keeps_its_last_good_version_published(
    database: Database, clock: FrozenClock
) -> None:
    publish_records(database, facts("council"), RECORDS[:2], clock, complete=True)
    report = publish_records(
        database, facts("council"), [quarantined("council", "1"), RECORDS[1]], clock, complete=True
    )
    assert (report.counts.quarantined, report.counts.gone) == (1, 0)
    assert Reading(database, clock).total() == 2


def test_a_source_with_another_title_is_shown_with_it_though_no_record_changed(
    database: Database, clock: FrozenClock
) -> None:
    publish_records(database, facts("council"), RECORDS, clock, complete=True)
    renamed = facts("council").model_copy(update={"title": "The new title"})
    report = publish_records(database, renamed, RECORDS, clock, complete=True)
    assert report.listings_changed == 2
    bodies, _ = Reading(database, clock).services_page(1, 10)
    assert all(b"The new title" in body for body in bodies)


def test_a_run_that_breaks_is_ended_as_failed_and_leaves_the_source_free(
    database: Database, clock: FrozenClock
) -> None:
    def breaking() -> Iterator[Record]:
        yield RECORDS[0]
        raise ValueError("made up")

    with pytest.raises(ValueError, match="made up"):
        publish_records(database, facts("council"), breaking(), clock)
    assert dump(database)["staged_record"] == []
    report = publish_records(database, facts("council"), RECORDS, clock, complete=True)
    assert (report.counts.new, report.state) == (2, "complete")
