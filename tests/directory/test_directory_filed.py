"""Pieces that stand in a file come back as they were, whoever put them there; so do packed rows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from directory.filed import Filed
from directory.packing import packed, unpacked

PIECES = [b"\x00" * 5_000, b"", b"said"]
ROWS = [
    ("a", b"\x00" * 5_000, None, [{"code": "x"}], datetime(2026, 11, 22, tzinfo=UTC)),
    ("b", b"", "why", [], None),
]


def test_pieces_come_back_in_their_order_and_from_their_places() -> None:
    with Filed() as filed:
        places = filed.add(PIECES)
        places += filed.add([])
        places += filed.add(PIECES[2:])
        assert len(filed) == 4
        assert list(filed) == [*PIECES, PIECES[2]]
        assert [filed.at(place) for place in reversed(places)] == [b"said", *PIECES[::-1]]


def test_several_threads_may_add() -> None:
    batches = [
        [f"{thread} {'x' * number}".encode() for number in range(400)] for thread in "abcdefgh"
    ]
    with Filed() as filed, ThreadPoolExecutor(8) as threads:
        found = list(threads.map(filed.add, batches))
        for pieces, places in zip(batches, found, strict=True):
            assert [filed.at(place) for place in places] == pieces
        assert sorted(filed) == sorted(piece for pieces in batches for piece in pieces)


def test_nothing_can_be_filed_once_it_is_over() -> None:
    with Filed() as filed:
        pass
    with pytest.raises(ValueError, match="closed file"):
        filed.add(PIECES)


def test_rows_are_the_same_after_packing_and_take_less() -> None:
    piece = packed(ROWS)
    assert unpacked(piece) == ROWS
    assert len(piece) < 500
    assert unpacked(packed([])) == []
