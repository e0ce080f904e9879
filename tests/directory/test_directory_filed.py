"""Rows that stand in a file come back as they were, whoever put them there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from directory.filed import Filed

ROWS = [
    ("a", b"\x00" * 5_000, None, [{"code": "x"}], datetime(2026, 11, 22, tzinfo=UTC)),
    ("b", b"", "why", [], None),
]


def test_rows_come_back_in_their_order_and_from_their_places() -> None:
    with Filed() as filed:
        places = filed.add(ROWS)
        places += filed.add(ROWS[:1])
        assert len(filed) == 3
        assert list(filed) == [*ROWS, ROWS[0]]
        assert [filed.at(place) for place in reversed(places)] == [ROWS[0], ROWS[1], ROWS[0]]


def test_several_threads_may_add() -> None:
    batches = [[(thread, number, "x" * number) for number in range(400)] for thread in range(8)]
    with Filed() as filed, ThreadPoolExecutor(8) as threads:
        found = list(threads.map(filed.add, batches))
        for rows, places in zip(batches, found, strict=True):
            assert [filed.at(place) for place in places] == rows
        assert sorted(filed) == sorted(row for rows in batches for row in rows)


def test_nothing_can_be_filed_once_it_is_over() -> None:
    with Filed() as filed:
        pass
    with pytest.raises(ValueError, match="closed file"):
        filed.add(ROWS)
