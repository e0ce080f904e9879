"""Pages are kept for one generation and not a moment longer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from tracemalloc import get_traced_memory, start, stop

import pytest

from runtime.clock import FrozenClock
from runtime.generations import Generations, State
from runtime.page_cache import PageCache

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LARGE = 10_000


class Newest:
    """A database's word, counted; `state` may be set anew."""

    def __init__(self) -> None:
        self.state = State(1)
        self.asked = 0

    def __call__(self) -> State:
        self.asked += 1
        return self.state


@pytest.fixture
def newest() -> Newest:
    return Newest()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
def pages(newest: Newest, clock: FrozenClock) -> PageCache:
    return PageCache(Generations(newest, fresh_s=0), clock, most_bytes=2 * LARGE + 2_000)


def _never() -> bytes:
    raise AssertionError("the page was not kept")


def test_a_page_is_made_once_for_a_generation(pages: PageCache) -> None:
    first = pages.page("/a", lambda: b"one")
    assert pages.page("/a", _never) == first
    assert pages.page("/b", lambda: b"two").etag != first.etag


@pytest.mark.parametrize("state", [State(2), State(0), State(1, (7,))])
def test_a_page_is_gone_when_the_generation_moves_either_way(
    pages: PageCache, newest: Newest, state: State
) -> None:
    pages.page("/a", lambda: b"one")
    newest.state = state
    assert pages.page("/a", lambda: b"two").body == b"two"
    assert pages.page("/a", _never).body == b"two"


def test_a_page_made_while_the_generation_moved_is_not_kept(
    pages: PageCache, newest: Newest
) -> None:
    def make() -> bytes:
        newest.state = State(2)
        pages.page("/b", lambda: b"new")
        return b"old"

    assert pages.page("/a", make).body == b"old"
    assert pages.page("/a", lambda: b"new").body == b"new"


def test_pages_end_when_an_award_begins_or_ends(
    pages: PageCache, newest: Newest, clock: FrozenClock
) -> None:
    newest.state = replace(newest.state, ends_at=NOW + timedelta(seconds=1))
    pages.page("/a", lambda: b"held")
    assert pages.page("/a", _never).body == b"held"
    clock.at += timedelta(seconds=1)
    assert pages.page("/a", lambda: b"ended").body == b"ended"
    assert pages.page("/a", lambda: b"again").body == b"again"


def test_no_more_is_kept_than_the_bound(pages: PageCache) -> None:
    for key in ("/a", "/b"):
        pages.page(key, lambda: b"1" * LARGE)
    pages.page("/a", _never)
    pages.page("/c", lambda: b"1" * LARGE)
    pages.page("/a", _never)
    assert pages.page("/b", lambda: b"anew").body == b"anew"
    too_large = b"x" * 3 * LARGE
    assert pages.page("/d", lambda: too_large).body == too_large
    assert pages.page("/d", lambda: b"y").body == b"y"


@pytest.mark.parametrize(
    ("key", "body"), [("/a?{}", b""), ("/{}" + "a" * 3_000, b"1"), ("é{}", b"")]
)
def test_the_bound_is_what_pages_take_and_not_their_bodies_alone(
    newest: Newest, clock: FrozenClock, key: str, body: bytes
) -> None:
    pages = PageCache(Generations(newest, fresh_s=0), clock, most_bytes=500_000)
    start()
    for number in range(2_000):
        pages.page(key.format(number), lambda: body + b"x")
    held, _ = get_traced_memory()
    stop()
    assert 250_000 < held < 550_000


def test_without_the_database_nothing_kept_is_served(pages: PageCache, newest: Newest) -> None:
    pages.page("/a", lambda: b"one")

    def away() -> State:
        raise ConnectionError("made up")

    pages._generations._read = away
    with pytest.raises(ConnectionError):
        pages.page("/a", _never)


def test_the_number_is_asked_for_again_once_it_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    newest, now = Newest(), 0.0
    monkeypatch.setattr("runtime.generations.monotonic", lambda: now)
    generations = Generations(newest, fresh_s=0.25)
    assert generations.current() == generations.current() == 1
    assert newest.asked == 1
    newest.state, now = State(2), 0.25
    assert generations.current() == 2
    assert newest.asked == 2
