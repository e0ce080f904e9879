"""Many write at once while somebody reads on: the reader meets everything, once, in order."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from directory.documents.reading import Reading
from directory.feeds import ChangedService, Feeds
from directory.publishing import PublicationConflict
from directory.runs import RunReport
from directory.withdrawals import withdraw
from journeys.awards import load_awards, revoke_award
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.identifiers import listing_id, record_id
from schema.record import Record
from tests.fixtures.awards import AwardsFileOf, an_award, listing_subject
from tests.fixtures.records import facts, record

WRITERS, TURNS, PAGE = 4, 5, 3


@dataclass
class Reader:
    """Follows the feed page by page; `met` holds the number and body last seen of each listing."""

    feeds: Feeds
    after: int = 0
    numbers: list[int] = field(default_factory=list)
    met: dict[str, tuple[int, bytes | None]] = field(default_factory=dict)

    def follow(self) -> bool:
        """Read one page; False when there was nothing new."""
        page = self.feeds.services(self.after, PAGE)
        for number, id_, body in page:
            self.numbers.append(number)
            self.met[id_] = (number, body)
        self.after = page[-1].number if page else self.after
        return bool(page)


def records_of(source: str, turn: int) -> list[Record]:
    """Three records that say something else each turn; from the third turn on one is gone."""
    kept = (1, 2, 3) if turn < 2 else (1, 2)
    return [
        record(source, str(key), f"{source} {key}", f"M{key} 1AA", description=f"Turn {turn}")
        for key in kept
    ]


def write(url: str, source: str, clock: FrozenClock) -> None:
    """Publish one source again and again, as a process of its own would."""
    database = Database(url)
    for turn in range(TURNS):
        while publish_once(database, source, turn, clock) is None:
            pass
    database.close()


def publish_once(
    database: Database, source: str, turn: int, clock: FrozenClock
) -> RunReport | None:
    try:
        said = records_of(source, turn)
        return publish_records(database, facts(source), said, clock, complete=True)
    except PublicationConflict:
        return None


def grant(url: str, clock: FrozenClock, files: list[Path]) -> None:
    """Load awards and revoke the last of them, as a person does beside all that."""
    database = Database(url)
    for file in files:
        load_awards(database, clock, file)
    award_id = next(iter(Feeds(database, clock).awards(0, 1))).id
    revoke_award(database, clock, award_id, "made up")
    database.close()


@pytest.fixture
def awards_files(awards_file: AwardsFileOf, tmp_path: Path) -> list[Path]:
    listing = str(listing_id(record_id("early", "1")))
    made = []
    for year in (2024, 2025, 2026):
        days = {"valid_from": f"{year}-03-01", "valid_until": f"{year + 1}-02-28"}
        path = awards_file(an_award(listing_subject(listing), **days))
        made.append(path.rename(tmp_path / f"marks-{year}.toml"))
    return made


def everything(feeds: Feeds) -> Iterator[ChangedService]:
    yield from feeds.services(0, 1_000)


def test_a_reader_skips_nothing_while_many_write(
    database: Database, clock: FrozenClock, awards_files: list[Path]
) -> None:
    publish_records(database, facts("early"), [record("early", "1")], clock)
    reader = Reader(Feeds(database, clock))
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        under_way = [
            pool.submit(write, database.url, f"source{number}", clock) for number in range(WRITERS)
        ]
        under_way.append(pool.submit(grant, database.url, clock, awards_files))
        while not all(one.done() for one in under_way):
            reader.follow()
        wait(under_way)
        for one in under_way:
            one.result()
    while reader.follow():
        pass
    assert reader.numbers == sorted(set(reader.numbers))
    assert reader.met == {one.id: (one.number, one.body) for one in everything(reader.feeds)}
    gone = [id_ for id_, (_, body) in reader.met.items() if body is None]
    assert len(reader.met) == 1 + 3 * WRITERS
    assert len(gone) == WRITERS


def test_no_number_is_left_out_or_given_twice(
    database: Database, clock: FrozenClock, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(write, database.url, f"s{one}", clock) for one in range(WRITERS)]:
            done.result()
    withdraw(database, tmp_path / "ledger", str(listing_id(record_id("s1", "1"))), "x", clock.now())
    numbers = [row[0] for row in database.rows("SELECT number FROM change ORDER BY number", {})]
    assert numbers == list(range(1, Reading(database, clock).generation() + 1))
