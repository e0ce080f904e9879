"""Blocks tell exactly which numbers lie in a span, however many spans share one field."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from search.spans import WEEK_MINUTES, blocks, day_blocks, minute_blocks, united

MINUTES = st.integers(0, WEEK_MINUTES - 1)
SPANS = st.lists(st.tuples(MINUTES, st.integers(0, WEEK_MINUTES)), max_size=5)


@given(spans=SPANS, minute=MINUTES)
def test_a_minute_shares_a_block_exactly_with_the_spans_that_hold_it(
    spans: list[tuple[int, int]], minute: int
) -> None:
    held = {block for first, end in spans for block in blocks(first, end)}
    assert bool(held & set(minute_blocks(minute))) == any(a <= minute < b for a, b in spans)


@given(first=st.integers(1, 3_652_059), length=st.integers(0, 40_000), day=st.integers(-3, 40_003))
def test_a_day_shares_a_block_exactly_with_the_awards_that_hold_it(
    first: int, length: int, day: int
) -> None:
    held = set(blocks(first, first + length))
    on = min(max(first + day, 1), 3_652_059)
    assert bool(held & set(day_blocks(on))) == (first <= on < first + length)


def test_a_year_takes_few_blocks() -> None:
    assert len(blocks(739_000, 739_365)) < 16


@given(spans=SPANS)
def test_united_spans_hold_the_same_numbers_once(spans: list[tuple[int, int]]) -> None:
    joined = united(spans)
    numbers = {n for first, end in spans for n in range(first, end)}
    assert [n for first, end in joined for n in range(first, end)] == sorted(numbers)
    assert all(one[1] < other[0] for one, other in pairwise(joined))
