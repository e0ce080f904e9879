"""Listings are taken into the table all or none: what is raised meanwhile shifts no other."""

from typing import Any
from uuid import UUID

import numpy as np
import orjson
import pytest

from search.facts.fact import Fact, read_fingers
from search.facts.table import Table
from search.meilisearch import shape
from search.meilisearch.rows import row
from search.values import SETS
from tests.contract.brute_force import documents

KNOWN = list({one.id: one for one in documents(seed=5, size=90)}.values())
FOUND = read_fingers(orjson.loads(row(one, 1))[shape.FACT] for one in KNOWN)
FIRST, FAILED, LATER = FOUND[:40], FOUND[40:65], FOUND[65:]
COLUMNS = ("_tokens", "_points", "_marks", "_sets", "_limits", "_ids")


def told(table: Table, finger: str) -> list[Any]:
    """All that is told of a listing, with its words as they are."""
    row = np.array([table.rows[finger]])
    heard = table.heard(row, list(range(len(table.words))))
    points, _ = table.points(row)
    marks, _ = table.marked(row)
    sets = [table.sets(name, row).tolist() for name in SETS]
    rest = [points.tolist(), sorted(marks.tolist()), sets, table.limits(row).tolist()]
    return [table.ids_of(row), table.told(heard[0]), *rest]


def taken_in(*turns: list[tuple[str, Fact]]) -> Table:
    table = Table()
    for some in turns:
        table.add(some)
    return table


def others_are_unharmed(table: Table) -> None:
    """After one more turn every listing says its own, as where no turn failed."""
    table.add(LATER)
    whole = taken_in(FIRST, FAILED, LATER)
    assert table.fingers == [finger for finger, _ in FIRST + LATER]
    assert table.rows == {finger: row for row, finger in enumerate(table.fingers)}
    for finger in table.fingers:
        assert told(table, finger) == told(whole, finger)


def no_room(*_: object) -> None:
    raise MemoryError


@pytest.mark.parametrize("column", COLUMNS)
def test_no_room_in_a_column_leaves_all_as_it_was(
    monkeypatch: pytest.MonkeyPatch, column: str
) -> None:
    table = taken_in(FIRST)
    kept = getattr(table, column)
    full = getattr(kept, "_flat", kept)
    with monkeypatch.context() as patched:
        patched.setattr(full, "extend", no_room)
        with pytest.raises(MemoryError):
            table.add(FAILED)
    assert len(table.fingers) == len(table.rows) == len(FIRST)
    others_are_unharmed(table)


def test_an_id_that_is_none_leaves_all_as_it_was() -> None:
    table = taken_in(FIRST)
    finger, fact = FAILED[-1]
    with pytest.raises(ValueError, match="fromhex"):
        table.add([*FAILED[:-1], (finger, fact._replace(id="no id"))])
    assert finger not in table.rows
    others_are_unharmed(table)


def test_ids_are_told_as_they_were_read() -> None:
    table = taken_in(FIRST, LATER)
    told_ids = table.ids_of(np.arange(len(table.fingers)))
    assert told_ids == [str(UUID(fact.id)) for _, fact in FIRST + LATER]
