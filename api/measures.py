"""What is counted while requests are answered: by template of route, never by address or words.

No label holds anything that a caller can choose, so that there are only so many series, and none
of them says where somebody is.
"""

from collections.abc import Callable, Mapping
from functools import cache
from time import perf_counter
from typing import Any, TypeVar, cast

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

disable_created_metrics()  # type: ignore[no-untyped-call]

T = TypeVar("T")
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
BOUNDS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
STAGES = {
    "find": "place",
    "search": "engine",
    "search_many": "engine",
    "suggest": "engine",
    "wanted": "documents",
    "documents": "documents",
}
"""The methods of the parts that a search goes through, and the stage that each is."""
TAKEN_LATER = frozenset(("wanted",))
"""What these give is timed as well, and counts with them once it is taken. Documents may be wanted
and begun while the engine is still at work; that counts for both."""

REQUESTS = Counter("fingerpost_requests", "Requests answered.", ("method", "route", "status"))
REQUEST_SECONDS = Histogram(
    "fingerpost_request_seconds", "Time until an answer was sent.", ("route",), buckets=BOUNDS_S
)
UNDER_WAY = Gauge(
    "fingerpost_requests_under_way", "Requests being answered.", multiprocess_mode="livesum"
)
STAGE_SECONDS = Histogram(
    "fingerpost_search_stage_seconds",
    "Time of a stage of searching: place, engine or documents.",
    ("stage",),
    buckets=BOUNDS_S,
)
PAGES = Counter("fingerpost_pages", "Pages asked of the cache: hit or miss.", ("outcome",))
DOCUMENTS = Counter(
    "fingerpost_documents", "Listings asked of those that are kept: hit or miss.", ("outcome",)
)
CONNECTIONS = Gauge(
    "fingerpost_database_connections",
    "Connections of the pool, by state: used or idle.",
    ("state",),
    multiprocess_mode="livesum",
)


def count_request(method: str, route: str, status: int, elapsed_s: float) -> None:
    """One request that was answered."""
    known = method if method in METHODS else "other"
    answered, seconds = _series(known, route, status)
    answered.inc()
    seconds.observe(elapsed_s)


@cache
def _series(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(method, route, str(status)), REQUEST_SECONDS.labels(route)


def count_page(hit: bool) -> None:
    """One page asked of the cache."""
    PAGES.labels("hit" if hit else "miss").inc()


def count_documents(hits: int, misses: int) -> None:
    """So many listings asked of those that are kept."""
    _documents("hit").inc(hits)
    _documents("miss").inc(misses)


@cache
def _documents(outcome: str) -> Counter:
    return DOCUMENTS.labels(outcome)


class _Timed:
    """Stands before a part and times the methods that are stages; the rest is the part's own."""

    def __init__(self, part: Any, stages: Mapping[str, str]) -> None:
        self._part = part
        self._stages = stages

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._part, name)
        if name not in self._stages or not callable(found):
            return found
        timing = _timed_until_taken if name in TAKEN_LATER else _timed_call
        self.__dict__[name] = measured = timing(found, self._stages[name])
        return measured


def timed(part: T, stages: Mapping[str, str] = STAGES) -> T:
    """The same part, whose `stages` are timed."""
    return cast(T, _Timed(part, stages))


def _timed_call(call: Callable[..., Any], stage: str) -> Callable[..., Any]:
    seconds = STAGE_SECONDS.labels(stage)

    def measured(*given: Any, **named: Any) -> Any:
        began = perf_counter()
        try:
            return call(*given, **named)
        finally:
            seconds.observe(perf_counter() - began)

    return measured


def _timed_until_taken(call: Callable[..., Any], stage: str) -> Callable[..., Any]:
    seconds = STAGE_SECONDS.labels(stage)

    def wanted(*given: Any, **named: Any) -> _TimedWanted:
        began = perf_counter()
        return _TimedWanted(call(*given, **named), seconds, began)

    return wanted


class _TimedWanted:
    """What whoever wants documents waits for, not what goes on in between: one observation."""

    __slots__ = ("_seconds", "_spent_s", "_wanted")

    def __init__(self, wanted: Any, seconds: Histogram, began: float) -> None:
        self._wanted, self._seconds = wanted, seconds
        self._spent_s = perf_counter() - began

    @property
    def lacks(self) -> bool:
        return bool(self._wanted.lacks)

    def begin(self) -> None:
        began = perf_counter()
        self._wanted.begin()
        self._spent_s += perf_counter() - began

    def documents(self) -> Any:
        began = perf_counter()
        try:
            return self._wanted.documents()
        finally:
            self._seconds.observe(self._spent_s + perf_counter() - began)

    def drop(self) -> None:
        self._wanted.drop()
