"""A group's own listing, from being sent to being closed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, get_args

import orjson
import pytest

from directory.documents.stored import Stored
from directory.submissions.errors import (
    KeyReused,
    NotYours,
    TooMany,
    Unusable,
    WrongMoment,
)
from journeys.keeping.alike import matches
from journeys.keeping.desk import Desk
from journeys.keeping.form import SubmissionForm
from journeys.keeping.record import FACTS, preview
from journeys.moderate import ask, case, publish, queue, refuse, reissue
from journeys.publish import publish_records
from journeys.submit import change, close, confirm, look, publish_due, submit
from places.gazetteer import Gazetteer
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.accessibility import NAMED_FEATURES
from schema.encoding import decode
from schema.identifiers import record_id
from schema.service import AccessMode, Joining, Service
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, codes
from schema.vocabulary import CATEGORIES, NEEDS
from tests.fixtures.desk import PRIVATE, Files, a_form, changes
from tests.fixtures.records import facts, record
from tests.fixtures.tables import dump

BY = "Moderator of Example Council"


def public(desk: Desk, submission_id: str) -> Stored:
    stored = desk.reading.document("service", str(record_id(FACTS.id, submission_id)))
    assert stored is not None
    return stored


def shown(desk: Desk, submission_id: str) -> dict[str, Any]:
    stored = public(desk, submission_id)
    decode(Service, stored.body)
    document: dict[str, Any] = orjson.loads(stored.body)
    return document


def published(desk: Desk, **fields: Any) -> tuple[str, str]:
    """A listing that was sent and published: its id and its token."""
    receipt = submit(desk, a_form(**fields))
    assert receipt.token is not None
    publish(desk, receipt.id, BY)
    return receipt.id, receipt.token


def test_a_listing_is_published_by_a_moderator_and_not_before(desk: Desk) -> None:
    receipt = submit(desk, a_form())
    assert (receipt.state, receipt.is_new, receipt.issues) == ("submitted", True, ())
    assert desk.reading.total() == 0
    assert [one.id for one in queue(desk)] == [receipt.id]
    publish(desk, receipt.id, BY)
    document = shown(desk, receipt.id)
    assert document["name"] == "Thursday Tea and Talk"
    assert document["status"] == "active"
    assert document["information_checked"] == {
        "on": "2026-11-21",
        "by": "Thursday Tea and Talk",
        "method": "stated by the group",
    }
    assert document["schedules"]
    assert document["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] == (
        "M33 7ZF"
    )
    assert [one["source_id"] for one in document["sources"]] == ["submissions"]
    assert queue(desk) == []
    assert desk.index.health().listings == 1


def test_a_published_listing_passes_the_standards(
    desk: Desk, hsds_errors: Any, oruk_errors: Any
) -> None:
    submission_id, _token = published(desk, url="https://group.example/tea", cost="£2", free=False)
    document = shown(desk, submission_id)
    assert hsds_errors(document) == []
    assert oruk_errors(document) == []


def test_what_is_not_understood_is_answered_in_plain_words(desk: Desk) -> None:
    receipt = submit(desk, a_form(postcode="ZZ99 9ZZ", phone="ring Mabel"))
    told = {one.field.rpartition(".")[2]: str(one) for one in receipt.issues}
    assert any("ZZ99 9ZZ" in one for one in told.values())
    assert any("ring Mabel" in one for one in told.values())


def test_a_name_that_says_nothing_is_refused_and_nothing_is_saved(
    desk: Desk, database: Database
) -> None:
    with pytest.raises(Unusable):
        submit(desk, a_form(name="."))
    assert dump(database)["submission"] == []


def test_fifty_at_once_make_one(desk: Desk, database: Database) -> None:
    with ThreadPoolExecutor(16) as pool:
        receipts = list(pool.map(lambda _: submit(desk, a_form()), range(50)))
    assert len(dump(database)["submission"]) == 1
    assert len({receipt.id for receipt in receipts}) == 1
    assert len({receipt.token for receipt in receipts}) == 1
    assert sum(receipt.is_new for receipt in receipts) == 1


def test_fifty_at_once_with_a_key_make_one(desk: Desk, database: Database) -> None:
    with ThreadPoolExecutor(16) as pool:
        receipts = list(pool.map(lambda _: submit(desk, a_form(), key="k"), range(50)))
    assert len(dump(database)["submission"]) == 1
    assert sum(receipt.is_new for receipt in receipts) == 1


def test_a_key_serves_one_body_for_a_day(desk: Desk, clock: FrozenClock) -> None:
    first = submit(desk, a_form(), key="k")
    with pytest.raises(KeyReused):
        submit(desk, a_form(name="Another Group"), key="k")
    clock.at += timedelta(days=1)
    assert submit(desk, a_form(name="Another Group"), key="k").id != first.id


def test_a_key_first_seen_on_a_repeat_serves_that_body(desk: Desk, database: Database) -> None:
    first = submit(desk, a_form())
    again = submit(desk, a_form(), key="k")
    assert (again.id, again.token, again.is_new) == (first.id, first.token, False)
    with pytest.raises(KeyReused):
        submit(desk, a_form(name="Another Group"), key="k")
    assert submit(desk, a_form()).id == first.id
    assert len(dump(database)["submission"]) == 1


def test_a_key_that_repeats_two_bodies_at_once_serves_one(desk: Desk, database: Database) -> None:
    forms = [a_form(name=f"Group {number}") for number in range(8)]
    for form in forms[:4]:
        submit(desk, form)

    def sent(form: SubmissionForm) -> str | None:
        try:
            return submit(desk, form, key="k").id
        except KeyReused:
            return None

    with ThreadPoolExecutor(16) as pool:
        served = list(pool.map(sent, forms * 4))
    assert len({one for one in served if one}) == 1
    assert sum(one is not None for one in served) == 4
    assert len(dump(database)["submission"]) in (4, 5)


def test_with_a_key_and_without_at_once_make_one(desk: Desk, database: Database) -> None:
    with ThreadPoolExecutor(16) as pool:
        receipts = list(pool.map(lambda key: submit(desk, a_form(), key=key), ["k", None] * 20))
    assert sum(receipt.is_new for receipt in receipts) == 1
    assert len(dump(database)["submission"]) == 1
    with pytest.raises(KeyReused):
        submit(desk, a_form(name="Another Group"), key="k")


def test_a_repeat_is_not_shown_the_token_once_others_can_know_the_body(desk: Desk) -> None:
    receipt = submit(desk, a_form(), key="k")
    assert submit(desk, a_form(), key="k").token == receipt.token
    publish(desk, receipt.id, BY)
    again = submit(desk, a_form(), key="k")
    assert (again.id, again.token, again.is_new) == (receipt.id, None, False)


def test_no_token_is_kept_in_clear(desk: Desk, files: Files, database: Database) -> None:
    receipt = submit(desk, a_form())
    assert receipt.token is not None
    second = reissue(desk, receipt.id, BY)
    look(desk, second)
    for token in (receipt.token, second):
        secret = token.removeprefix("fp_edit_")
        assert files.hold(secret) == []
        assert secret not in str(dump(database))


def test_the_private_contact_is_in_no_document_record_index_or_search(
    desk: Desk, database: Database, files: Files
) -> None:
    submission_id, token = published(desk)
    confirm(desk, token)
    kept = dump(database)
    assert PRIVATE in str(kept.pop("submission"))
    assert PRIVATE not in str(kept)
    assert "900123" not in str(kept)
    assert PRIVATE.encode() not in public(desk, submission_id).body
    assert not [name for name in files.hold(PRIVATE) if not name.startswith("fingerpost.sqlite3")]
    assert PRIVATE not in str(look(desk, token))
    assert case(desk, submission_id).submission.contact["email"] == PRIVATE


def test_times_change_at_once_and_a_new_place_waits(desk: Desk) -> None:
    submission_id, token = published(desk)
    own = change(desk, token, changes(hours="Mondays 10am to 12pm", postcode="M33 2AA"))
    assert own.state == "published"
    assert own.proposed == {"postcode": "M33 2AA"}
    document = shown(desk, submission_id)
    assert "MO" in str(document["schedules"])
    assert "M33 7ZF" in str(document)
    (difference,) = case(desk, submission_id).differences
    assert (difference.field, difference.now, difference.proposed) == (
        "postcode",
        "M33 7ZF",
        "M33 2AA",
    )
    publish(desk, submission_id, BY)
    assert "M33 2AA" in str(shown(desk, submission_id))
    assert look(desk, token).proposed is None


def test_refused_changes_leave_the_listing_as_it_was(desk: Desk) -> None:
    submission_id, token = published(desk)
    change(desk, token, changes(name="Cheap Loans", eligibility=None))
    refuse(desk, submission_id, BY, "That is another service.")
    own = look(desk, token)
    assert (own.state, own.proposed, own.told) == ("published", None, "That is another service.")
    assert shown(desk, submission_id)["name"] == "Thursday Tea and Talk"


def test_asked_changed_and_published(desk: Desk) -> None:
    receipt = submit(desk, a_form())
    assert receipt.token is not None
    ask(desk, receipt.id, BY, "Please say where people can park.")
    assert look(desk, receipt.token).told == "Please say where people can park."
    own = change(desk, receipt.token, changes(address="Example Hall, with a car park"))
    assert (own.state, own.proposed, own.told) == ("submitted", None, None)
    publish(desk, receipt.id, BY)
    assert "car park" in str(shown(desk, receipt.id))


def test_a_change_that_would_spoil_the_listing_is_refused(desk: Desk) -> None:
    _submission_id, token = published(desk)
    with pytest.raises(Unusable, match="expected a phone, an email or a url"):
        change(desk, token, changes(phone=None, email=None))
    assert look(desk, token).proposed is None


def test_saying_again_what_is_so_changes_nothing(desk: Desk, database: Database) -> None:
    _submission_id, token = published(desk)
    before = dump(database)
    change(desk, token, changes(name="Thursday Tea and Talk", hours="Thursdays 2pm to 4pm"))
    assert dump(database) == before


def test_confirming_moves_the_day_of_the_check(desk: Desk, clock: FrozenClock) -> None:
    submission_id, token = published(desk)
    clock.at += timedelta(days=40)
    own = confirm(desk, token)
    assert str(own.confirmed_on) == "2026-12-31"
    checked = shown(desk, submission_id)["information_checked"]
    assert checked == {
        "on": "2026-12-31",
        "by": "Thursday Tea and Talk",
        "method": "confirmed by the group",
    }
    number = desk.reading.generation()
    confirm(desk, token)
    assert desk.reading.generation() == number


def test_closing_takes_it_out_of_search_at_once(desk: Desk) -> None:
    submission_id, token = published(desk)
    assert close(desk, token).state == "closed"
    assert shown(desk, submission_id)["status"] == "defunct"
    assert desk.index.health().listings == 0
    assert close(desk, token).state == "closed"
    with pytest.raises(WrongMoment):
        confirm(desk, token)


def test_a_closed_listing_can_be_sent_anew(desk: Desk) -> None:
    submission_id, token = published(desk)
    close(desk, token)
    assert submit(desk, a_form()).id != submission_id


def test_a_reissued_token_replaces_the_old_one(desk: Desk) -> None:
    submission_id, token = published(desk)
    fresh = reissue(desk, submission_id, BY)
    assert look(desk, fresh).id == submission_id
    with pytest.raises(NotYours):
        look(desk, token)


def test_a_token_opens_its_own_listing_only(desk: Desk) -> None:
    _one, token = published(desk)
    other, _token = published(desk, name="Another Group", postcode="M33 2AA")
    with pytest.raises(NotYours):
        look(desk, token, submission_id=other)


def test_the_groups_own_word_wins_for_its_own_listing(desk: Desk, database: Database) -> None:
    council = record("council", "1", "Thursday Tea and Talk", "M33 7ZF", description="Old words.")
    publish_records(database, facts("council", priority=90), [council], desk.clock)
    (same,) = matches(desk, "thursday tea & talk", "m337zf")
    assert same.same
    submission_id, token = published(desk)
    document = shown(desk, submission_id)
    assert document["id"] == same.id
    assert document["description"].startswith("A weekly afternoon")
    assert {one["source_id"] for one in document["sources"]} == {"council", "submissions"}
    close(desk, token)
    assert shown(desk, submission_id)["status"] == "defunct"


def test_lookalikes_are_shown_before_one_sends(desk: Desk) -> None:
    published(desk)
    (found,) = matches(desk, "Tea and Talk", "M33 7ZF")
    assert (found.name, found.same) == ("Thursday Tea and Talk", False)
    assert matches(desk, "Motor racing", "M33 7ZF") == []


def test_a_network_may_send_twenty_in_an_hour(desk: Desk, clock: FrozenClock) -> None:
    for number in range(20):
        submit(desk, a_form(name=f"Group {number}"), address=f"198.51.100.{number}")
    with pytest.raises(TooMany) as refused:
        submit(desk, a_form(name="One more"), address="198.51.100.200")
    assert 0 < refused.value.retry_after_s <= 3600
    submit(desk, a_form(name="From elsewhere"), address="203.0.113.1")
    submit(desk, a_form(name="Group 3"), address="198.51.100.200")
    clock.at += timedelta(seconds=refused.value.retry_after_s)
    submit(desk, a_form(name="One more"), address="198.51.100.200")


def test_wrong_tokens_are_counted_too_and_no_address_is_kept(
    desk: Desk, database: Database
) -> None:
    _id, token = published(desk)
    for number in range(30):
        with pytest.raises(NotYours):
            look(desk, f"fp_edit_{number}", address="198.51.100.7")
    with pytest.raises(TooMany):
        look(desk, "fp_edit_x", address="198.51.100.8")
    with pytest.raises(NotYours):
        look(desk, "fp_edit_x", address="203.0.113.1")
    assert look(desk, token, address="198.51.100.8")
    assert "198.51.100" not in str(dump(database))


def test_a_failure_between_saving_and_publishing_loses_nothing(
    desk: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = submit(desk, a_form())
    with monkeypatch.context() as broken:
        broken.setattr("journeys.keeping.publication.publish_records", _crash)
        with pytest.raises(KeyboardInterrupt):
            publish(desk, receipt.id, BY)
        broken.setattr("journeys.keeping.publication.publish_records", _fail)
        publish_again = change(desk, receipt.token or "", changes(hours="Fridays 1pm to 2pm"))
    assert publish_again.state == "published"
    assert desk.reading.total() == 0
    assert dump(database)["submission"][0]["publication_due"]
    assert publish_due(database, desk.gazetteer, desk.clock) == 1
    assert "FR" in str(shown(desk, receipt.id)["schedules"])
    assert publish_due(database, desk.gazetteer, desk.clock) == 0


def test_a_crash_in_the_middle_of_publishing_loses_nothing(
    desk: Desk, database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = submit(desk, a_form())
    with monkeypatch.context() as broken:
        broken.setattr("journeys.keeping.publication.as_record", _crash)
        with pytest.raises(KeyboardInterrupt):
            publish(desk, receipt.id, BY)
    assert desk.reading.total() == 0
    clock.at += timedelta(seconds=61)
    assert publish_due(database, desk.gazetteer, clock) == 1
    assert shown(desk, receipt.id)["status"] == "active"


def _crash(*_arguments: object, **_named: object) -> None:
    raise KeyboardInterrupt


def _fail(*_arguments: object, **_named: object) -> None:
    raise RuntimeError("made to fail")


def test_everything_that_the_form_offers_is_understood(desk: Desk) -> None:
    offered = {
        "access_modes": list(get_args(AccessMode)),
        "joining": list(get_args(Joining)),
        "accessibility": list(NAMED_FEATURES),
        "language": ["en", "cy", "pa", "bn", "ur", "pl"],
        "gender_only": "women",
        "free": True,
        "taking_referrals": False,
        "personal_budget": True,
        "minimum_age": 0,
        "maximum_age": 120,
        "waiting_time": "About three weeks",
    }
    receipt = submit(desk, a_form(**offered))
    assert receipt.issues == ()
    publish(desk, receipt.id, BY)
    document = shown(desk, receipt.id)
    service = decode(Service, public(desk, receipt.id).body)
    assert sorted(service.access_modes) == sorted(offered["access_modes"])
    assert sorted(service.joining) == sorted(offered["joining"])
    assert {one.code for one in service.languages} == set(offered["language"])
    location = document["service_at_locations"][0]["location"]
    assert {one["feature"] for one in location["accessibility"]} == set(NAMED_FEATURES)
    assert (service.gender_only, service.free_of_charge) == ("women", True)
    assert (service.taking_referrals, service.personal_budget) == (False, True)
    assert (service.minimum_age, service.maximum_age) == (0, 120)
    assert str(service.availability_stated_on) == "2026-11-21"


@pytest.mark.parametrize(
    ("field", "taxonomy", "slugs"),
    [("category", CATEGORIES_TAXONOMY, CATEGORIES), ("need", NEEDS_TAXONOMY, NEEDS)],
)
def test_every_term_that_the_form_offers_is_understood(
    gazetteer: Gazetteer, clock: FrozenClock, field: str, taxonomy: str, slugs: Any
) -> None:
    for slug in slugs:
        document = a_form(**{"need": None, field: [slug]}).listing.document()
        record = preview(document, gazetteer, clock.now())
        assert record.issues == (), slug
        assert record.service is not None
        assert slug in codes(decode(Service, record.service), taxonomy)
