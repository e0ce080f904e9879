"""What is staged is whole, or a run knows that it is not."""

from dataclasses import asdict, replace

import pytest
from sqlalchemy import text

from directory import publishing, run_lease, runs, staging
from directory.filed import Filed
from directory.runs import COMPLETE, RunReport
from directory.staging import StagedLost
from directory.told import told_of
from journeys.publish import publish_records, stage_records
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fixtures.records import facts, record
from tests.fixtures.tables import dump


def test_a_run_whose_staged_records_are_gone_publishes_nothing(
    database: Database, clock: FrozenClock
) -> None:
    council = facts("council")
    records = [record("council", str(n), f"Tea {n}", "M33 7ZF") for n in range(3)]
    publish_records(database, council, records, clock, complete=True)
    before = dump(database, without=("run",))
    run_id = run_lease.begin(database, council, clock.now())
    changed = [replace(one, fingerprint="x") for one in records]
    with Filed() as filed:
        counts = stage_records(database, run_id, changed, filed)
        with database.writing() as connection:
            connection.execute(text("DELETE FROM staged_record"))
        report = RunReport(run_id, council.id, COMPLETE, counts)
        with pytest.raises(StagedLost, match="harvest again"):
            publishing.publish(database, report, council, clock.now(), filed)
    runs.fail(database, run_id, council.id, "its staged records were lost", clock.now())
    assert dump(database, without=("run",)) == before


def test_of_two_with_one_id_the_first_is_taken(database: Database, clock: FrozenClock) -> None:
    one = record("council", "1", "Tea", "M33 7ZF")
    report = publish_records(database, facts("council"), [one, replace(one, said=b"{}")], clock)
    assert (report.counts.new, report.counts.skipped) == (1, 1)
    assert dump(database)["record"][0]["said"] == one.said


def test_values_come_back_as_they_were_staged(database: Database, clock: FrozenClock) -> None:
    run_id = run_lease.begin(database, facts("council"), clock.now())
    one = "00000000-0000-0000-0000-000000000001"
    said = record("council", "1", "Tea", "M33 7ZF")
    staged = staging.staged(one, said, None)
    with Filed() as filed:
        rows = staging.StagedRows()
        rows.add(run_id, [staged, staging.Seen(one.replace("1", "2"))], filed)
        staging.stage(database, rows)
        full, seen = dump(database)["staged_record"]
        told = told_of(filed.at(full["place"]))
    assert (told.record_id, told.source_id, told.outcome) == (one, "council", "understood")
    assert (told.key, told.fingerprint) == (said.key, said.fingerprint)
    assert (told.said, told.service, told.reason) == (said.said, said.service, None)
    assert told.identifiers == [asdict(one) for one in said.identifiers]
    assert (full["record_id"], full["listing_id"]) == (one, staged.listing_id)
    assert (seen["outcome"], seen["place"], seen["listing_id"]) == ("seen", None, None)
