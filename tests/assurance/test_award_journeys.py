"""Kite marks from a file to the document that every door serves."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from directory.awards.changing import NoSuchAward, NothingToConfirm
from directory.awards.files import AwardsFileError
from directory.awards.reading import AwardView, awards
from directory.documents.reading import Reading
from directory.withdrawals import withdraw
from journeys.awards import confirm_award, revoke_award, shown_award
from journeys.publish import publish_records, republish_due
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.encoding import decode
from schema.identifiers import listing_id, record_id
from schema.record import Record
from schema.service import Service
from tests.fixtures.awards import (
    SCHEME,
    AwardsFileOf,
    LoadAwards,
    an_award,
    listing_subject,
    organization_subject,
    record_subject,
)
from tests.fixtures.records import facts, record
from tests.fixtures.tables import dump

CAFE = record("council", "1", "Chatty Café", "M33 7ZF")
DEBT = record("council", "2", "Debt Advice Sale", "M33 2AA")
CHARITY = {
    "id": "7a6f2f0e-3a3f-4b52-8df0-7a8a63d0a001",
    "name": "Example Charity",
    "description": "Made up.",
    "organization_identifiers": [
        {
            "id": "7a6f2f0e-3a3f-4b52-8df0-7a8a63d0a002",
            "identifier_scheme": "GB-CHC",
            "identifier_type": "Charity number",
            "identifier": "0000001",
        }
    ],
}


def listing_of(one: Record) -> str:
    return str(listing_id(record_id(one.source_id, one.key)))


def publish(database: Database, clock: FrozenClock, *records: Record) -> None:
    publish_records(database, facts(records[0].source_id), records, clock)


def shown(database: Database, clock: FrozenClock, one: Record | str) -> dict[str, Any]:
    stored = Reading(database, clock).document(
        "service", one if isinstance(one, str) else listing_of(one)
    )
    assert stored is not None
    decode(Service, stored.body)
    document: dict[str, Any] = orjson.loads(stored.body)
    return document


def every(database: Database, clock: FrozenClock) -> list[AwardView]:
    with database.reading() as connection:
        return awards(connection, clock.now())


def test_an_award_is_shown_in_the_standards_fields_and_in_ours(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    publish(database, clock, CAFE, DEBT)
    effects = load_file(an_award(listing_subject(listing_of(CAFE))))
    assert (effects.schemes, dict(effects.awards), effects.listings_changed) == (1, {"new": 1}, 1)
    document = shown(database, clock, CAFE)
    (award,) = document["awards"]
    assert award["scheme"] == "Example Kite Mark"
    assert (award["level"], award["tier"]) == ("Ready", "ready")
    assert award["does_not_cover"] == "The quality of single sessions."
    assert award["awarded_by"] == "Example Voluntary Council"
    assert award["valid_until"] == "2027-02-28"
    assert document["accreditations"] == (
        "Kite mark held: Example Kite Mark 2026, level Ready, awarded by Example Voluntary "
        "Council, valid from 2026-03-01 to 2027-02-28."
    )
    (term,) = [one["taxonomy_term"] for one in document["attributes"]]
    assert (term["taxonomy"], term["code"]) == ("Kite marks", "kitemark:example-mark:ready")
    assert "assured_date" not in document
    assert "awards" not in shown(database, clock, DEBT)


def test_an_award_expires_by_itself_and_every_tag_changes_with_it(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    publish(database, clock, CAFE)
    load_file(an_award(listing_subject(listing_of(CAFE))))
    reading = Reading(database, clock)
    held = reading.document("service", listing_of(CAFE))
    end = datetime(2027, 3, 1, tzinfo=UTC)
    assert held is not None
    assert held.valid_until == end
    clock.at = end - timedelta(microseconds=1)
    last = reading.document("service", listing_of(CAFE))
    clock.at = end
    after = reading.document("service", listing_of(CAFE))
    assert last is not None
    assert after is not None
    assert last.etag == held.etag != after.etag
    assert "awards" not in orjson.loads(after.body)
    assert after.valid_until is None
    assert republish_due(database, clock) == 1
    settled = reading.document("service", listing_of(CAFE))
    assert settled is not None
    assert settled.etag == after.etag
    assert reading.due() == []


def test_an_award_that_begins_later_begins_by_itself(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    publish(database, clock, CAFE)
    load_file(
        an_award(
            listing_subject(listing_of(CAFE)), valid_from="2026-12-01", valid_until="2027-11-30"
        )
    )
    assert "awards" not in shown(database, clock, CAFE)
    clock.at = datetime(2026, 12, 1, tzinfo=UTC)
    assert shown(database, clock, CAFE)["awards"]
    assert republish_due(database, clock) == 1


def test_the_same_file_twice_changes_nothing(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    publish(database, clock, CAFE)
    entry = an_award(listing_subject(listing_of(CAFE)))
    load_file(entry)
    before = dump(database)
    clock.at += timedelta(days=1)
    effects = load_file(entry)
    assert (dict(effects.awards), effects.listings_changed) == ({"unchanged": 1}, 0)
    assert dump(database) == before


def test_all_or_nothing_with_every_fault_named(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    publish(database, clock, CAFE)
    before = dump(database)
    good = an_award(listing_subject(listing_of(CAFE)))
    with pytest.raises(AwardsFileError) as raised:
        load_file(
            good,
            an_award(record_subject("council", "99")),
            an_award(listing_subject(listing_of(CAFE)), level="gold", valid_from="2026-03-02"),
            an_award(listing_subject(listing_of(CAFE)), valid_until="2027-03-01"),
        )
    told = str(raised.value).splitlines()
    assert told == [
        'marks.toml: award 2, subject: source "council" has no published record "99"; expected '
        "the key of a record that a harvest has met.",
        'marks.toml: award 3, level is "gold"; expected one of ready, assured.',
        "marks.toml: award 4, valid_until is 2027-03-01; expected 2027-02-28 at the latest, since "
        "Ready lasts 12 months.",
        "Nothing was loaded.",
    ]
    assert dump(database) == before


def test_an_edited_entry_corrects_the_award_and_keeps_what_it_was(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    publish(database, clock, CAFE)
    load_file(an_award(listing_subject(listing_of(CAFE))))
    effects = load_file(an_award(listing_subject(listing_of(CAFE)), valid_until="2026-12-31"))
    assert dict(effects.awards) == {"corrected": 1}
    assert shown(database, clock, CAFE)["awards"][0]["valid_until"] == "2026-12-31"
    events = dump(database)["award_event"]
    assert [event["kind"] for event in events] == ["loaded", "corrected"]
    assert '"valid_until":"2027-02-28"' in events[1]["note"]


def test_a_newer_award_supersedes(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    publish(database, clock, CAFE)
    subject = listing_subject(listing_of(CAFE))
    newer = an_award(subject, level="assured", valid_from="2026-11-01", valid_until="2028-10-31")
    load_file(an_award(subject), newer)
    (award,) = shown(database, clock, CAFE)["awards"]
    assert award["level"] == "Assured"
    assert {view.published["level"]: str(view.status) for view in every(database, clock)} == {
        "Ready": "superseded",
        "Assured": "active",
    }


def test_a_revoked_award_goes_at_once_and_loading_does_not_bring_it_back(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    publish(database, clock, CAFE)
    entry = an_award(listing_subject(listing_of(CAFE)))
    load_file(entry)
    (award,) = every(database, clock)
    assert revoke_award(database, clock, award.id, "Insurance lapsed").listings_changed == 1
    assert "awards" not in shown(database, clock, CAFE)
    assert dict(load_file(entry).awards) == {"revoked": 1}
    assert "awards" not in shown(database, clock, CAFE)
    assert revoke_award(database, clock, award.id, "again").listings_changed == 0
    assert every(database, clock)[0].revoked_reason == "Insurance lapsed"
    with pytest.raises(NoSuchAward):
        revoke_award(database, clock, "none", "why")


def test_an_award_of_an_organization_covers_its_listings_now_and_later(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    lunch = record("council", "8", "Lunch Club", "M33 1AA", organization=CHARITY)
    publish(database, clock, CAFE, lunch)
    effects = load_file(an_award(organization_subject("GB-CHC-0000001")))
    assert effects.listings_changed == 1
    assert shown(database, clock, lunch)["awards"][0]["covers"] == "organization"
    later = record("council", "9", "Tea Dance", "M33 1AB", organization=CHARITY)
    publish(database, clock, later)
    assert shown(database, clock, later)["awards"][0]["covers"] == "organization"
    assert "awards" not in shown(database, clock, CAFE)


def test_no_way_leads_from_a_feed_to_an_award(database: Database, clock: FrozenClock) -> None:
    claimed = {
        "awards": [
            {
                "id": "7a6f2f0e-3a3f-4b52-8df0-7a8a63d0a009",
                "scheme": "Example Kite Mark",
                "scheme_version": "2026",
                "level": "Assured",
                "tier": "assured",
                "meaning": "m",
                "does_not_cover": "d",
                "awarded_by": "Example Voluntary Council",
                "valid_from": "2026-01-01",
                "valid_until": "2030-01-01",
                "covers": "service",
            }
        ],
        "accreditations": " Kite mark held: Example Kite Mark.\nReported by x, unverified: Gold",
        "attributes": [
            {
                "id": "7a6f2f0e-3a3f-4b52-8df0-7a8a63d0a010",
                "taxonomy_term": {
                    "id": "7a6f2f0e-3a3f-4b52-8df0-7a8a63d0a011",
                    "name": "Example Kite Mark: Assured",
                    "description": "m",
                    "code": "kitemark:example-mark:assured",
                    "taxonomy": taxonomy,
                },
            }
            for taxonomy in ("kite MARKS", "Something else")
        ],
        "reported_accreditations": [
            {"text": "Gold", "source_id": "council", "source_title": "The council directory"}
        ],
    }
    posing = record("council", "5", "Posing Club", "M33 3AA", **claimed)
    publish(database, clock, posing)
    document = shown(database, clock, posing)
    assert "awards" not in document
    assert "attributes" not in document
    assert document["accreditations"] == "Reported by x, unverified: Gold"
    assert document["reported_accreditations"][0]["text"] == "Gold"
    assert dump(database)["award"] == []


def merged_away(
    database: Database, clock: FrozenClock, load_file: LoadAwards, subject: str
) -> tuple[str, str]:
    """Give an award to the younger of two listings that then become one: its id, and the elder."""
    publish(database, clock, record("elder", "1", "Chatty Café Sale", "M33 7ZF"))
    clock.at += timedelta(hours=1)
    publish(database, clock, CAFE)
    load_file(an_award(subject))
    clock.at += timedelta(hours=1)
    publish(database, clock, record("elder", "1", "Chatty Café", "M33 7ZF"))
    return listing_of(CAFE), listing_of(record("elder", "1"))


@pytest.mark.parametrize(
    "subject", [listing_subject(listing_of(CAFE)), record_subject("council", "1")]
)
def test_merging_never_widens_an_award_until_a_person_confirms(
    database: Database, clock: FrozenClock, load_file: LoadAwards, subject: str
) -> None:
    younger, elder = merged_away(database, clock, load_file, subject)
    stored = Reading(database, clock).document("service", younger)
    assert stored is not None
    assert (stored.state, stored.successor) == ("merged", elder)
    assert "awards" not in shown(database, clock, elder)
    (waiting,) = every(database, clock)
    assert waiting.waits_for == elder
    load_file(an_award(subject))
    assert "awards" not in shown(database, clock, elder)
    assert confirm_award(database, clock, waiting.id).listings_changed == 1
    assert shown(database, clock, elder)["awards"][0]["id"] == waiting.id
    with pytest.raises(NothingToConfirm):
        confirm_award(database, clock, waiting.id)


def test_a_crash_after_loading_leaves_nothing_shown_that_is_not_so(
    database: Database,
    clock: FrozenClock,
    load_file: LoadAwards,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(database, clock, CAFE)
    with monkeypatch.context() as broken:
        broken.setattr("journeys.awards.republish", _crash)
        with pytest.raises(KeyboardInterrupt):
            load_file(an_award(listing_subject(listing_of(CAFE))))
    assert shown(database, clock, CAFE)["awards"]
    assert republish_due(database, clock) == 1


def _crash(*_arguments: object) -> int:
    raise KeyboardInterrupt


def test_a_scheme_with_awards_is_not_changed_under_them(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    publish(database, clock, CAFE)
    load_file(scheme=SCHEME.replace("The basics were", "The basic things were"))
    load_file(an_award(listing_subject(listing_of(CAFE))))
    with pytest.raises(AwardsFileError, match="expected a new version"):
        load_file(scheme=SCHEME.replace("single sessions", "anything"))


def test_a_listing_withdrawn_later_does_not_spoil_the_file(
    database: Database, clock: FrozenClock, load_file: LoadAwards, tmp_path: Path
) -> None:
    publish(database, clock, CAFE, DEBT)
    first = an_award(listing_subject(listing_of(CAFE)))
    load_file(first)
    withdraw(database, tmp_path / "ledger", listing_of(CAFE), "asked for it", clock.now())
    effects = load_file(first, an_award(listing_subject(listing_of(DEBT))))
    assert dict(effects.awards) == {"unchanged": 1, "new": 1}


@pytest.mark.parametrize(
    "subject", [listing_subject(listing_of(CAFE)), record_subject("council", "1")]
)
def test_an_award_of_a_withdrawn_listing_says_so_and_names_no_listing(
    database: Database, clock: FrozenClock, load_file: LoadAwards, tmp_path: Path, subject: str
) -> None:
    publish(database, clock, CAFE)
    load_file(an_award(subject))
    withdraw(database, tmp_path / "ledger", listing_of(CAFE), "asked for it", clock.now())
    (view,) = every(database, clock)
    assert (str(view.status), view.withdrawn) == ("withdrawn", True)
    told = shown_award(view)
    assert told["status"] == "withdrawn"
    assert listing_of(CAFE) not in str(told)
    clock.at += timedelta(days=200)
    assert str(every(database, clock)[0].status) == "expired"
    assert listing_of(CAFE) not in str(shown_award(every(database, clock)[0]))


def test_an_award_of_a_listing_that_its_source_dropped_holds_nowhere(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    publish(database, clock, CAFE, DEBT)
    load_file(an_award(listing_subject(listing_of(CAFE))))
    publish_records(database, facts("council"), [DEBT], clock, complete=True)
    assert str(every(database, clock)[0].status) == "withdrawn"
    publish(database, clock, CAFE)
    assert str(every(database, clock)[0].status) == "active"


def test_a_file_that_cannot_be_read_is_told(
    awards_file: AwardsFileOf, load_file: LoadAwards
) -> None:
    with pytest.raises(AwardsFileError, match="is not TOML"):
        load_file("[[award")
    with pytest.raises(AwardsFileError, match="scheme 1, colour is not a known key"):
        load_file(scheme=SCHEME.replace("[[scheme.level]]", 'colour = "red"\n[[scheme.level]]', 1))


def test_an_award_that_begins_later_is_waited_for_and_not_computed_again_and_again(
    database: Database, clock: FrozenClock, load_file: LoadAwards
) -> None:
    publish(database, clock, CAFE)
    subject = listing_subject(listing_of(CAFE))
    load_file(an_award(subject, valid_from="2027-01-01", valid_until="2027-12-31"))
    reading, before = Reading(database, clock), Reading(database, clock).generation()
    assert reading.due() == []
    assert reading.generation() == before
    clock.at = datetime(2027, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert reading.due() == [listing_of(CAFE)]
    assert republish_due(database, clock) == 1
    assert reading.due() == []
