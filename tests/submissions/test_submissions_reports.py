"""Something wrong with a listing? Kept, counted, and settled by an operator."""

from datetime import timedelta
from pathlib import Path

import pytest

from directory.documents.reading import Reading
from directory.submissions.errors import NoSuchReport, TooMany
from directory.withdrawals import withdraw
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from journeys.report import report, reports_about, settle
from journeys.showing import ListingGone, ListingUnknown
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.identifiers import listing_id, record_id
from tests.fixtures.records import facts, record

CAFE = record("council", "1", "Chatty Café", "M33 7ZF")
LISTING = str(listing_id(record_id("council", "1")))


@pytest.fixture
def desk_of_reports(database: Database, clock: FrozenClock) -> Desk:
    """A desk that is asked for nothing but reports."""
    publish_records(database, facts("council"), [CAFE], clock)
    reading = Reading(database, clock)
    return Desk(
        database=database,
        reading=reading,
        clock=clock,
        secret=b"made up",
        index=None,  # type: ignore[arg-type]
        gazetteer=None,  # type: ignore[arg-type]
    )


def test_a_report_is_kept_until_it_is_settled(desk_of_reports: Desk) -> None:
    kept = report(desk_of_reports, LISTING, "contact_wrong", " The number rings elsewhere. ")
    (found,) = reports_about(desk_of_reports)
    assert found == kept
    assert found.text == "The number rings elsewhere."
    settle(desk_of_reports, kept.id)
    assert reports_about(desk_of_reports) == []
    assert [one.state for one in reports_about(desk_of_reports, settled=True)] == ["settled"]
    with pytest.raises(NoSuchReport):
        settle(desk_of_reports, "none")


def test_reports_about_safety_stand_first(desk_of_reports: Desk, clock: FrozenClock) -> None:
    report(desk_of_reports, LISTING, "closed", "")
    clock.at += timedelta(hours=1)
    report(desk_of_reports, LISTING, "safety", "I am worried about how people are treated.")
    assert [one.kind for one in reports_about(desk_of_reports)] == ["safety", "closed"]


def test_the_same_words_within_a_day_are_one_report(
    desk_of_reports: Desk, clock: FrozenClock
) -> None:
    first = report(desk_of_reports, LISTING, "closed", "It shut.")
    assert report(desk_of_reports, LISTING, "closed", "It shut.").id == first.id
    clock.at += timedelta(days=1)
    assert report(desk_of_reports, LISTING, "closed", "It shut.").id != first.id


def test_a_report_by_the_id_of_a_record_is_about_its_listing(desk_of_reports: Desk) -> None:
    own = str(record_id("council", "1"))
    assert report(desk_of_reports, own, "unclear", "When?").listing_id == LISTING


def test_listings_that_are_not_there_take_no_reports(desk_of_reports: Desk, tmp_path: Path) -> None:
    with pytest.raises(ListingUnknown):
        report(desk_of_reports, "7a6f2f0e-3a3f-4b52-8df0-7a8a63d0a001", "closed", "")
    now = desk_of_reports.clock.now()
    withdraw(desk_of_reports.database, tmp_path / "ledger", LISTING, "asked", now)
    with pytest.raises(ListingGone):
        report(desk_of_reports, LISTING, "closed", "")


def test_a_network_may_report_twenty_times_in_an_hour(desk_of_reports: Desk) -> None:
    for number in range(20):
        report(desk_of_reports, LISTING, "other", str(number), "2001:db8:1::1")
    with pytest.raises(TooMany):
        report(desk_of_reports, LISTING, "other", "more", "2001:db8:1:ffff::2")
    report(desk_of_reports, LISTING, "other", "more", "2001:db8:2::1")
