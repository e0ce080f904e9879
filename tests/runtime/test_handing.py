"""Work that an event loop hands to threads: who does it, and what comes back."""

import asyncio
import threading
from contextvars import ContextVar

import pytest

from runtime.handing import Hands

SAID: ContextVar[str] = ContextVar("said", default="nothing")


def _who() -> int:
    return threading.get_ident()


def test_a_thread_does_it_and_does_the_next_as_well() -> None:
    async def twice() -> tuple[int, int]:
        hands = Hands()
        return await hands.do(_who), await _once_idle(hands)

    async def _once_idle(hands: Hands) -> int:
        while not hands._idle:
            await asyncio.sleep(0)
        return await hands.do(_who)

    first, second = asyncio.run(twice())
    assert first == second != _who()


def test_what_waits_holds_up_nothing_else() -> None:
    released = threading.Event()

    async def both() -> list[object]:
        hands = Hands()
        waits = asyncio.create_task(hands.do(lambda: released.wait(30)))
        await asyncio.sleep(0)
        other = await hands.do(_who)
        released.set()
        return [await waits, other]

    waited, other = asyncio.run(both())
    assert waited is True
    assert other != _who()


def test_what_it_raises_is_raised_to_whoever_asked() -> None:
    def fails() -> None:
        raise LookupError("made up")

    hands = Hands()
    with pytest.raises(LookupError, match="made up"):
        asyncio.run(hands.do(fails))
    assert asyncio.run(hands.do(_who)) != _who()


def test_the_context_of_whoever_asks_goes_with_it() -> None:
    async def asked() -> str:
        SAID.set("made up")
        return await Hands().do(SAID.get)

    assert asyncio.run(asked()) == "made up"


def test_work_of_somebody_who_was_cancelled_goes_on_and_troubles_nobody() -> None:
    released, done = threading.Event(), threading.Event()
    troubles: list[object] = []

    def work() -> None:
        released.wait(30)
        done.set()

    async def cancelled() -> int:
        asyncio.get_running_loop().set_exception_handler(lambda _, said: troubles.append(said))
        hands = Hands()
        asked = asyncio.create_task(hands.do(work))
        await asyncio.sleep(0)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        released.set()
        while not hands._idle:
            await asyncio.sleep(0)
        return await hands.do(_who)

    assert asyncio.run(cancelled()) != _who()
    assert done.is_set()
    assert troubles == []


def test_a_thread_whose_loop_has_ended_does_what_another_asks() -> None:
    released = threading.Event()
    hands = Hands()

    async def leaves() -> None:
        asyncio.create_task(hands.do(lambda: released.wait(30)))  # noqa: RUF006
        await asyncio.sleep(0)

    async def others() -> int:
        released.set()
        while not hands._idle:
            await asyncio.sleep(0)
        return await hands.do(_who)

    asyncio.run(leaves())
    assert asyncio.run(others()) != _who()


def test_what_is_counted_as_under_way_is_so_until_the_work_has_ended() -> None:
    released, ended = threading.Event(), list[str]()

    async def cancelled() -> list[list[str]]:
        asked = asyncio.create_task(
            Hands().do(lambda: released.wait(30), lambda: ended.append("ended"))
        )
        await asyncio.sleep(0)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        before = list(ended)
        released.set()
        while not ended:
            await asyncio.sleep(0)
        return [before, list(ended)]

    assert asyncio.run(cancelled()) == [[], ["ended"]]
