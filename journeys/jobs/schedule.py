"""When a task is due again: after it was done, after it failed, after its process died. Pure."""

from datetime import datetime, timedelta

MOST_RETRIES = 5
FIRST_WAIT_S = 60.0
LONGEST_WAIT_S = 6 * 3_600.0
JITTER = 0.1
LONGEST_JITTER_S = 900.0
"""Tasks that fell due together, after an outage for instance, drift apart by this much."""


def after_success(now: datetime, every_s: float, chance: float) -> datetime:
    """One interval from now, and up to a tenth of it later; `chance` is between 0 and 1.

    Counted from the end of the run, so that nothing piles up however long nobody was at work.
    """
    return now + timedelta(seconds=every_s + chance * min(JITTER * every_s, LONGEST_JITTER_S))


def after_failure(
    now: datetime,
    every_s: float,
    attempts: int,
    chance: float,
    *,
    temporary: bool,
    retry_after_s: float | None = None,
) -> datetime:
    """When a task is tried again that has failed `attempts` times in a row.

    What is temporary is tried again soon, each time after twice the wait, until it has failed
    more than `MOST_RETRIES` times in a row; the rest waits for its usual turn. Nothing is tried
    before the source's own word (`retry_after_s`).
    """
    regular = after_success(now, every_s, chance)
    earliest = now + timedelta(seconds=retry_after_s or 0)
    if not temporary or attempts > MOST_RETRIES:
        return max(regular, earliest)
    wait_s = min(FIRST_WAIT_S * 2 ** (attempts - 1), LONGEST_WAIT_S) * (1 + JITTER * chance)
    return max(min(now + timedelta(seconds=wait_s), regular), earliest)


def after_loss(now: datetime, every_s: float, attempts: int, chance: float) -> datetime:
    """When a task whose process died is taken up: at once, and later if it dies again and again."""
    if attempts == 1:
        return now
    return after_failure(now, every_s, attempts, chance, temporary=True)
