"""A feed is known by its bytes: all are asked for once, and the reader gets each as it came."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from harvesters.replaying import Answer, Replayed
from runtime.egress import NO_HEADERS, Body, Broken

JSON = {"Accept": "application/json"}
Pages = Mapping[str, bytes]


class _Page:
    content_type, charset = "application/json", "utf-8"

    def __init__(self, url: str, said: bytes, *, breaks: bool) -> None:
        self.url, self._said, self._breaks = url, said, breaks

    def chunks(self) -> Iterator[bytes]:
        for at in range(0, len(self._said), 3):
            yield self._said[at : at + 3]
        if self._breaks:
            raise Broken(self.url, "broken", "it broke off")


class Feed:
    """Answers each address with its bytes, and remembers what it was asked."""

    def __init__(self, pages: Pages, breaking: str = "") -> None:
        self.pages, self.breaking = dict(pages), breaking
        self.asked: list[str] = []

    @contextmanager
    def open(self, url: str, *, headers: Mapping[str, str] = NO_HEADERS) -> Iterator[Body]:
        self.asked.append(url)
        yield _Page(url, self.pages[url], breaks=url == self.breaking)


def read(fetch: Replayed, *urls: str) -> list[bytes]:
    found = []
    for url in urls:
        with fetch.open(url, headers=JSON) as body:
            found.append(b"".join(body.chunks()))
    return found


def read_into(pieces: list[bytes], fetch: Replayed, url: str) -> None:
    with fetch.open(url, headers=JSON) as body:
        pieces.extend(body.chunks())


@pytest.fixture
def before() -> tuple[Answer, ...]:
    with Replayed(Feed({"a": b"first page", "b": b"second page"})) as fetch:
        assert not fetch.is_same
        read(fetch, "a", "b")
        return fetch.answers()


def test_the_same_answers_are_recognised(before: tuple[Answer, ...]) -> None:
    told: list[int] = []
    feed = Feed({"a": b"first page", "b": b"second page"})
    with Replayed(feed, before, told.append) as fetch:
        assert fetch.is_same
    assert (feed.asked, told) == (["a", "b"], [1, 2])


def test_one_other_byte_is_noticed_and_nothing_is_asked_for_twice(
    before: tuple[Answer, ...],
) -> None:
    feed = Feed({"a": b"first page", "b": b"second pagE", "c": b"third"})
    with Replayed(feed, before) as fetch:
        assert not fetch.is_same
        assert read(fetch, "a", "b", "c") == [b"first page", b"second pagE", b"third"]
        assert [answer.url for answer in fetch.answers()] == ["a", "b", "c"]
        assert fetch.answers()[:1] == before[:1]
        assert fetch.answers()[1] != before[1]
    assert feed.asked == ["a", "b", "c"]


def test_a_reader_that_asks_for_something_else_gets_that(before: tuple[Answer, ...]) -> None:
    feed = Feed({"a": b"First page", "b": b"second page", "z": b"another"})
    with Replayed(feed, before) as fetch:
        assert read(fetch, "z", "b") == [b"another", b"second page"]


def test_an_answer_that_breaks_off_breaks_off_for_the_reader_and_is_not_remembered(
    before: tuple[Answer, ...],
) -> None:
    feed = Feed({"a": b"first page", "b": b"second"}, breaking="b")
    with Replayed(feed, before) as fetch:
        assert not fetch.is_same
        read(fetch, "a")
        pieces: list[bytes] = []
        with pytest.raises(Broken):
            read_into(pieces, fetch, "b")
        assert b"".join(pieces) == b"second"
        assert fetch.answers() == ()
    assert feed.asked == ["a", "b"]


def test_an_answer_that_is_not_read_to_its_end_is_not_remembered() -> None:
    with Replayed(Feed({"a": b"first page"})) as fetch:
        with fetch.open("a") as body:
            next(iter(body.chunks()))
        assert fetch.answers() == ()
