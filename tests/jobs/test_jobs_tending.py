"""What goes on beside answering goes on, whatever fails in it, and does not fill the log."""

from threading import Event

import pytest
from structlog.testing import capture_logs

from journeys import tend
from journeys.tend import Tending, stop
from runtime import turning
from search.unavailable import SearchUnavailable


class _Work:
    def __init__(self) -> None:
        self.error: Exception | None = None
        self.turns = 0

    def __call__(self) -> None:
        self.turns += 1
        if self.error:
            raise self.error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("made up"), "a turn of tending failed; it is tried again"),
        (SearchUnavailable("made up"), "index not reached"),
    ],
)
def test_what_fails_is_tried_at_each_turn_and_said_once_until_it_works(
    error: Exception, said: str
) -> None:
    broken, well = _Work(), _Work()
    tending = Tending([broken, well])
    with capture_logs() as logs:
        for failing in (error, error, error, None, error):
            broken.error = failing
            tending.turn()
    assert (broken.turns, well.turns) == (5, 5)
    assert [one["event"] for one in logs] == [said, said]


def test_its_endings_are_done_once_it_is_stopped() -> None:
    work, ending = _Work(), _Work()
    tending = Tending([work], [ending], every_s=0.01)
    tending.start()
    assert stop([tending])
    assert ending.turns == 1
    seen = work.turns
    tending.turn()
    assert work.turns == seen


def test_who_ends_does_not_wait_for_ever_for_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tend, "ENDS_S", 0.05)
    begun, go_on = Event(), Event()

    def long() -> None:
        begun.set()
        go_on.wait()

    ending = _Work()
    tending = Tending([long], [ending])
    tending.start()
    assert begun.wait(10)
    assert not stop([tending])
    assert (tending.is_ending, ending.turns) == (True, 0)
    go_on.set()
    assert tending.wait(10)
    assert ending.turns == 1


def test_who_has_nothing_to_do_comes_round_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turning, "_last", {})
    Tending((), name="idle").turn()
    assert list(turning.ages()) == ["idle"]
