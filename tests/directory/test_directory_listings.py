"""Listings: ids that are permanent, one listing for what is certainly one, each field's source."""

from datetime import timedelta
from pathlib import Path

import orjson

from directory import withdrawals
from directory.documents.reading import Reading
from directory.documents.stored import Stored
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.identifiers import record_id
from schema.record import Record, ServiceIdentifier
from tests.fixtures.records import facts, record
from tests.fixtures.tables import dump


def _put(database: Database, clock: FrozenClock, *records: Record, priority: int = 50) -> None:
    source = facts(records[0].source_id, priority)
    publish_records(database, source, records, clock, complete=True)
    clock.at += timedelta(minutes=1)


def _of(database: Database, clock: FrozenClock, source: str, key: str) -> Stored:
    stored = Reading(database, clock).document("service", str(record_id(source, key)))
    assert stored is not None
    return stored


def test_two_directories_that_say_the_same_become_one_listing_that_answers_to_both_ids(
    database: Database, clock: FrozenClock
) -> None:
    _put(database, clock, record("council", "1", "The Chatty Café"))
    own = _of(database, clock, "council", "1").id
    _put(database, clock, record("aliss", "x", "Chatty Cafe", description="Tea and company."))
    assert _of(database, clock, "aliss", "x").id == own
    assert Reading(database, clock).total() == 1
    body = orjson.loads(_of(database, clock, "council", "1").body)
    assert body["name"] == "The Chatty Café" or body["name"] == "Chatty Cafe"
    assert {credit["source_id"] for credit in body["sources"]} == {"council", "aliss"}


def test_a_listing_keeps_its_id_when_its_record_moves_away_and_the_mover_gets_its_own(
    database: Database, clock: FrozenClock
) -> None:
    _put(database, clock, record("council", "1"))
    _put(database, clock, record("aliss", "x"))
    own = _of(database, clock, "council", "1").id
    _put(database, clock, record("aliss", "x", postcode="WA14 1AA"))
    moved = _of(database, clock, "aliss", "x")
    assert _of(database, clock, "council", "1").id == own
    assert moved.id != own
    _put(database, clock, record("aliss", "x"))
    assert _of(database, clock, "aliss", "x").id == own
    merged = Reading(database, clock).document("service", moved.id)
    assert merged is not None
    assert (merged.state, merged.successor, merged.body) == ("merged", own, b"")


def test_a_listing_lives_on_under_its_id_when_the_record_it_was_minted_from_goes(
    database: Database, clock: FrozenClock
) -> None:
    _put(database, clock, record("council", "1"), record("council", "2", "Another", "M1 1AE"))
    _put(database, clock, record("aliss", "x"))
    own = _of(database, clock, "aliss", "x").id
    _put(database, clock, record("council", "2", "Another", "M1 1AE"))
    assert _of(database, clock, "aliss", "x").id == own
    assert b"council" not in _of(database, clock, "aliss", "x").body


def test_six_food_banks_of_one_charity_stay_six(database: Database, clock: FrozenClock) -> None:
    names = [f"Foodbank at {place}" for place in ("Sale", "Timperley", "Hale")]
    here = [record("council", str(n), name, f"M33 {n}AA") for n, name in enumerate(names)]
    there = [record("cvs", str(n), "Foodbank", f"WA14 {n}AA") for n in range(3)]
    _put(database, clock, *here)
    _put(database, clock, *there)
    assert Reading(database, clock).total() == 6


def test_a_groups_own_word_wins_and_the_others_are_told(
    database: Database, clock: FrozenClock
) -> None:
    _put(database, clock, record("council", "1", waiting_time="two weeks", url="https://a.example"))
    own = record("submissions", "s", waiting_time="none at present")
    _put(database, clock, own, priority=100)
    stored = _of(database, clock, "council", "1")
    assert orjson.loads(stored.body)["waiting_time"] == "none at present"
    provenance = orjson.loads(Reading(database, clock).provenance(stored.id) or b"{}")
    assert provenance["fields"]["waiting_time"] == {
        "sources": ["submissions"],
        "others": [{"source": "council", "value": "two weeks"}],
    }
    assert provenance["fields"]["url"] == {"sources": ["council"]}


