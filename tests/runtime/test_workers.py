"""Work shared out to processes: the same answers in the same order, whoever gives them."""

import os
from collections.abc import Iterator

import pytest

from runtime.workers import AHEAD, ALONE, WORTH_STARTING, Processes


def _square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def _refuse(number: int) -> int:
    raise ValueError(f"{number} is refused")


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    opened = Processes(2)
    yield opened
    opened.close()


def test_many_pieces_are_answered_elsewhere_in_their_order(processes: Processes) -> None:
    answers = list(processes.each(_square, range(40)))
    assert [answer for answer, _ in answers] == [number * number for number in range(40)]
    assert os.getpid() not in {where for _, where in answers}


def test_few_pieces_are_answered_here(processes: Processes) -> None:
    answers = list(processes.each(_square, range(WORTH_STARTING - 1)))
    assert {where for _, where in answers} == {os.getpid()}
    assert answers == list(ALONE.each(_square, range(WORTH_STARTING - 1)))


def test_few_pieces_are_taken_ahead(processes: Processes) -> None:
    taken: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    answers = processes.each(_square, pieces())
    next(answers)
    assert len(taken) <= max(WORTH_STARTING, AHEAD * 2)


def test_what_a_piece_raises_is_raised(processes: Processes) -> None:
    with pytest.raises(ValueError, match="is refused"):
        list(processes.each(_refuse, range(10)))
