"""Documents come to both databases in the order of their numbers, new ones beside held ones."""

from itertools import pairwise

import pytest

from directory import writing
from directory.filed import Filed
from directory.packing import packed
from directory.preparing import PUBLISHED, Prepared
from runtime.clock import FrozenClock
from runtime.database import Database
from runtime.workers import ALONE
from tests.fixtures.tables import dump

HELD = range(0, 40, 10)
PIECES = (range(5), range(5, 7), range(7, 9), range(9, 10), range(10, 20), range(20, 41))
"""Three pieces, one after the other, have no document that is held."""


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pieces are written by one statement, so that three take two of them."""
    monkeypatch.setattr(writing, "AT_ONCE", 2)


def _documents(numbers: range, said: str) -> list[Prepared]:
    return [
        Prepared(f"{n:05d}", PUBLISHED, f"{said} {n}".encode(), unheard=n not in HELD)
        for n in numbers
    ]


def _all_written(database: Database, clock: FrozenClock) -> int:
    """Publish some documents, and then all; gives how many there were at first."""
    with database.writing() as connection:
        held = [one._replace(unheard=True) for one in _documents(HELD, "Said at first of")]
        writing.write_documents(connection, held, clock.now())
    pieces = [_documents(numbers, "Said anew of") for numbers in PIECES]
    with Filed() as filed, database.writing() as connection:
        filed.add([packed(piece) for piece in pieces])
        writing.write_filed(connection, filed, [len(p) for p in pieces], clock.now(), ALONE)
    return len(held)


@pytest.mark.usefixtures("few_at_once")
def test_new_and_held_documents_come_in_the_order_of_their_numbers(
    database: Database, clock: FrozenClock
) -> None:
    held = _all_written(database, clock)
    tables = dump(database)
    documents = {one["id"]: one for one in tables["document"]}
    assert {int(one): bytes(row["body"]) for one, row in documents.items()} == {
        n: f"Said anew of {n}".encode() for n in range(41)
    }
    changes = tables["change"][held:]
    assert [one["object_id"] for one in changes] == sorted(documents)
    assert all(one["number"] + 1 == two["number"] for one, two in pairwise(tables["change"]))
    assert all(documents[one["object_id"]]["change_number"] == one["number"] for one in changes)
    assert [one["id"] for one in tables["listing"]] == sorted(documents)
