"""When a task is due again: pure, at chosen moments and chances."""

from datetime import UTC, datetime, timedelta

import pytest

from journeys.jobs.schedule import MOST_RETRIES, after_failure, after_loss, after_success

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY_S = 86_400.0


def _minutes(moment: datetime) -> float:
    return (moment - NOON).total_seconds() / 60


@pytest.mark.parametrize(
    ("every_s", "chance", "minutes"),
    [(1_800, 0.0, 30), (1_800, 1.0, 33), (DAY_S, 0.5, 24 * 60 + 7.5), (7 * DAY_S, 1.0, 10_095)],
)
def test_the_next_turn_is_one_interval_away_and_a_little_drift(
    every_s: float, chance: float, minutes: float
) -> None:
    assert _minutes(after_success(NOON, every_s, chance)) == minutes


def test_what_is_temporary_is_tried_again_after_twice_the_wait_each_time() -> None:
    waits = [
        _minutes(after_failure(NOON, DAY_S, attempts, 0.0, temporary=True))
        for attempts in range(1, MOST_RETRIES + 2)
    ]
    assert waits == [1, 2, 4, 8, 16, 24 * 60]


def test_waits_drift_apart() -> None:
    late = after_failure(NOON, DAY_S, 1, 1.0, temporary=True)
    assert (late - NOON).total_seconds() == pytest.approx(66)


def test_what_will_not_help_waits_for_its_usual_turn() -> None:
    assert after_failure(NOON, DAY_S, 1, 0.0, temporary=False) == NOON + timedelta(days=1)


def test_no_retry_is_later_than_the_usual_turn() -> None:
    assert _minutes(after_failure(NOON, 300, 5, 0.0, temporary=True)) == 5


@pytest.mark.parametrize("temporary", [True, False])
def test_nothing_is_tried_before_the_sources_own_word(temporary: bool) -> None:
    two_days = 2 * DAY_S
    again = after_failure(NOON, 300, 1, 0.0, temporary=temporary, retry_after_s=two_days)
    assert again == NOON + timedelta(days=2)


def test_what_a_dead_process_left_is_taken_up_at_once_and_later_if_it_dies_again() -> None:
    assert after_loss(NOON, DAY_S, 1, 1.0) == NOON
    assert [_minutes(after_loss(NOON, DAY_S, one, 0.0)) for one in (2, 3, 9)] == [2, 4, 1440]
