"""We ask no faster than agreed, and wait as long as a source wants, within reason."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.egress import BadStatus, Egress, Limits, Refused, SourceFetch, Timing
from runtime.egress.pace import Pace, retry_after, wait_before_retry
from runtime.egress.policy import DAY_S
from tests.fakes.faultsource import FaultSource
from tests.fixtures.faultsource import LOOPBACK, NOON, Waits

Fetching = Callable[..., SourceFetch]


@pytest.mark.parametrize(
    ("header", "waited"),
    [("seconds", [7.0]), ("date", [9.0]), ("past", [0.0]), ("negative", [1.0]), ("garbage", [1.0])],
)
def test_retry_after_is_kept_to(
    header: str, waited: list[float], faultsource: FaultSource, fetching: Fetching, waits: Waits
) -> None:
    with fetching().open(faultsource.url("retry_after", header)) as body:
        assert b"".join(body.chunks())
    assert waits.seconds == waited


def test_a_long_retry_after_is_left_to_the_next_run(
    faultsource: FaultSource, fetching: Fetching, waits: Waits
) -> None:
    with (
        pytest.raises(BadStatus) as caught,
        fetching().open(faultsource.url("retry_after", "absurd")),
    ):
        pytest.fail("a source that asks for a day was asked again")
    assert caught.value.retry_after_s == DAY_S
    assert (waits.seconds, len(faultsource.requests)) == ([], 1)


@given(st.text(max_size=40))
def test_no_retry_after_is_longer_than_a_day_or_negative(header: str) -> None:
    wait_s = retry_after(header, NOON, DAY_S)
    assert wait_s is None or 0 <= wait_s <= DAY_S


@pytest.mark.parametrize("header", ["0", "00012", "9" * 400, "٣", "1.5", "+3"])
def test_only_plain_digits_are_seconds(header: str) -> None:
    expected = {"0": 0.0, "00012": 12.0, "9" * 400: DAY_S}.get(header)
    assert retry_after(header, NOON, DAY_S) == expected


def test_a_date_counts_from_our_own_clock() -> None:
    text = "Sat, 21 Nov 2026 12:00:30 GMT"
    assert retry_after(text, NOON, DAY_S) == 30
    assert retry_after(text, NOON + timedelta(minutes=5), DAY_S) == 0


@pytest.mark.parametrize(("chance", "waited"), [(0.0, [0.5, 1.0, 2.0]), (1.0, [1.0, 2.0, 4.0])])
def test_the_wait_doubles_and_trembles(chance: float, waited: list[float]) -> None:
    failure = BadStatus("http://a.example/", 503)
    timing = Timing(chance=lambda: chance)
    waits = [wait_before_retry(failure, attempt, Limits(), timing) for attempt in (1, 2, 3)]
    assert waits == waited
    assert wait_before_retry(failure, 4, Limits(), timing) is None


def test_requests_to_one_host_are_kept_apart(waits: Waits) -> None:
    timing = Timing(monotonic=lambda: 100.0, sleep=waits.seconds.append)
    pace = Pace(timing)
    for host in ("a.example", "a.example", "b.example", "a.example"):
        pace.wait(host, 1.5)
    assert waits.seconds == [1.5, 3.0]


def test_two_sources_on_one_host_share_its_pace(faultsource: FaultSource, waits: Waits) -> None:
    timing = Timing(monotonic=lambda: 100.0, sleep=waits.seconds.append)
    egress = Egress("x", policy=LOOPBACK, timing=timing)
    with egress.for_source(pause_s=1.5) as one, egress.for_source(pause_s=1.5) as other:
        for fetch in (one, other, one):
            with fetch.open(faultsource.url("good")):
                pass
    assert (waits.seconds, len(faultsource.requests)) == ([1.5, 3.0], 3)


def test_one_source_does_not_take_for_ever(faultsource: FaultSource, fetching: Fetching) -> None:
    now = [0.0]
    timing = Timing(monotonic=lambda: now[0], sleep=lambda _: None)
    fetch = fetching(limits=Limits(run_s=50), timing=timing)
    with fetch.open(faultsource.url("good")):
        now[0] = 51.0
    with pytest.raises(Refused, match="more than 50 seconds"), fetch.open(faultsource.url("good")):
        pytest.fail("a source was asked past its time")
    assert len(faultsource.requests) == 1


def test_threads_do_not_take_the_same_turn() -> None:
    waited: list[float] = []
    pace = Pace(Timing(monotonic=lambda: 0.0, sleep=waited.append))
    threads = [threading.Thread(target=pace.wait, args=("a.example", 1.0)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waited) == [1, 2, 3, 4, 5, 6, 7]


def test_a_contact_is_needed_that_fits_into_a_header() -> None:
    for contact in ("", "a\r\nX-Evil: 1", "café"):
        with pytest.raises(ValueError, match="contact"):
            Egress(contact)
