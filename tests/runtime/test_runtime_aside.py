"""Work beside: all of it is done, in few threads, and what fails is told."""

from collections.abc import Iterator
from threading import Barrier, Event, Lock, get_ident

import pytest

from runtime.aside import Aside, ahead


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


def test_what_is_made_ahead_comes_in_order_from_another_thread() -> None:
    made = list(ahead(lambda number: (number, get_ident()), range(20)))
    assert [number for number, _thread in made] == list(range(20))
    assert get_ident() not in {thread for _number, thread in made}


def test_the_next_is_made_before_it_is_asked_for_and_few_are_taken_ahead() -> None:
    second, taken = Event(), []

    def numbers() -> Iterator[int]:
        for number in range(20):
            taken.append(number)
            yield number

    def work(number: int) -> int:
        if number == 1:
            second.set()
        return number

    coming = ahead(work, numbers())
    assert next(coming) == 0
    assert second.wait(timeout=10)
    assert taken == [0, 1, 2]
    assert list(coming) == list(range(1, 20))


def test_what_fails_ahead_is_raised_where_it_would_have_come() -> None:
    coming = ahead(int, ["1", "no number", "3"])
    assert next(coming) == 1
    with pytest.raises(ValueError, match="no number"):
        next(coming)
