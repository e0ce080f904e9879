"""The thread beside those who search goes on, whatever one of its turns raises."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from structlog.testing import capture_logs

from search.whole import beside
from search.whole.beside import LATER_S, Beside

LONG_S = 10.0
Begun = Callable[[Callable[[], float | None]], Beside]


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Iterator[Begun]:
    """A thread with these turns, which soon tries again what failed."""
    monkeypatch.setattr(beside, "FAILED_S", 0.01)
    made: list[Beside] = []

    def begun(turn: Callable[[], float | None]) -> Beside:
        made.append(Beside("made-up", turn))
        made[-1].begin()
        return made[-1]

    yield begun
    for one in made:
        one.end()


@pytest.mark.parametrize("kind", [MemoryError, ValueError, OSError, RuntimeError])
def test_a_turn_that_fails_is_tried_again(begun: Begun, kind: type[Exception]) -> None:
    turns: list[int] = []

    def turn() -> float:
        turns.append(1)
        if len(turns) <= 2:
            raise kind("what a listing says")
        return LATER_S

    with capture_logs() as said:
        assert begun(turn).settled.wait(LONG_S)
    assert len(turns) == 3
    assert [(one["thread"], one["reason"]) for one in said] == [("made-up", kind.__name__)]
    assert "what a listing says" not in str(said)


def test_it_is_told_again_after_a_turn_that_ended_well(begun: Begun) -> None:
    turns, done = list[int](), Event()

    def turn() -> float:
        turns.append(1)
        if len(turns) == 4:
            done.set()
        if len(turns) % 2:
            raise MemoryError
        return 0.001

    with capture_logs() as said:
        begun(turn)
        assert done.wait(LONG_S)
    assert len([one for one in said if one["reason"] == "MemoryError"]) >= 2
