"""Pages that repeat, shift, lie or fail: what is read is right, and what is missing is said."""

from collections.abc import Callable

import pytest

from harvesters.notes import FeedFailed
from runtime.egress import Limits
from tests.fakes.faultsource import FaultSource
from tests.fixtures.faultsource import Waits
from tests.fixtures.reading import Read

Reading = Callable[..., Read]
ALL = [1, 2, 3, 4, 5, 6]
WHOLE = ""


@pytest.mark.parametrize(
    ("path", "ids", "reason"),
    [
        ("steady/", ALL, WHOLE),
        ("one_by_one/", ALL, WHOLE),
        ("empty_middle/", ALL, WHOLE),
        ("always_last/", ALL, WHOLE),
        ("totals/zero", ALL, WHOLE),
        ("totals/negative", ALL, WHOLE),
        ("totals/words", ALL, WHOLE),
        ("totals/true", ALL, WHOLE),
        ("totals/digits", ALL, WHOLE),
        ("totals/less", ALL, "states 4 records, 6 different"),
        ("totals/more", ALL, "states 9 records, 6 different"),
        ("totals/absurd", ALL, "states 1000000000000 records, 6 different"),
        ("odd_pages/zero", ALL, WHOLE),
        ("odd_pages/one", ALL, WHOLE),
        ("odd_pages/negative", ALL, WHOLE),
        ("odd_pages/none", ALL, WHOLE),
        ("odd_pages/absurd", ALL, WHOLE),
        ("odd_pages/words", ALL, WHOLE),
        ("same_page/", [1, 2, 1, 2], "states 6 records, 2 different"),
        ("never_empty/", [*ALL, 5, 6], "page 4 holds nothing but records of pages before it"),
        ("shifting/", [1, 2, 2, 3, 4, 5, 6], "stated 6 records, then 7"),
        ("html_page/", [1, 2, 5, 6], "page 2 could not be read: a web page"),
        ("missing_page/", [1, 2, 3, 4], "states 6 records, 4 different"),
        ("missing_page/silent", [1, 2, 3, 4], "page 3 is not there, and no total is stated"),
        ("dies/", [1, 2], "page 4 could not be read"),
        ("twice/", [1, 2, 3, 1], WHOLE),
        ("twice/other", [1, 2, 3, 1], WHOLE),
        ("emptied/", [], "states 874 records, 0 different"),
        ("empty/", [], WHOLE),
        ("cut_without_length/", [1], "states 3 records, 1 different"),
        ("cut_in_a_record/", [1, 2], "page 1 could not be read: the JSON ends in the middle"),
    ],
)
def test_pages(
    path: str, ids: list[int], reason: str, faultsource: FaultSource, reading: Reading
) -> None:
    scenario, _, rest = path.partition("/")
    read = reading("open_referral", faultsource.url(scenario, rest))
    assert read.ids == ids
    assert read.whole is (reason == WHOLE)
    assert reason in "; ".join(read.notes.incomplete)


def test_a_bad_page_costs_itself_alone(faultsource: FaultSource, reading: Reading) -> None:
    read = reading("open_referral", faultsource.url("bad_page", "500"))
    assert read.ids == [1, 2, 3, 4, *range(7, 17)]
    assert read.notes.incomplete[0].startswith("page 3 could not be read: answered with status 500")
    assert len([asked for asked in faultsource.requests if asked.page == 3]) == 4


@pytest.mark.parametrize(
    ("path", "temporary"),
    [("bad_page/500", True), ("dies/", True), ("bad_page/403", False), ("html_page/", False)],
)
def test_what_may_be_there_soon_is_told_apart(
    path: str, temporary: bool, faultsource: FaultSource, reading: Reading
) -> None:
    scenario, _, rest = path.partition("/")
    read = reading("open_referral", faultsource.url(scenario, rest))
    assert not read.whole
    assert read.notes.temporary is temporary


@pytest.mark.parametrize("status", ["401", "403", "429"])
def test_a_source_that_forbids_is_left_alone(
    status: str, faultsource: FaultSource, reading: Reading
) -> None:
    read = reading("open_referral", faultsource.url("bad_page", status))
    assert read.ids == [1, 2, 3, 4]
    assert not read.whole
    assert max(asked.page for asked in faultsource.requests) == 3


