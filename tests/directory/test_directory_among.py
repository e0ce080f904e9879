"""Keys of any text are found among many, on both databases."""

from collections.abc import Sequence

import pytest
from sqlalchemy import text

from directory.among import among
from runtime.database import Database

ODD = (
    "",
    " ",
    "NULL",
    "null",
    '"',
    '""',
    "\\",
    '\\"',
    "{}",
    "a,b",
    "{a,b}",
    "a\nb",
    "\t",
    "'",
    "é€😀",
)
HELD = "SELECT value FROM match_key WHERE value IN :ids ORDER BY record_id"


def _found(database: Database, wanted: Sequence[str]) -> list[str]:
    with database.reading() as connection:
        return [value for (value,) in among(connection, HELD, wanted)]


@pytest.fixture
def odd(database: Database) -> Database:
    """A database that holds match keys of all odd values."""
    rows = [{"id": f"{n:02d}", "value": value} for n, value in enumerate(ODD)]
    with database.writing() as connection:
        insert = text("INSERT INTO match_key VALUES (:id, 'postcode', :value)")
        connection.execute(insert, rows)
    return database


def test_each_of_many_odd_texts_is_found(odd: Database) -> None:
    assert _found(odd, ODD) == list(ODD)


@pytest.mark.parametrize("one", ODD)
def test_one_odd_text_finds_itself_alone(odd: Database, one: str) -> None:
    assert _found(odd, [one]) == [one]


def test_no_texts_find_nothing(odd: Database) -> None:
    assert _found(odd, []) == []
