"""What is remembered for one state of an index, and what never is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.answers import Page
from search.query import Query
from search.remembering import _MOST, Pages, lasting

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WIDE = Query(now=NOON, words="debt advice", reach="wide", areas=("E08000009", "E92000001"))


class Found:
    """Counts how often something is looked for."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Page:
        self.times += 1
        return Page((), self.times)


def test_a_page_is_found_once_a_day() -> None:
    pages, find = Pages(), Found()
    evening, tomorrow = (NOON.replace(hour=20), NOON.replace(day=22))
    for now in (NOON, evening, tomorrow, evening):
        pages.of(replace(WIDE, now=now), find)
    assert find.times == 2


@pytest.mark.parametrize(
    "query",
    [
        replace(WIDE, words="help m33 7zf"),
        replace(WIDE, words="help M٣٣"),
        replace(WIDE, lat=53.42, lon=-2.32),
    ],
)
def test_what_may_tell_where_somebody_is_is_never_kept(query: Query) -> None:
    pages, find = Pages(), Found()
    assert lasting(query) is None
    assert [pages.of(query, find).total for _ in range(2)] == [1, 2]


@pytest.mark.parametrize("other", [{"areas": ("E08000003",)}, {"limit": 3}, {"words": "debt"}])
def test_what_was_asked_otherwise_is_found_anew(other: dict[str, object]) -> None:
    pages, find = Pages(), Found()
    pages.of(WIDE, find)
    assert pages.of(replace(WIDE, **other), find).total == 2  # type: ignore[arg-type]


def test_too_many_are_forgotten() -> None:
    pages, find = Pages(), Found()
    for number in range(_MOST + 1):
        pages.of(replace(WIDE, offset=number), find)
    pages.of(WIDE, find)
    assert find.times == _MOST + 2
