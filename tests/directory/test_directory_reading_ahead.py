"""What is kept before anybody asks for it is as true as what was, and in nobody's way."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from directory import glance
from directory.documents.ahead import AGAIN_S, ReadingAhead
from directory.documents.kept import KeptReading
from directory.documents.packed import Packed
from directory.documents.reading import Reading
from directory.withdrawals import withdraw
from journeys.awards import load_awards
from journeys.publish import publish_records
from journeys.tend import Tending
from runtime.clock import FrozenClock
from runtime.database import Database
from runtime.generations import FRESH_S, Generations
from runtime.pending import Later, Pending
from schema.identifiers import listing_id, record_id
from tests.fixtures.awards import AwardsFileOf, an_award, listing_subject
from tests.fixtures.records import facts, record

MANY, FEW = 60, 7
RECORDS = [record("council", f"{key}", f"Group {key}") for key in range(MANY)]
IDS = tuple(sorted(str(listing_id(record_id(one.source_id, one.key))) for one in RECORDS))
FIRST = next(one for one in RECORDS if str(listing_id(record_id(one.source_id, one.key))) == IDS[0])
PLENTY = 1_000_000


class Time:
    """Seconds that a test lets pass."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Reader(Database):
    """A process of its own, which tells what it read by ids and how often it did."""

    read = 0
    meanwhile: Any = None

    def begin(self, sql: str, values: Mapping[str, str]) -> Pending:
        self.read += 1
        rows = super().begin(sql, values).rows()
        if self.meanwhile:
            self.meanwhile()
        return Later(lambda: rows)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    passing = Time()
    monkeypatch.setattr("runtime.generations.monotonic", passing)
    monkeypatch.setattr("directory.documents.ahead.monotonic", passing)
    monkeypatch.setattr("directory.documents.kept.READ_AT_ONCE", FEW)
    monkeypatch.setattr("directory.documents.kept.ENOUGH", FEW)
    monkeypatch.setattr("directory.documents.kept.LOOKED_AT_ONCE", 2 * FEW)
    return passing


@pytest.fixture
def reader(database: Database, clock: FrozenClock) -> Iterator[Reader]:
    """The process that reads; `database` is that of whoever writes."""
    publish_records(database, facts("council"), RECORDS, clock, complete=True)
    opened = Reader(database.url)
    yield opened
    opened.close()


def _keeping(reader: Reader, clock: FrozenClock, most: int = PLENTY) -> KeptReading:
    generations = Generations(partial(glance.look, reader), FRESH_S, lambda: reader.writes)
    return KeptReading(reader, clock, generations, most)


@pytest.fixture
def kept(reader: Reader, clock: FrozenClock, time: Time) -> KeptReading:
    return _keeping(reader, clock)


def _read_all(kept: KeptReading) -> int:
    """How many steps it took."""
    return sum(1 for _ in kept.reads_ahead())


def test_nothing_has_to_be_read_once_all_is_kept(
    kept: KeptReading, reader: Reader, clock: FrozenClock
) -> None:
    assert _read_all(kept) > MANY / FEW
    before = reader.read
    assert kept.documents(IDS) == Reading(reader, clock).documents(IDS)
    assert reader.read == before + 1
    _read_all(kept)
    assert reader.read == before + 1


def test_what_changed_left_or_was_assured_is_read_again(
    kept: KeptReading,
    reader: Reader,
    database: Database,
    clock: FrozenClock,
    time: Time,
    awards_file: AwardsFileOf,
    tmp_path: Path,
) -> None:
    _read_all(kept)
    changed = record("council", "3", "Group 3", description="Now on Mondays.")
    publish_records(database, facts("council"), (changed,), clock)
    withdraw(database, tmp_path / "ledger", IDS[5], "asked to", clock.now())
    time.now += FRESH_S
    assert kept.documents(IDS) == Reading(database, clock).documents(IDS)
    load_awards(database, clock, awards_file(an_award(listing_subject(IDS[9]))))
    time.now += FRESH_S
    _read_all(kept)
    before = reader.read
    answered = kept.documents(IDS[6:])
    assert reader.read == before
    assert answered == Reading(database, clock).documents(IDS[6:])
    assert answered[IDS[9]].valid_until is not None


def test_what_changes_while_it_is_read_is_not_kept(
    kept: KeptReading, reader: Reader, database: Database, clock: FrozenClock, time: Time
) -> None:
    """Another process publishes between a reading and its keeping; a search sees it meanwhile."""

    def change() -> None:
        reader.meanwhile = None
        changed = record("council", FIRST.key, description="Now on Mondays.")
        publish_records(database, facts("council"), (changed,), clock)
        time.now += FRESH_S
        kept.documents(IDS[-1:])

    reader.meanwhile = change
    _read_all(kept)
    assert kept.documents(IDS) == Reading(database, clock).documents(IDS)
    assert len(kept._kept.lacking(IDS)) == 0


