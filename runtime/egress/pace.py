"""How fast we ask: a pause between requests to one host, and a wait after a failure."""

import threading
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from runtime.egress.errors import FetchFailed
from runtime.egress.policy import Limits, Timing


class Pace:
    """Keeps two requests to one host apart, whichever source and thread they come from."""

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}

    def wait(self, host: str, pause_s: float) -> None:
        """Return when `host` may be asked; the next request to it is `pause_s` seconds later."""
        with self._lock:
            now = self._timing.monotonic()
            start = max(now, self._free_at.get(host, now))
            self._free_at[host] = start + pause_s
        if start > now:
            self._timing.sleep(start - now)


def wait_before_retry(
    failure: FetchFailed, attempt: int, limits: Limits, timing: Timing
) -> float | None:
    """Seconds to wait before asking again after the failed `attempt` (from 1); None is never.

    A source that asks for longer than `longest_wait_s` is left alone: the failure carries its
    wish to whoever plans the next run.
    """
    if not failure.temporary or attempt > limits.retries:
        return None
    if failure.retry_after_s is not None:
        wanted = failure.retry_after_s
        return wanted if wanted <= limits.longest_wait_s else None
    full = limits.backoff_s * 2.0 ** (attempt - 1)
    return min(full * (0.5 + timing.chance() / 2), limits.longest_wait_s)


def retry_after(header: str | None, now: datetime, longest_s: float) -> float | None:
    """Seconds that a `Retry-After` of seconds or of an HTTP date asks for, at most `longest_s`.

    None when it is absent, negative or not readable. Source: RFC 9110 section 10.2.3.
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), longest_s)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), longest_s)
