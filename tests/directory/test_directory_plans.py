"""What PostgreSQL looks at for a run grows with the run, whatever its statistics say."""

import json
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, text

from directory import computing, plans, publishing, recording, run_lease
from directory.chunks import chunks
from directory.documents.reading import Reading
from directory.filed import Filed
from directory.runs import COMPLETE, RunReport
from journeys.catalogue import catch_up
from journeys.publish import publish_records, publish_run, stage_records
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.record import Record
from tests.fixtures.records import facts, record

COUNT = 600
TIMES = 30
EXPLAINED = (
    "LOAD 'auto_explain'",
    "SET auto_explain.log_min_duration = 0",
    "SET auto_explain.log_analyze = on",
    "SET auto_explain.log_timing = off",
    "SET auto_explain.log_format = json",
    "SET auto_explain.log_level = notice",
)


class Looked:
    """How many rows the nodes of each statement's plans looked at, all its calls together."""

    def __init__(self) -> None:
        self.statements = 0
        self.rows: Counter[str] = Counter()

    def take(self, said: Any) -> None:
        message = said.message_primary or ""
        if "plan:" in message:
            told = json.loads(message.split("plan:", 1)[1])
            self.statements += 1
            self._walk(told["Plan"], told["Query Text"])

    def _walk(self, node: dict[str, Any], query: str) -> None:
        rows = node.get("Actual Rows", 0)
        rows += sum(said for name, said in node.items() if name.startswith("Rows Removed"))
        self.rows[query] += rows * node.get("Actual Loops", 0)
        for inner in node.get("Plans", ()):
            self._walk(inner, query)


@pytest.fixture
def looked(postgres_database: Database) -> Looked:
    """What every later connection of the database looks at."""
    found = Looked()

    def explained(connection: Any, _record: Any) -> None:
        for statement in EXPLAINED:
            connection.execute(statement)
        connection.commit()
        connection.add_notice_handler(found.take)

    postgres_database.engine.dispose()
    event.listen(postgres_database.engine, "connect", explained)
    return found


def _records(source: str, said: str) -> list[Record]:
    return [
        record(source, str(n), f"Tea {n}", f"M{n % 90 + 1} {n % 9}ZF", description=said)
        for n in range(COUNT)
    ]


def test_a_large_run_is_walked_through_a_few_times(
    postgres_database: Database,
    clock: FrozenClock,
    looked: Looked,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database, council = postgres_database, facts("council")
    monkeypatch.setattr(plans, "MANY", COUNT // 2)
    monkeypatch.setattr(computing, "chunks", partial(chunks, size=COUNT // 60))
    monkeypatch.setattr(recording, "AT_ONCE", COUNT // 60)
    for table in ("staged_record", "staged_key", "record", "match_key"):
        with database.writing() as connection:
            connection.execute(text(f"ALTER TABLE {table} SET (autovacuum_enabled = off)"))
    first = run_lease.begin(database, council, clock.now())
    with Filed() as filed:
        counts = stage_records(database, first, _records("council", "Said at first."), filed)
        with database.writing() as connection:
            connection.execute(text("ANALYZE"))
        report = RunReport(first, council.id, COMPLETE, counts)
        publish_run(database, report, council, clock.now(), filed)
    changed = [replace(one, fingerprint=one.fingerprint[::-1]) for one in _records("council", "!")]
    publish_records(database, council, changed[:-10], clock, complete=True)
    publish_records(database, facts("alike"), _records("alike", "Said alike."), clock)
    assert publishing.republish(database, [], clock.now()) == 0
    catch_up(Reading(database, clock), database)
    assert looked.statements > 50
    (query, most), *_others = looked.rows.most_common(1)
    assert most <= TIMES * COUNT, query
