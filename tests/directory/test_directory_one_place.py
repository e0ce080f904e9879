"""On PostgreSQL a document stands in one place: its row."""

import random
from pathlib import Path
from uuid import UUID

import orjson
import psycopg
import pytest
from alembic import command
from sqlalchemy import text

from directory import migrating
from directory.documents.reading import Reading
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fakes.published import publish

BEFORE, AFTER = "0010", "0011"
IN_ONE_PLACE, IN_NO_PAGE = 5_000, 12_000
"""Bytes of bodies that cannot be packed: one within a page of PostgreSQL, one beyond it."""
LOCK = "-c lock_timeout=2s"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "postgresql.md"
_OUT_OF_LINE = "SELECT pg_relation_size(reltoastrelid) FROM pg_class WHERE relname = 'document'"
_STORED = """
    SELECT DISTINCT attstorage::text FROM pg_attribute
    WHERE attrelid = 'document'::regclass AND attname IN ('id', 'body', 'content_hash')
"""


def test_what_fits_a_page_stands_in_its_row(
    postgres_database: Database, clock: FrozenClock
) -> None:
    bodies = [_body(number, IN_ONE_PLACE) for number in range(20)]
    publish(postgres_database, bodies)
    assert _out_of_line(postgres_database) == 0
    assert _read(postgres_database, clock) == bodies


def test_what_fits_no_page_is_read_alike(postgres_database: Database, clock: FrozenClock) -> None:
    bodies = [_body(0, IN_NO_PAGE), _body(1, IN_ONE_PLACE)]
    publish(postgres_database, bodies)
    assert _out_of_line(postgres_database) > 0
    assert _read(postgres_database, clock) == bodies


@pytest.mark.parametrize("rewriting", ["VACUUM FULL", "DO $$"])
def test_what_was_written_before_stays_until_it_is_written_anew(
    postgres_database: Database, clock: FrozenClock, rewriting: str
) -> None:
    _to(postgres_database, BEFORE)
    bodies = [_body(number, IN_ONE_PLACE) for number in range(20)]
    publish(postgres_database, bodies)
    before = _out_of_line(postgres_database)
    assert before > 0
    _to(postgres_database, AFTER)
    assert _out_of_line(postgres_database) == before
    assert _read(postgres_database, clock) == bodies
    _as_the_page_says(postgres_database, rewriting)
    assert _out_of_line(postgres_database) == 0
    assert _read(postgres_database, clock) == bodies


def test_what_somebody_is_changing_is_passed_over(postgres_database: Database) -> None:
    publish(postgres_database, [_body(number, IN_ONE_PLACE) for number in range(20)])
    before = _places(postgres_database)
    held = str(UUID(int=7))
    with postgres_database.writing() as connection:
        connection.execute(text("SELECT 1 FROM document WHERE id = :id FOR UPDATE"), {"id": held})
        _as_the_page_says(postgres_database, "DO $$")
    after = _places(postgres_database)
    assert {id_ for id_, place in after.items() if place == before[id_]} == {held}


def test_going_back_stores_as_before(postgres_database: Database) -> None:
    assert postgres_database.rows(_STORED, {}) == [("m",)]
    _to(postgres_database, BEFORE)
    assert postgres_database.rows(_STORED, {}) == [("x",)]
    _to(postgres_database, AFTER)
    assert postgres_database.rows(_STORED, {}) == [("m",)]


def _body(number: int, length: int) -> bytes:
    """A service of this many bytes of noise; the same number gives the same."""
    noise = random.Random(number).randbytes(length // 2).hex()
    return orjson.dumps({"id": str(UUID(int=number)), "name": noise})


def _read(database: Database, clock: FrozenClock) -> list[bytes]:
    return list(Reading(database, clock).bodies())


def _out_of_line(database: Database) -> int:
    """Bytes of documents that stand outside their rows."""
    return int(database.rows(_OUT_OF_LINE, {})[0][0])


def _places(database: Database) -> dict[str, str]:
    """Where each document's row stands; another place after it was written anew."""
    return dict(database.rows("SELECT id, ctid::text FROM document", {}))


def _to(database: Database, revision: str) -> None:
    settings = migrating.config()
    with database.writing() as connection:
        settings.attributes["connection"] = connection
        down = revision < (migrating.revision(database) or "")
        (command.downgrade if down else command.upgrade)(settings, revision)


def _as_the_page_says(database: Database, beginning: str) -> None:
    """Run the statements of the page for who keeps PostgreSQL, in the block that begins so."""
    blocks = PAGE.read_text().split("```sql\n")[1:]
    wanted = next(one for one in blocks if one.startswith(beginning)).split("```")[0]
    url = database.url.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True, options=LOCK) as connection:
        for statement in wanted.split("\n\n"):
            connection.execute(statement)