def test_it_ends_where_there_is_no_more_room_and_what_was_asked_for_stays(
    reader: Reader, clock: FrozenClock, time: Time
) -> None:
    kept = _keeping(reader, clock, most=20_000)
    kept.documents(IDS[-4:])
    _read_all(kept)
    assert 0 < len(kept._kept.lacking(IDS)) < MANY - 4
    assert kept._kept.lacking(IDS[-4:]) == []
    assert kept._kept._things.bytes <= 20_000
    before = reader.read
    kept.documents(IDS[-4:])
    assert reader.read == before


def test_what_is_asked_for_takes_the_place_of_what_nobody_asked_for(
    reader: Reader, clock: FrozenClock, time: Time
) -> None:
    kept = _keeping(reader, clock, most=20_000)
    _read_all(kept)
    lacking = kept._kept.lacking(IDS)[:4]
    kept.documents(lacking)
    assert kept._kept.lacking(lacking) == []


def test_a_few_are_no_pattern_for_those_that_come(
    database: Database, clock: FrozenClock, time: Time
) -> None:
    """A server that was there before the first harvest packs as well as one that came after it."""
    publish_records(database, facts("council"), RECORDS[: FEW - 1], clock, complete=True)
    with closing(Reader(database.url)) as reader:
        early = _keeping(reader, clock)
        _read_all(early)
        assert len(early.documents(IDS)) == FEW - 1 == len(early._kept._things)
        publish_records(database, facts("council"), RECORDS, clock, complete=True)
        time.now += FRESH_S
        _read_all(early)
        late = _keeping(reader, clock)
        _read_all(late)
        assert early.documents(IDS) == late.documents(IDS) == Reading(reader, clock).documents(IDS)
        assert {*map(type, late._kept._things.values())} == {Packed}
        few = [one for one in early._kept._things.values() if not isinstance(one, Packed)]
        assert len(few) == FEW - 1


def test_nothing_is_kept_while_bytes_have_ended_by_themselves(
    kept: KeptReading, reader: Reader, database: Database, clock: FrozenClock
) -> None:
    with database.writing() as connection:
        moved = text("UPDATE document SET stale_at = :at WHERE id = :id")
        at = clock.now().replace(tzinfo=None) if database.is_sqlite else clock.now()
        connection.execute(moved, {"at": at, "id": IDS[0]})
    _read_all(kept)
    assert (reader.read, len(kept._kept.lacking(IDS))) == (0, MANY)


def test_turns_read_a_few_and_rest_once_all_are_kept(
    kept: KeptReading, reader: Reader, database: Database, clock: FrozenClock, time: Time
) -> None:
    ahead = ReadingAhead(kept)
    ahead.turn()
    assert len(kept._kept.lacking(IDS)) == MANY - FEW
    _turns(ahead)
    assert (kept._kept.lacking(IDS), reader.read) == ([], -(-MANY // FEW))
    changed = record("council", "3", "Group 3", description="Now on Mondays.")
    publish_records(database, facts("council"), (changed,), clock)
    time.now += AGAIN_S / 2
    kept.documents(IDS[:1])
    _turns(ahead)
    assert len(kept._kept.lacking(IDS)) == 1
    time.now += AGAIN_S / 2
    _turns(ahead)
    assert kept._kept.lacking(IDS) == []


def test_a_turn_that_failed_says_so_until_the_next_round(
    kept: KeptReading, reader: Reader, time: Time
) -> None:
    ahead, reader.meanwhile = ReadingAhead(kept), _away
    for _ in range(3):
        with pytest.raises(ConnectionError):
            ahead.turn()
    assert reader.read == 1
    reader.meanwhile = None
    time.now += AGAIN_S
    _turns(ahead)
    assert kept._kept.lacking(IDS) == []


def test_a_database_that_is_away_for_long_is_said_once(
    kept: KeptReading, reader: Reader, time: Time
) -> None:
    ahead, reader.meanwhile = ReadingAhead(kept), _away
    tending = Tending([ahead.turn])
    with capture_logs() as said:
        for _ in range(30):
            time.now += AGAIN_S / 3
            tending.turn()
    assert reader.read == 10
    assert [one["log_level"] for one in said] == ["error"]


def _away() -> NoReturn:
    raise ConnectionError("made up")


def _turns(ahead: ReadingAhead) -> None:
    for _ in range(3 * MANY):
        ahead.turn()
