"""Of the match keys of what changed, those that are the same stay where they stand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson
import pytest

from directory import plans, publishing
from directory.matching.keys import match_keys
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.identifiers import record_id
from schema.record import Record
from tests.fixtures.records import facts, quarantined, record

BEFORE = (
    record("council", "stays", "Tea dance"),
    record("council", "moves", "Chair exercise"),
    record("council", "goes", "Debt advice"),
    record("council", "spoils", "Walking group"),
)
AFTER = (
    record("council", "stays", "Tea dance", description="Said anew."),
    record("council", "moves", "Chair exercise", "M1 1AE"),
    quarantined("council", "spoils"),
    record("council", "comes", "Lunch club"),
)


@pytest.fixture(params=("few", "many"))
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a run counts as one of many records."""
    if request.param == "many":
        for module in (plans, publishing):
            monkeypatch.setattr(module, "MANY", 1)


@pytest.mark.usefixtures("size")
def test_keys_follow_what_is_said(database: Database, clock: FrozenClock) -> None:
    publish_records(database, facts("other"), [record("other", "one", "Tea dance")], clock)
    _publish(database, clock, BEFORE)
    before = _standing(database)
    _publish(database, clock, AFTER)
    after = _standing(database)
    live = (*AFTER[:2], AFTER[3], BEFORE[3], record("other", "one", "Tea dance"))
    assert set(after) == {key for one in live for key in _keys(one)}
    kept = set(after) & set(before)
    assert len(kept) == 6
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}


@pytest.mark.usefixtures("size")
def test_what_comes_back_has_its_keys_again(database: Database, clock: FrozenClock) -> None:
    _publish(database, clock, BEFORE)
    before = set(_standing(database))
    _publish(database, clock, BEFORE[1:])
    assert set(_standing(database)) == before - set(_keys(BEFORE[0]))
    _publish(database, clock, BEFORE)
    assert set(_standing(database)) == before
    again = [replace(one, fingerprint=one.fingerprint[::-1]) for one in BEFORE]
    _publish(database, clock, again)
    assert set(_standing(database)) == before


def _publish(database: Database, clock: FrozenClock, records: Sequence[Record]) -> None:
    publish_records(database, facts("council"), records, clock, complete=True)


def _standing(database: Database) -> dict[tuple[str, str, str], Any]:
    """Where the row of each key stands in its table."""
    place = "rowid" if database.is_sqlite else "CAST(ctid AS text)"
    rows = database.rows(f"SELECT record_id, kind, value, {place} FROM match_key", {})
    return {row[:3]: row[3] for row in rows}


def _keys(one: Record) -> list[tuple[str, str, str]]:
    assert one.service is not None
    id_ = str(record_id(one.source_id, one.key))
    return [(id_, *key) for key in match_keys(orjson.loads(one.service), one.identifiers)]
