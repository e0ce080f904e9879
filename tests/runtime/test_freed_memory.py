"""What was freed goes back to the machine, whatever was asked for after it."""

import ctypes
from pathlib import Path

import pytest

from runtime.freed_memory import give_back, use_few_heaps

PIECE, PIECES = 60_000, 800


def _own_bytes() -> int:
    """What this process holds of its own (RssAnon), as Linux tells it."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        pytest.skip("this system does not say what a process holds")
    return next(int(one.split()[1]) * 1024 for one in lines if one.startswith("RssAnon:"))


def _has_gnu_library() -> bool:
    return hasattr(ctypes.CDLL(None), "malloc_trim")


@pytest.mark.skipif(not _has_gnu_library(), reason="another C library has ways of its own")
def test_holes_between_what_is_still_held_are_given_back() -> None:
    kept, gone = [], []
    for _ in range(PIECES):
        gone.append(b"x" * PIECE)
        kept.append(bytes(600))
    full = _own_bytes()
    gone.clear()
    give_back()
    assert full - _own_bytes() > PIECE * PIECES * 0.8
    assert len(kept) == PIECES


def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    use_few_heaps()
    give_back()
