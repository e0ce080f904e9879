"""Work beside: all of it is done, in few threads, and what fails is told."""

from threading import Barrier, Lock

import pytest

from runtime.aside import Aside


def test_all_is_done_once_it_is_finished() -> None:
    done: list[int] = []
    with Aside() as aside:
        for number in range(50):
            aside.do(done.append, number)
        aside.finish()
        assert done == list(range(50))


def test_no_more_than_that_many_at_once_and_so_many_indeed() -> None:
    meeting, lock = Barrier(2, timeout=10), Lock()
    now = most = 0

    def work() -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        meeting.wait()
        with lock:
            now -= 1

    with Aside(2) as aside:
        for _turn in range(6):
            aside.do(work)
        aside.finish()
    assert most == 2


def test_what_fails_is_raised_by_who_hands_out() -> None:
    with Aside() as aside:
        aside.do(int, "no number")
        with pytest.raises(ValueError, match="no number"):
            aside.finish()
        aside.do(int, "nor this")
        with pytest.raises(ValueError, match="nor this"):
            aside.do(int, "7")
