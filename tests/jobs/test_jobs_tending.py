"""What goes on beside answering goes on, whatever fails in it, and does not fill the log."""

import pytest
from structlog.testing import capture_logs

from journeys.tend import Tending
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
    tending.stop()
    assert ending.turns == 1
    seen = work.turns
    tending.turn()
    assert work.turns == seen
