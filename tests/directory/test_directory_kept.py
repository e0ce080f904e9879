"""Documents that are kept are those of the database, at most a moment ago, whatever was written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from directory import glance
from directory.documents.kept import KeptReading
from directory.documents.reading import Reading
from directory.documents.stored import Stored
from directory.renumbering import number_anew, published
from directory.withdrawals import withdraw
from journeys.awards import load_awards, revoke_award
from journeys.publish import publish_records, republish_due
from runtime.clock import FrozenClock
from runtime.database import Database
from runtime.generations import FRESH_S, Generations
from runtime.pending import Pending
from schema.identifiers import listing_id, record_id
from schema.record import Record
from tests.fixtures.awards import AwardsFileOf, an_award, listing_subject
from tests.fixtures.records import facts, record

CAFE = record("council", "1", "Chatty Café", "M33 7ZF")
DEBT = record("council", "2", "Debt Advice Sale", "M33 2AA")
WALK = record("council", "3", "Walking Group", "M33 4AA")
MANY = 1_000_000


def listing_of(one: Record) -> str:
    return str(listing_id(record_id(one.source_id, one.key)))


IDS = tuple(map(listing_of, (CAFE, DEBT, WALK)))


class Time:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float = FRESH_S) -> None:
        self.now += seconds


class Counting(Database):
    """A process of its own, whose short reads are counted."""

    asked: int = 0

    def rows(
        self, sql: str, values: Mapping[str, Any], within_s: float | None = None
    ) -> Sequence[tuple[Any, ...]]:
        self.asked += 1
        return super().rows(sql, values, within_s)

    def begin(self, sql: str, values: Mapping[str, str]) -> Pending:
        self.asked += not self.is_sqlite
        return super().begin(sql, values)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    passing = Time()
    monkeypatch.setattr("runtime.generations.monotonic", passing)
    return passing


@pytest.fixture
def elsewhere(database: Database, clock: FrozenClock) -> Iterator[Counting]:
    """The process that reads; `database` is that of whoever writes."""
    publish_records(database, facts("council"), (CAFE, DEBT, WALK), clock, complete=True)
    opened = Counting(database.url)
    yield opened
    opened.close()


@pytest.fixture
def kept(elsewhere: Counting, clock: FrozenClock, time: Time) -> KeptReading:
    generations = Generations(partial(glance.look, elsewhere), FRESH_S, lambda: elsewhere.writes)
    reading = KeptReading(elsewhere, clock, generations, MANY)
    assert len(reading.documents(IDS)) == 3
    return reading


def _same(kept: KeptReading, database: Database, clock: FrozenClock) -> Mapping[str, Stored]:
    """What is answered, which is what the database says."""
    answered = kept.documents(IDS)
    assert answered == Reading(database, clock).documents(IDS)
    return answered


def test_a_search_adds_no_statement_within_a_moment_and_one_after_it(
    kept: KeptReading, elsewhere: Counting, time: Time
) -> None:
    before = elsewhere.asked
    kept.documents(IDS)
    assert elsewhere.asked == before
    time.passes()
    kept.documents(IDS)
    assert elsewhere.asked == before + 1


def test_only_what_changed_is_read_again(
    kept: KeptReading, database: Database, elsewhere: Counting, clock: FrozenClock, time: Time
) -> None:
    changed = record("council", "1", "Chatty Café", "M33 7ZF", description="Now on Mondays.")
    publish_records(database, facts("council"), (changed,), clock)
    time.passes()
    assert set(kept._kept.take(IDS)[1]) == set(IDS[1:])
    answered = _same(kept, database, clock)
    assert b"Mondays" in answered[IDS[0]].body


def test_a_withdrawn_listing_is_gone_after_a_moment(
    kept: KeptReading, database: Database, clock: FrozenClock, time: Time, tmp_path: Path
) -> None:
    withdraw(database, tmp_path / "ledger", IDS[1], "asked to", clock.now())
    time.passes()
    assert _same(kept, database, clock)[IDS[1]].state == "withdrawn"
    time.passes(FRESH_S / 2)
    assert kept.documents(IDS)[IDS[1]].body == b""


def test_merged_listings_and_those_that_come_apart_are_read_again(
    kept: KeptReading, database: Database, clock: FrozenClock, time: Time
) -> None:
    for postcode in ("M33 7ZF", "M33 9AA", "M33 7ZF"):
        other = record("charity", "9", "Chatty Café", postcode)
        publish_records(database, facts("charity"), (other,), clock)
        time.passes()
        both = (*IDS, listing_of(other))
        assert kept.documents(both) == Reading(database, clock).documents(both)
        assert kept.documents(both) == Reading(database, clock).documents(both)


def test_what_this_process_writes_it_sees_at_once(
    kept: KeptReading, elsewhere: Counting, clock: FrozenClock
) -> None:
    changed = record("council", "3", "Walking Group", "M33 4AA", description="Slower now.")
    publish_records(elsewhere, facts("council"), (changed,), clock)
    assert b"Slower" in _same(kept, elsewhere, clock)[IDS[2]].body


def test_a_kite_mark_is_shown_from_its_first_day_until_it_is_revoked(
    kept: KeptReading,
    database: Database,
    clock: FrozenClock,
    time: Time,
    awards_file: AwardsFileOf,
) -> None:
    future = an_award(listing_subject(IDS[0]), valid_from="2026-12-01")
    load_awards(database, clock, awards_file(future))
    time.passes()
    begins = datetime(2026, 12, 1, tzinfo=UTC)
    assert _same(kept, database, clock)[IDS[0]].valid_until == begins
    clock.at = begins - timedelta(seconds=1)
    assert b"Kite Mark" not in _same(kept, database, clock)[IDS[0]].body
    clock.at = begins
    assert b"Kite Mark" in _same(kept, database, clock)[IDS[0]].body
    assert republish_due(database, clock) == 1
    time.passes()
    assert b"Kite Mark" in _same(kept, database, clock)[IDS[0]].body
    held = _award_of(database)
    revoke_award(database, clock, held, "made up")
    time.passes()
    assert b"Kite Mark" not in _same(kept, database, clock)[IDS[0]].body


def _award_of(database: Database) -> str:
    with database.reading() as connection:
        return str(connection.execute(text("SELECT id FROM award")).scalar_one())


def test_a_moment_that_moved_without_a_change_is_kept_to(
    kept: KeptReading, database: Database, clock: FrozenClock, time: Time
) -> None:
    """A run may move when a document stops being true, and its content stays; no change tells."""
    begins = clock.now() + timedelta(minutes=1)
    with database.writing() as connection:
        moved = text("UPDATE document SET stale_at = :at WHERE id = :id")
        at = begins.replace(tzinfo=None) if database.is_sqlite else begins
        connection.execute(moved, {"at": at, "id": IDS[0]})
    clock.at = begins
    time.passes()
    state, found = kept._kept.take(IDS)
    assert (state, found) == (None, {})


def test_a_database_that_was_brought_back_is_read_anew(
    kept: KeptReading, database: Database, clock: FrozenClock, time: Time
) -> None:
    with database.writing() as connection:
        before = published(connection)
        connection.execute(text("DELETE FROM document WHERE id = :id"), {"id": IDS[0]})
        connection.execute(text("DELETE FROM listing WHERE id = :id"), {"id": IDS[0]})
        connection.execute(text("DELETE FROM change"))
        number_anew(connection, 3, before, clock.now())
    time.passes()
    assert kept._kept.take(IDS)[1] == {}
    assert _same(kept, database, clock)[IDS[0]].state == "withdrawn"


@pytest.mark.parametrize("further", [0, 1, 2])
def test_a_database_that_went_another_way_to_a_number_is_read_anew(
    kept: KeptReading, database: Database, clock: FrozenClock, time: Time, further: int
) -> None:
    """As one brought back by copying its files, which then comes to the number that was known."""
    _go_back(database, to=2)
    clock.at += timedelta(hours=1)
    for number in range(1 + further):
        changed = record("council", "3", "Walking Group", "M33 4AA", description=f"{number}")
        publish_records(database, facts("council"), (changed,), clock)
    time.passes()
    assert kept._kept.take(IDS)[1] == {}


@pytest.mark.parametrize("to", [0, 2])
def test_a_database_that_went_back_is_read_anew(
    kept: KeptReading, database: Database, time: Time, to: int
) -> None:
    _go_back(database, to)
    time.passes()
    assert kept._kept.take(IDS)[1] == {}


def _go_back(database: Database, to: int) -> None:
    with database.writing() as connection:
        connection.execute(text("DELETE FROM change WHERE number > :to"), {"to": to})
        connection.execute(text("UPDATE change_counter SET number = :to"), {"to": to})


def test_more_changes_than_are_followed_are_not_told(
    kept: KeptReading,
    database: Database,
    clock: FrozenClock,
    time: Time,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(glance, "FOLLOWED", 2)
    for number, followed in ((2, True), (3, False)):
        some = [record("other", f"{n}", f"{number}-{n}", None) for n in range(number)]
        publish_records(database, facts("other"), some, clock)
        time.passes()
        assert bool(kept._kept.take(IDS)[1]) is followed


def test_nothing_is_kept_of_what_is_not_published(
    kept: KeptReading, database: Database, clock: FrozenClock, time: Time, tmp_path: Path
) -> None:
    withdraw(database, tmp_path / "ledger", IDS[1], "asked to", clock.now())
    time.passes()
    kept.documents((*IDS, "no-such-listing"))
    assert set(kept._kept._things) == {IDS[0], IDS[2]}


@pytest.mark.parametrize("seed", range(3))
def test_no_answer_is_older_than_the_bound(
    kept: KeptReading,
    database: Database,
    clock: FrozenClock,
    time: Time,
    awards_file: AwardsFileOf,
    tmp_path: Path,
    seed: int,
) -> None:
    random, anew = Random(seed), Reading(database, clock)
    was = [(time.now, anew.documents(IDS))]
    for step in range(40):
        time.passes(random.choice((0.0, 0.05, 0.2, 0.5)))
        if random.random() < 0.4:
            _write_something(random, step, database, clock, awards_file, tmp_path)
            was.append((time.now, anew.documents(IDS)))
        for id_, one in kept.documents(random.sample(IDS, 2)).items():
            assert one in [then[id_] for then in _within(was, time.now - FRESH_S)], step


def _within(
    was: Sequence[tuple[float, Mapping[str, Stored]]], since: float
) -> list[Mapping[str, Stored]]:
    ends = [*(at for at, _ in was[1:]), float("inf")]
    return [said for (_, said), end in zip(was, ends, strict=True) if end > since]


def _write_something(
    random: Random,
    step: int,
    database: Database,
    clock: FrozenClock,
    awards_file: AwardsFileOf,
    tmp_path: Path,
) -> None:
    clock.at += timedelta(seconds=1)
    match random.randrange(12):
        case 0:
            withdraw(database, tmp_path / "ledger", random.choice(IDS), "asked to", clock.now())
        case 1 | 2:
            level = random.choice(("ready", "assured"))
            shown = [one.id for one in Reading(database, clock).published() if one.id in IDS]
            entries = [an_award(listing_subject(one), level=level) for one in shown[:1]]
            load_awards(database, clock, awards_file(*entries))
        case 3 | 4:
            postcode = random.choice(("M33 7ZF", "M33 9AA"))
            joined = record("charity", "9", "Chatty Café", postcode)
            publish_records(database, facts("charity"), (joined,), clock)
        case _:
            key, name, postcode = random.choice(
                (
                    ("1", "Chatty Café", "M33 7ZF"),
                    ("2", "Debt Advice Sale", "M33 2AA"),
                    ("3", "Walking Group", "M33 4AA"),
                )
            )
            changed = record("council", key, name, postcode, description=f"As of {step}.")
            publish_records(database, facts("council"), (changed,), clock)


@pytest.mark.parametrize("strange", ["", " ", "{", '"', "a b", ",", "é'", "NULL", "\\"])
def test_strange_ids_are_nobodys(
    database: Database, elsewhere: Counting, clock: FrozenClock, strange: str
) -> None:
    reading = Reading(elsewhere, clock)
    assert reading.documents([strange]) == {}
    assert set(reading.documents([IDS[0], strange, f"{IDS[1]} {IDS[2]}"])) == {IDS[0]}
