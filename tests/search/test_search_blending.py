"""Distance lowers a hit's rank smoothly, within bounds, and never what is farther first."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.blending import EDGE, blended, compared, nearness

SCORES = st.floats(0.01, 2)
METRES = st.floats(0, 50_000)
CIRCLES = st.floats(100, 50_000)


def rank(relevance: float, distance_m: float, within_m: float) -> float:
    return float(blended(np.array([relevance]), np.array([distance_m]), within_m)[0])


@given(score=SCORES, one=METRES, other=METRES, within_m=CIRCLES)
def test_of_two_alike_the_nearer_is_never_lower(
    score: float, one: float, other: float, within_m: float
) -> None:
    near, far = sorted((one, other))
    assert rank(score, near, within_m) >= rank(score, far, within_m)


@given(score=SCORES, near=st.floats(0, 0.99), within_m=CIRCLES)
def test_a_hundredth_of_the_circle_nearer_is_higher(
    score: float, near: float, within_m: float
) -> None:
    assert rank(score, near * within_m, within_m) > rank(score, (near + 0.01) * within_m, within_m)


@given(one=SCORES, other=SCORES, distance_m=METRES, within_m=CIRCLES)
def test_of_two_as_far_the_better_is_never_lower(
    one: float, other: float, distance_m: float, within_m: float
) -> None:
    worse, better = sorted((one, other))
    assert rank(worse, distance_m, within_m) <= rank(better, distance_m, within_m)


@given(score=SCORES, distance_m=METRES, within_m=CIRCLES)
def test_what_distance_takes_is_bounded(score: float, distance_m: float, within_m: float) -> None:
    assert EDGE * score <= rank(score, distance_m, within_m) <= score


@given(score=SCORES, one=METRES, other=METRES, within_m=CIRCLES)
def test_what_is_twice_as_good_comes_first_however_far(
    score: float, one: float, other: float, within_m: float
) -> None:
    assert rank(2 * score, one, within_m) > rank(score, other, within_m)


def test_at_the_door_nothing_is_taken() -> None:
    assert rank(0.7, 0, 1_000) == 0.7


def test_it_falls_without_a_step() -> None:
    shares = np.linspace(0, 1, 1_001)
    assert np.abs(np.diff(nearness(shares))).max() < 0.002
    assert nearness(shares)[-1] == pytest.approx(EDGE, abs=0.02)


def test_an_endless_circle_knows_no_distance() -> None:
    assert rank(0.7, 5_000, float("inf")) == 0.7


def test_what_rounding_tells_apart_is_worth_the_same() -> None:
    one, same, other = compared(np.array([0.3, 0.1 + 0.2, 0.300_001])).tolist()
    assert one == same < other