def test_one_record_that_says_closed_is_believed_unless_the_group_itself_says_open(
    database: Database, clock: FrozenClock
) -> None:
    _put(database, clock, record("council", "1"))
    _put(database, clock, record("aliss", "x", status="defunct"))
    assert orjson.loads(_of(database, clock, "council", "1").body)["status"] == "defunct"
    _put(database, clock, record("submissions", "s"), priority=100)
    assert orjson.loads(_of(database, clock, "council", "1").body)["status"] == "active"


def test_a_withdrawn_listing_stays_out_whatever_its_sources_say(
    database: Database, clock: FrozenClock, tmp_path: Path
) -> None:
    ledger = tmp_path / "withdrawals.jsonl"
    _put(database, clock, record("council", "1"))
    own = _of(database, clock, "council", "1").id
    withdrawals.withdraw(database, ledger, own, "the address of a refuge", clock.now())
    _put(database, clock, record("council", "1", description="changed"))
    _put(database, clock, record("aliss", "x"))
    for source, key in (("council", "1"), ("aliss", "x")):
        stored = _of(database, clock, source, key)
        assert (stored.state, stored.body, stored.reason) == (
            "withdrawn",
            b"",
            "the address of a refuge",
        )
    assert Reading(database, clock).total() == 0


def test_the_ledger_brings_a_restored_database_back_to_the_operators_word(
    sqlite_database: Database, clock: FrozenClock, tmp_path: Path
) -> None:
    ledger = tmp_path / "withdrawals.jsonl"
    _put(sqlite_database, clock, record("council", "1"))
    own = _of(sqlite_database, clock, "council", "1").id
    ledger.write_bytes(
        orjson.dumps({"listing_id": own, "reason": "asked to", "at": clock.now().isoformat()})
        + b"\n"
    )
    assert withdrawals.reapply(sqlite_database, ledger, clock.now()) == 1
    assert withdrawals.reapply(sqlite_database, ledger, clock.now()) == 0
    assert _of(sqlite_database, clock, "council", "1").state == "withdrawn"


def test_change_numbers_follow_commits_without_a_gap(
    database: Database, clock: FrozenClock
) -> None:
    _put(database, clock, *[record("council", str(n), f"Group {n}") for n in range(700)])
    _put(database, clock, *[record("cvs", str(n), f"Club {n}", "M1 1AE") for n in range(3)])
    reading = Reading(database, clock)
    numbers = [number for number, _ in reading.changes(0, 1000)]
    assert numbers == list(range(1, 704))
    assert reading.generation() == 703


def test_pages_hold_every_listing_once(database: Database, clock: FrozenClock) -> None:
    _put(database, clock, *[record("council", str(n), f"Group {n}") for n in range(25)])
    reading = Reading(database, clock)
    pages = [reading.services_page(page, 10) for page in (1, 2, 3, 4)]
    assert [len(bodies) for bodies, _ in pages] == [10, 10, 5, 0]
    assert {total for _, total in pages} == {25}
    ids = [orjson.loads(body)["id"] for bodies, _ in pages for body in bodies]
    assert ids == sorted(set(ids))
    assert [stored.id for stored in reading.published()] == ids


def test_a_record_that_says_the_same_may_come_to_another_listing(
    database: Database, clock: FrozenClock
) -> None:
    shared = (ServiceIdentifier("example", "12345"),)
    publish_records(
        database, facts("group"), [record("group", "1", "Tea", identifiers=shared)], clock
    )
    said = {
        "1": record("council", "1", "Tea"),
        "2": record("council", "2", "Coffee", identifiers=shared),
    }
    clock.at += timedelta(days=1)
    publish_records(database, facts("council"), said.values(), clock, complete=True)
    group = _listings(database)["group", "1"]
    with_group = next(key for key in said if _listings(database)["council", key] == group)
    said[with_group] = record("council", with_group, "Chess", "M1 1AA")
    report = publish_records(database, facts("council"), said.values(), clock, complete=True)
    assert (report.counts.changed, report.counts.unchanged) == (1, 1)
    other = next(key for key in said if key != with_group)
    assert (
        _listings(database)["council", other] == group != _listings(database)["council", with_group]
    )


def _listings(database: Database) -> dict[tuple[str, str], str]:
    rows = dump(database)["record"]
    return {(row["source_id"], row["key"]): row["listing_id"] for row in rows}