def test_a_page_that_asks_for_an_hour_is_not_waited_for(
    faultsource: FaultSource, reading: Reading, waits: Waits
) -> None:
    read = reading("open_referral", faultsource.url("busy_page"))
    assert (read.ids, read.whole, waits.seconds) == ([1, 2], False, [])
    assert [asked.page for asked in faultsource.requests] == [1, 2]
    assert read.notes.retry_after_s == 3_600


def test_a_dead_source_is_given_up_after_three_pages(
    faultsource: FaultSource, reading: Reading, waits: Waits
) -> None:
    reading("open_referral", faultsource.url("dies"))
    assert {asked.page for asked in faultsource.requests} == {1, 2, 3, 4}
    assert len(faultsource.requests) == 1 + 3 * 4
    assert len(waits.seconds) == 3 * 3


def test_a_steady_feed_is_asked_for_each_page_once(
    faultsource: FaultSource, reading: Reading
) -> None:
    read = reading("open_referral", faultsource.url("steady"))
    assert [asked.page for asked in faultsource.requests] == [1, 2, 3]
    assert (read.notes.stated_total, read.notes.pages, read.notes.records) == (6, 3, 6)
    assert faultsource.requests[0].query["per_page"] == "100"
    assert faultsource.requests[0].headers["accept"] == "application/json"


def test_the_feeds_own_query_is_kept(faultsource: FaultSource, reading: Reading) -> None:
    url = faultsource.url("steady", "?taxonomy_id=a%20b&page=9&per_page=7")
    reading("open_referral", url, page_size=50, max_pages=1)
    reading("open_referral", url, max_pages=1)
    first, second = (asked.query for asked in faultsource.requests)
    assert first == {"taxonomy_id": "a b", "page": "1", "per_page": "50"}
    assert second == {"taxonomy_id": "a b", "page": "1", "per_page": "7"}


def test_a_page_size_that_is_ignored(faultsource: FaultSource, reading: Reading) -> None:
    read = reading("open_referral", faultsource.url("all_at_once"))
    assert (len(read.said), read.whole) == (5_000, True)
    assert {asked.page for asked in faultsource.requests} == {1}


@pytest.mark.parametrize(
    ("settings", "count", "reason"),
    [({"max_pages": 4}, 8, "max_pages, 4"), ({"max_records": 5}, 5, "max_records, 5")],
)
def test_an_endless_feed_is_stopped(
    settings: dict[str, int], count: int, reason: str, faultsource: FaultSource, reading: Reading
) -> None:
    read = reading("open_referral", faultsource.url("endless_pages"), **settings)
    assert len(read.said) == count
    assert reason in read.notes.incomplete[0]


def test_a_cap_that_is_just_enough_is_no_fault(faultsource: FaultSource, reading: Reading) -> None:
    assert reading("open_referral", faultsource.url("steady"), max_records=6, max_pages=3).whole


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("html/", "not_json"),
        ("nothing/", "not_json"),
        ("aliss/", "no_records"),
        ("status/403", "status_403"),
        ("status/404", "not_found"),
        ("status/410", "gone"),
        ("status/500", "status_500"),
        ("drip_body/", "timed_out"),
        ("short_body/", "broken"),
        ("bomb/", "too_large"),
        ("redirect_loop/a", "refused_redirects"),
    ],
)
def test_a_feed_that_cannot_be_read_is_never_no_records(
    path: str, reason: str, faultsource: FaultSource, reading: Reading
) -> None:
    scenario, _, rest = path.partition("/")
    with pytest.raises(FeedFailed) as caught:
        reading("open_referral", faultsource.url(scenario, rest))
    assert caught.value.reason == reason


def test_a_web_page_is_named_as_one(faultsource: FaultSource, reading: Reading) -> None:
    with pytest.raises(FeedFailed, match=r"a web page .* came instead of JSON") as caught:
        reading("open_referral", faultsource.url("html"))
    assert not caught.value.temporary


