"""Each fault of the wire has one right answer: a failure that says what it was."""

import time
from collections.abc import Callable

import pytest

from runtime.egress import (
    BadStatus,
    Broken,
    FetchFailed,
    Limits,
    NotFound,
    Refused,
    SourceFetch,
    TimedOut,
    TooLarge,
    Unreachable,
)
from tests.fakes.faultsource import FaultSource
from tests.fakes.faultsource.transport import PAGE
from tests.fixtures.faultsource import FakeResolver, Waits

Fetching = Callable[..., SourceFetch]
ONCE = 1
WITH_RETRIES = 4
FAULTS = [
    ("drip_headers/", TimedOut, "timed_out", WITH_RETRIES),
    ("drip_body/", TimedOut, "timed_out", WITH_RETRIES),
    ("silent/", TimedOut, "timed_out", WITH_RETRIES),
    ("endless_interim/", TimedOut, "timed_out", WITH_RETRIES),
    ("endless/", TooLarge, "too_large", ONCE),
    ("long_announced/", TooLarge, "too_large", ONCE),
    ("bomb/", TooLarge, "too_large", ONCE),
    ("coded/gzip,gzip", Refused, "refused_encoding", ONCE),
    ("coded/deflate", Refused, "refused_encoding", ONCE),
    ("coded/br", Refused, "refused_encoding", ONCE),
    ("coded/zstd", Refused, "refused_encoding", ONCE),
    ("gzip_cut/", Broken, "broken_gzip", WITH_RETRIES),
    ("gzip_damaged/", Broken, "broken_gzip", WITH_RETRIES),
    ("short_body/", Broken, "broken", WITH_RETRIES),
    ("not_http/", Broken, "broken", WITH_RETRIES),
    ("huge_headers/", Broken, "broken", WITH_RETRIES),
    ("status/500", BadStatus, "status_500", WITH_RETRIES),
    ("status/502", BadStatus, "status_502", WITH_RETRIES),
    ("status/503", BadStatus, "status_503", WITH_RETRIES),
    ("status/504", BadStatus, "status_504", WITH_RETRIES),
    ("status/429", BadStatus, "status_429", WITH_RETRIES),
    ("status/400", BadStatus, "status_400", ONCE),
    ("status/401", BadStatus, "status_401", ONCE),
    ("status/403", BadStatus, "status_403", ONCE),
    ("status/204", BadStatus, "status_204", ONCE),
    ("status/206", BadStatus, "status_206", ONCE),
    ("status/404", NotFound, "not_found", ONCE),
    ("status/410", NotFound, "gone", ONCE),
]


def _asked(fetch: SourceFetch, url: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught, fetch.open(url):
        pytest.fail("an answer came")
    return caught.value


@pytest.mark.parametrize(("path", "kind", "reason", "requests"), FAULTS)
def test_fault(
    path: str,
    kind: type[FetchFailed],
    reason: str,
    requests: int,
    faultsource: FaultSource,
    fetching: Fetching,
    waits: Waits,
) -> None:
    scenario, _, rest = path.partition("/")
    url = faultsource.url(scenario, rest)
    failure = _asked(fetching(limits=_tiny()), url)
    assert (type(failure), failure.reason, failure.url) == (kind, reason, url)
    assert len(faultsource.requests) == requests
    assert failure.temporary is (requests > 1)
    assert waits.seconds == [1.0, 2.0, 4.0][: requests - 1]


def _tiny() -> Limits:
    return Limits(connect_s=0.2, deadline_s=0.2, wire_bytes=1_000_000, body_bytes=2_000_000)


def test_a_drip_ends_at_the_deadline_of_the_whole_answer(
    faultsource: FaultSource, fetching: Fetching
) -> None:
    fetch = fetching(limits=Limits(deadline_s=0.4, retries=0))
    started = time.monotonic()
    assert isinstance(_asked(fetch, faultsource.url("drip_body")), TimedOut)
    assert time.monotonic() - started < 1.0


def test_a_refused_connection(closed_port: int, fetching: Fetching, waits: Waits) -> None:
    failure = _asked(fetching(), f"http://127.0.0.1:{closed_port}/")
    assert (type(failure), failure.reason) == (Unreachable, "unreachable")
    assert len(waits.seconds) == 3


def test_a_connection_that_nobody_takes(deaf_port: int, fetching: Fetching) -> None:
    fetch = fetching(limits=Limits(connect_s=0.2, deadline_s=5, retries=0))
    failure = _asked(fetch, f"http://127.0.0.1:{deaf_port}/")
    assert (type(failure), failure.reason) == (Unreachable, "connect_timed_out")


def test_a_name_that_is_not_known(fetching: Fetching, waits: Waits) -> None:
    failure = _asked(fetching(resolver=FakeResolver({})), "http://nowhere.test/")
    assert (type(failure), failure.reason) == (Unreachable, "name_unknown")
    assert "nowhere.test" in str(failure)
    assert len(waits.seconds) == 3


@pytest.mark.parametrize("path", ["good/", "coded/gzip", "coded/x-gzip", "gzip_file/", "flaky/503"])
def test_an_answer(path: str, faultsource: FaultSource, fetching: Fetching) -> None:
    scenario, _, rest = path.partition("/")
    with fetching().open(faultsource.url(scenario, rest)) as body:
        assert b"".join(body.chunks()) == PAGE
        assert b"".join(body.chunks()) == PAGE


def test_what_the_answer_says_of_itself(faultsource: FaultSource, fetching: Fetching) -> None:
    with fetching().open(faultsource.url("good")) as body:
        assert (body.content_type, body.charset) == ("application/json", "utf-8")


def test_what_we_say_of_ourselves(faultsource: FaultSource, fetching: Fetching) -> None:
    with fetching().open(faultsource.url("good"), headers={"accept": "text/csv", "HOST": "x"}):
        sent = faultsource.requests[0].headers
    assert sent == {
        "accept": "text/csv",
        "host": f"127.0.0.1:{faultsource.port}",
        "user-agent": "Fingerpost (+mailto:operator@fingerpost.example)",
        "accept-encoding": "gzip",
    }


def test_no_cookie_is_kept(faultsource: FaultSource, fetching: Fetching) -> None:
    fetch = fetching()
    for _ in range(2):
        with fetch.open(faultsource.url("cookies")):
            pass
    assert [asked.headers.get("cookie") for asked in faultsource.requests] == [None, None]


def test_one_connection_serves_many_requests(faultsource: FaultSource, fetching: Fetching) -> None:
    fetch = fetching()
    for _ in range(5):
        with fetch.open(faultsource.url("good")):
            pass
    assert (len(faultsource.requests), faultsource.connections) == (5, 1)


def test_a_deadline_of_the_source_replaces_the_usual(
    faultsource: FaultSource, fetching: Fetching
) -> None:
    from runtime.egress import Egress, EgressPolicy

    egress = Egress("x", policy=EgressPolicy(allow_loopback=True), limits=Limits(retries=0))
    started = time.monotonic()
    with egress.for_source(pause_s=0, deadline_s=0.2) as fetch:
        assert isinstance(_asked(fetch, faultsource.url("silent")), TimedOut)
    assert time.monotonic() - started < 1.0
