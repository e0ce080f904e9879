"""Many rows come to both databases as they are; what a run staged goes without that of others."""

from typing import Any

import pytest
from psycopg.errors import UniqueViolation
from sqlalchemy.exc import IntegrityError

from directory import runs, staging
from directory.bulk import formed, insert_formed, insert_rows, replace_formed
from directory.filed import Filed
from directory.known import Known
from directory.rows_of_sqlite import VALUES_AT_ONCE
from directory.tables.records import MATCH_KEY
from directory.tables.staged import STAGED_KEY
from journeys import staging as staging_journey
from journeys.publish import publish_records
from journeys.staging import Staging
from journeys.taking import Taken
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fixtures.records import facts, record
from tests.fixtures.tables import dump

KEY = ("record_id", "kind", "value")
AT_ONCE = VALUES_AT_ONCE // len(KEY)
COUNTS = (0, 1, AT_ONCE - 1, AT_ONCE, 2 * AT_ONCE + 7)


@pytest.mark.parametrize("count", COUNTS)
def test_as_many_rows_come_as_are_inserted(database: Database, count: int) -> None:
    rows = [(f"{n:05d}", "postcode", f"M{n} 1AA") for n in range(count)]
    with database.writing() as connection:
        insert_rows(connection, MATCH_KEY, KEY, iter(rows))
    assert [tuple(one.values()) for one in dump(database)["match_key"]] == rows


@pytest.mark.parametrize("counts", [(), (0,), (3,), (3, 0, AT_ONCE + 1)])
def test_as_many_formed_rows_come_as_are_in_all_pieces(
    database: Database, counts: tuple[int, ...]
) -> None:
    rows = [[(f"{n}", "postcode", f"{m:05d}") for m in range(k)] for n, k in enumerate(counts)]
    with database.writing() as connection:
        pieces = [formed(connection.dialect.name, MATCH_KEY, KEY, some) for some in rows]
        insert_formed(connection, MATCH_KEY, KEY, iter(pieces))
    expected = [row for some in rows for row in some]
    assert [tuple(one.values()) for one in dump(database)["match_key"]] == expected


def test_a_row_that_is_refused_fails_all_of_the_transaction(database: Database) -> None:
    rows = [(f"{n:05d}", "postcode", "M1 1AA") for n in range(AT_ONCE)]
    with database.writing() as connection:
        insert_rows(connection, MATCH_KEY, KEY, rows[-1:])
    with pytest.raises((IntegrityError, UniqueViolation)), database.writing() as connection:
        insert_rows(connection, MATCH_KEY, KEY, rows)
    assert len(dump(database)["match_key"]) == 1


def test_what_is_held_of_a_row_is_replaced(database: Database, clock: FrozenClock) -> None:
    council = facts("council")
    publish_records(database, council, [record("council", "1", "Tea", "M33 7ZF")], clock)
    changed = [
        record("council", "1", "Coffee", "M33 7ZF"),
        record("council", "2", "Cake", "M33 7ZF"),
    ]
    publish_records(database, council, changed, clock)
    rows = dump(database)["record"]
    assert {row["key"]: (row["said"], row["service"], row["first_run_id"]) for row in rows} == {
        one.key: (one.said, one.service, run) for run, one in enumerate(changed, 1)
    }


def test_rows_take_the_places_of_those_that_are_held(database: Database) -> None:
    rows = [("one", "postcode", f"{n:05d}") for n in range(AT_ONCE + 3)]
    with database.writing() as connection:
        insert_rows(connection, MATCH_KEY, KEY, rows[::2])
        ready = formed(connection.dialect.name, MATCH_KEY, KEY, rows)
        replace_formed(connection, MATCH_KEY, KEY, ready, set(rows[::2]))
    assert [tuple(one.values()) for one in dump(database)["match_key"]] == rows


@pytest.mark.parametrize("others", [{1}, {3}, {1, 3}, set()])
def test_what_others_staged_stays(database: Database, others: set[int]) -> None:
    for run in {2, *others}:
        _staged(database, run, 3)
    with database.writing() as connection:
        runs.drop_staged(connection, 2)
    tables = dump(database)
    assert {row["run_id"] for row in tables["staged_record"]} == others
    assert {row["run_id"] for row in tables["staged_key"]} == others


def test_keys_that_others_staged_stay_as_well(database: Database) -> None:
    with database.writing() as connection:
        columns = ("run_id", *KEY)
        insert_rows(connection, STAGED_KEY, columns, [(1, "a", "postcode", "M1 1AA")])
    _staged(database, 2, 1)
    with database.writing() as connection:
        runs.drop_staged(connection, 2)
    assert [row["run_id"] for row in dump(database)["staged_key"]] == [1]


def test_more_and_more_is_staged_at_once_by_sqlite(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("LEAST_AT_ONCE", 2), ("MOST_AT_ONCE", 5)):
        monkeypatch.setattr(staging_journey, name, value)
    at_once: list[int] = []
    stage = staging.stage

    def watched(*given: Any) -> None:
        at_once.append(len(given[1]))
        stage(*given)

    monkeypatch.setattr(staging, "stage", watched)
    _staged(database, 1, 41)
    assert len(dump(database)["staged_record"]) == sum(at_once) == 41
    assert max(at_once) == (5 if database.is_sqlite else 2)


def _staged(database: Database, run: int, count: int) -> None:
    """Stage made-up records of a run, one after the other."""
    said = record("council", "1", "Tea", "M33 7ZF")
    with Filed() as filed, Staging(database, run, filed) as waiting:
        for n in range(count):
            waiting.add([Taken("new", staging.staged(f"{run}-{n:05d}", said, _HELD))])
        waiting.finish()


_HELD = Known("", "live", None, "00000000-0000-0000-0000-000000000001")