def test_a_failure_carries_what_the_source_asked_for(
    faultsource: FaultSource, reading: Reading
) -> None:
    with pytest.raises(FeedFailed) as caught:
        reading("open_referral", faultsource.url("retry_after", "absurd"))
    assert (caught.value.temporary, caught.value.retry_after_s) == (True, 86_400)


def test_json_under_a_wrong_label_is_read(faultsource: FaultSource, reading: Reading) -> None:
    read = reading("open_referral", faultsource.url("json_as_html"))
    assert (read.ids, read.whole) == ([1, 2, 3], True)
    assert "labelled as text/html" in read.notes.warnings[0]


def test_an_empty_feed_says_so(faultsource: FaultSource, reading: Reading) -> None:
    read = reading("open_referral", faultsource.url("empty"))
    assert (read.said, read.notes.stated_total) == ([], 0)
    assert read.notes.warnings == ["the feed holds no records"]


def test_ids_are_passed_on_as_they_are(faultsource: FaultSource, reading: Reading) -> None:
    read = reading("open_referral", faultsource.url("odd_ids"))
    assert read.ids == [None, "", "x" * 10_000, "café ☕", 7, "7 "]
    assert read.whole


def test_a_member_named_twice_is_counted(faultsource: FaultSource, reading: Reading) -> None:
    read = reading("open_referral", faultsource.url("double_members"))
    assert read.said[0]["name"] == "Made-up lunch club 1"
    assert read.notes.warnings == [
        "an object names a member twice; the last was kept (at record 1)"
    ]


@pytest.mark.parametrize("spoil", ["syntax", "deep", "number"])
def test_a_spoilt_record_costs_itself_and_the_completeness(
    spoil: str, faultsource: FaultSource, reading: Reading
) -> None:
    read = reading("open_referral", faultsource.url("spoilt", spoil))
    assert read.ids == [1, 3]
    assert read.notes.incomplete[0].startswith("record 2 was left out: it ")


@pytest.mark.parametrize(
    ("spoil", "member", "kept"),
    [
        ("nan", "minimum_age", None),
        ("nan", "maximum_age", None),
        ("nan", "x", None),
        ("digits", "minimum_age", "9" * 5_000),
        ("nul", "name", "ab"),
        ("surrogate", "name", "a\ufffdb"),
    ],
)
def test_an_odd_value_is_made_harmless_and_noted(
    spoil: str, member: str, kept: object, faultsource: FaultSource, reading: Reading
) -> None:
    read = reading("open_referral", faultsource.url("spoilt", spoil))
    assert read.said[1][member] == kept
    assert read.whole
    assert read.notes.warnings


def test_details_are_added_where_they_can_be_had(
    faultsource: FaultSource, reading: Reading
) -> None:
    read = reading("open_referral", faultsource.url("details", "services"), details=True)
    assert [said.get("description") for said in read.said] == ["In full", None, None, None]
    assert [said["name"] for said in read.said] == [f"Made-up lunch club {n}" for n in (1, 2, 3, 4)]
    assert read.whole
    assert "a detail could not be read" in read.notes.warnings[0]
    assert "3 times" in read.notes.warnings[0]


def test_details_are_not_asked_for_unless_wanted(
    faultsource: FaultSource, reading: Reading
) -> None:
    reading("open_referral", faultsource.url("details", "services"))
    assert len(faultsource.requests) == 1


def test_details_are_given_up_after_five_failures(
    faultsource: FaultSource, reading: Reading
) -> None:
    read = reading("open_referral", faultsource.url("no_details", "services"), details=True)
    assert len(read.said) == 12
    assert len(faultsource.requests) == 1 + 5
    assert read.notes.incomplete[0].startswith("details were given up after 5 failures in a row")


def test_a_slow_detail_ends_at_its_deadline(
    faultsource: FaultSource, fetching: Callable[..., object]
) -> None:
    from tests.fixtures.reading import read_through

    fetch = fetching(limits=Limits(deadline_s=0.1, retries=0))
    read = read_through(fetch, "open_referral", faultsource.url("slow_details", "s"), details=True)
    assert (read.ids, read.whole) == ([1, 2], True)
    assert "2 times" in read.notes.warnings[0]
