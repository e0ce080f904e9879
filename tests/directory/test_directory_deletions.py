"""What disappears from a source, and how little of it without an operator's word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import deletions, run_lease
from directory.documents.reading import Reading
from directory.filed import Filed
from directory.guard import free_deletions, may_delete
from directory.runs import COMPLETE, RunReport
from journeys.publish import publish_records, publish_run, stage_records
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.identifiers import record_id
from schema.record import Record
from tests.fixtures.records import facts, record

MANY = [record("council", str(n), f"Group number {n}", "M33 7ZF") for n in range(30)]


@pytest.mark.parametrize(
    ("live", "free"), [(0, 1), (1, 1), (9, 1), (19, 1), (20, 2), (27, 2), (1000, 100)]
)
def test_a_tenth_may_go_and_always_one(live: int, free: int) -> None:
    assert free_deletions(live) == free


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_an_empty_read_never_deletes_whoever_says_so(
    missing: int, live: int, accepted: int
) -> None:
    assert not may_delete(missing, live, 0, accepted)


def _harvest(
    database: Database, clock: FrozenClock, records: list[Record], accepted: int = 0
) -> RunReport:
    source = facts("council")
    run_id = run_lease.begin(database, source, clock.now())
    with Filed() as filed:
        counts = stage_records(database, run_id, records, filed)
        gone, kept = deletions.stage_deletions(database, run_id, source.id, counts.read, accepted)
        report = RunReport(run_id, source.id, COMPLETE, counts.plus(gone=gone, gone_withheld=kept))
        return publish_run(database, report, source, clock.now(), filed)


def test_a_source_that_shrinks_too_much_keeps_its_listings(
    database: Database, clock: FrozenClock
) -> None:
    _harvest(database, clock, MANY)
    report = _harvest(database, clock, MANY[:20])
    assert (report.counts.gone, report.counts.gone_withheld) == (0, 10)
    assert Reading(database, clock).total() == 30


def test_an_operators_word_is_a_ceiling(database: Database, clock: FrozenClock) -> None:
    _harvest(database, clock, MANY)
    assert _harvest(database, clock, MANY[:20], accepted=9).counts.gone_withheld == 10
    assert _harvest(database, clock, MANY[:20], accepted=10).counts.gone == 10
    assert Reading(database, clock).total() == 20


def test_an_incomplete_read_updates_and_deletes_nothing(
    database: Database, clock: FrozenClock
) -> None:
    _harvest(database, clock, MANY)
    changed = [record("council", "0", "Group with a new name", "M33 7ZF")]
    report = publish_records(database, facts("council"), changed, clock, complete=False)
    assert (report.counts.changed, report.counts.gone) == (1, 0)
    assert Reading(database, clock).total() == 30


def test_a_gone_listing_answers_with_the_reason_and_revives_under_its_id(
    database: Database, clock: FrozenClock
) -> None:
    _harvest(database, clock, MANY)
    reading = Reading(database, clock)
    before = reading.document("service", str(record_id("council", "29")))
    assert before is not None
    _harvest(database, clock, MANY[:29])
    gone = reading.document("service", before.id)
    assert gone is not None
    assert (gone.state, gone.body, gone.reason) == ("withdrawn", b"", "no source lists it any more")
    report = _harvest(database, clock, MANY)
    revived = reading.document("service", before.id)
    assert revived is not None
    assert (report.counts.new, revived.state, revived.body) == (1, "published", before.body)
