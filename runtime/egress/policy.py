"""What the outgoing client may do, and how much of it; given once by whoever builds it."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from runtime.clock import SystemClock

MIB = 1024 * 1024
DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class EgressPolicy:
    """Where requests may go.

    `allow_loopback` opens 127.0.0.1 and ::1, and no other address, on every port: it is for
    the demonstration and for tests.
    """

    allow_loopback: bool = False
    ports: frozenset[int] = frozenset({80, 443})


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how large.

    `deadline_s` bounds one answer, from connecting to the last byte; `run_s` bounds all that one
    source is asked, waits included.
    """

    connect_s: float = 5.0
    deadline_s: float = 30.0
    run_s: float = 6 * 3_600.0
    wire_bytes: int = 128 * MIB
    body_bytes: int = 512 * MIB
    redirects: int = 5
    retries: int = 3
    backoff_s: float = 1.0
    longest_wait_s: float = 120.0
    longest_retry_after_s: float = DAY_S


@dataclass(frozen=True, slots=True)
class Timing:
    """The passing of time and a chance from 0 to 1, so that tests need not wait."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    now: Callable[[], datetime] = SystemClock().now
