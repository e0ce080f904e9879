"""Who answers: the event loop one question after the other, threads where it may have to wait."""

import asyncio
import threading

import pytest
from anyio.to_thread import current_default_thread_limiter

from api.errors import NobodySoon
from api.turns import SLOW_S, Turns, may_wait, never
from runtime.elsewhere import TooSlowHere, elsewhere
from search.unavailable import IndexLost


def always() -> bool:
    return True


def _who() -> int:
    return threading.get_ident()


def test_one_alone_is_answered_at_once() -> None:
    assert asyncio.run(Turns(at_once=always).answer(_who)) == _who()


def test_several_are_answered_in_their_order_and_the_loop_sees_to_others_in_between() -> None:
    seen: list[str] = []

    async def beside() -> None:
        while seen.count("answered") < 3:
            seen.append("beside")
            await asyncio.sleep(0)

    def answered_here() -> int:
        seen.append("answered")
        return _who()

    async def crowd() -> list[int]:
        turns, other = Turns(at_once=always), asyncio.create_task(beside())
        asked = [turns.answer(answered_here) for _ in range(3)]
        answered = await asyncio.gather(*asked)
        await other
        return list(answered)

    assert asyncio.run(crowd()) == [_who()] * 3
    first, second, third = (at for at, what in enumerate(seen) if what == "answered")
    assert "beside" in seen[first:second]
    assert "beside" in seen[second:third]


def test_whoever_waits_when_the_index_is_lost_is_answered_by_a_thread() -> None:
    here = [True]

    def lost_now() -> int:
        here[0] = False
        return _who()

    async def crowd() -> list[int]:
        turns = Turns(at_once=lambda: here[0])
        return list(await asyncio.gather(turns.answer(lost_now), turns.answer(_who)))

    first, second = asyncio.run(crowd())
    assert first == _who()
    assert second != _who()


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


def test_what_no_thread_has_begun_in_time_is_not_begun_any_more() -> None:
    let_go = threading.Event()
    begun: list[int] = []

    async def crowd() -> None:
        current_default_thread_limiter().total_tokens = 1
        patient, hurried = Turns(at_once=never), Turns(at_once=never, within_s=0.01)
        first = asyncio.create_task(patient.answer(lambda: let_go.wait(30)))
        await asyncio.sleep(0)
        second = asyncio.create_task(patient.answer(_who))
        with pytest.raises(NobodySoon):
            await hurried.answer(lambda: begun.append(1))
        let_go.set()
        assert await first
        assert await second != _who()

    asyncio.run(crowd())
    assert begun == []


def test_what_the_loop_has_not_begun_in_time_is_not_begun_any_more() -> None:
    begun: list[int] = []

    async def crowd() -> None:
        turns = Turns(at_once=always, within_s=0.01)
        await turns._turn.acquire()
        with pytest.raises(NobodySoon):
            await turns.answer(lambda: begun.append(1))
        turns._turn.release()
        assert await turns.answer(_who) == _who()

    asyncio.run(crowd())
    assert begun == []


def _waits() -> int:
    with elsewhere():
        return _who()


def test_what_would_wait_for_another_program_is_answered_by_a_thread() -> None:
    async def both() -> list[int]:
        turns = Turns(at_once=always)
        return [await turns.answer(_waits), await turns.answer(_who)]

    first, second = asyncio.run(both())
    assert first != _who()
    assert second == _who()


def test_after_what_was_slow_threads_answer_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("api.turns.monotonic", lambda: now)

    def slow_here() -> int:
        if not may_wait():
            raise TooSlowHere
        return _who()

    async def answered() -> list[int]:
        nonlocal now
        turns = Turns(at_once=always)
        some = [await turns.answer(slow_here), await turns.answer(_who)]
        now += SLOW_S
        return [*some, await turns.answer(_who)]

    slow, soon_after, later = asyncio.run(answered())
    assert _who() not in (slow, soon_after)
    assert later == _who()
