"""Who answers: the event loop one question, threads several or where it may have to wait."""

import asyncio
import threading

import pytest

from api.turns import Turns, may_wait, never
from search.index import IndexLost


def always() -> bool:
    return True


def _who() -> int:
    return threading.get_ident()


async def _both(turns: Turns) -> list[int]:
    return list(await asyncio.gather(turns.answer(_who), turns.answer(_who)))


def test_one_alone_is_answered_at_once() -> None:
    assert asyncio.run(Turns(at_once=always).answer(_who)) == _who()


def test_several_are_answered_by_threads() -> None:
    assert _who() not in asyncio.run(_both(Turns(at_once=always)))


def test_where_an_answer_may_wait_the_loop_never_does() -> None:
    assert asyncio.run(Turns(at_once=never).answer(_who)) != _who()


def test_a_question_that_fails_is_counted_no_longer() -> None:
    turns = Turns(at_once=always)

    def fails() -> None:
        raise LookupError("made up")

    with pytest.raises(LookupError, match="made up"):
        asyncio.run(turns.answer(fails))
    assert asyncio.run(turns.answer(_who)) == _who()


def test_while_the_index_is_away_the_loop_does_not_wait_for_the_database() -> None:
    here = [True]
    turns = Turns(at_once=lambda: here[0])
    assert asyncio.run(turns.answer(_who)) == _who()
    here[0] = False
    assert asyncio.run(turns.answer(_who)) != _who()


def test_what_only_the_database_could_answer_is_asked_in_a_thread() -> None:
    asked: list[bool] = []

    def lost_just_now() -> int:
        asked.append(may_wait())
        if not may_wait():
            raise IndexLost("made up")
        return _who()

    assert asyncio.run(Turns(at_once=always).answer(lost_just_now)) != _who()
    assert asked == [False, True]


def test_what_no_thread_can_answer_either_is_told() -> None:
    def lost() -> None:
        raise IndexLost("made up")

    with pytest.raises(IndexLost):
        asyncio.run(Turns(at_once=always).answer(lost))
