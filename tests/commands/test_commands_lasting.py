"""What a process makes to last is left out of the garbage; what comes after it is not."""

import gc
from collections.abc import Iterator
from contextlib import suppress

import pytest

from commands.lasting import made_to_last


@pytest.fixture(autouse=True)
def looked_through_again() -> Iterator[None]:
    yield
    gc.unfreeze()


def _is_looked_through(thing: object) -> bool:
    return any(one is thing for one in gc.get_objects())


def test_what_is_made_to_last_is_not_looked_through() -> None:
    with made_to_last():
        kept: list[object] = []
        assert not gc.isenabled()
    assert not _is_looked_through(kept)
    later: list[object] = []
    assert _is_looked_through(later)


def test_garbage_is_looked_for_again_where_making_failed() -> None:
    with suppress(RuntimeError), made_to_last():
        raise RuntimeError
    assert gc.isenabled()
