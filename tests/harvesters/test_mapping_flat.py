"""Flat records: each field of ours from the columns of a table."""

from typing import Any

import pytest

from harvesters.pipeline import understand
from schema.encoding import decode
from schema.identifiers import child_id, record_id
from schema.record import Outcome, RawRecord
from schema.service import Service
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY
from schema.terms import codes as term_codes
from tests.fakes.gazetteer import FakeGazetteer
from tests.fixtures.sources import NOW, codes, flat, made_source, understood


def _place(service: dict[str, Any]) -> dict[str, Any]:
    place: dict[str, Any] = service["service_at_locations"][0]["location"]
    return place


def test_a_row_becomes_a_service_of_the_standard() -> None:
    source = made_source(
        fields={"key": "Ref", "name": "Group", "description": "About", "organization_name": "By"}
    )
    said = {"Ref": 7, "Group": "Tea and Talk", "About": "<p>Tea &amp; talk.</p>", "By": "Example"}
    record, service = understood(source, said)
    assert record.key == "7"
    assert service["id"] == str(record_id("made_up", "7"))
    assert service["status"] == "active"
    assert service["description"] == "Tea & talk."
    assert service["organization"]["name"] == "Example"
    assert service["organization_id"] == service["organization"]["id"]
    assert "sources" not in service
    assert "awards" not in service


def test_the_same_organization_of_a_source_has_one_id() -> None:
    ids = {
        flat({"organization_name": name, "phone": phone})["organization_id"]
        for name, phone in (("Example Trust", "01632 960001"), ("EXAMPLE  trust", "01632 960002"))
    }
    assert len(ids) == 1


def test_an_organization_is_never_invented() -> None:
    service = flat({"phone": "01632 960001"})
    assert "organization" not in service
    assert "organization_id" not in service


def test_contact_from_one_mixed_column() -> None:
    fields = {"email": "Contact", "phone": "Contact", "url": ["Web", "Page"]}
    said = {
        "Contact": "tea@tea.example 01632 960001 or cake@tea.example",
        "Web": "https://tea.example",
        "Page": "https://cake.example",
    }
    service = flat(said, fields=fields)
    assert service["email"] == "tea@tea.example"
    assert [one["email"] for one in service["contacts"]] == ["cake@tea.example"]
    assert [one["number"] for one in service["phones"]] == ["01632 960001"]
    assert service["url"] == "https://tea.example"
    assert [one["url"] for one in service["additional_urls"]] == ["https://cake.example"]


def test_child_ids_come_of_what_a_thing_is() -> None:
    service = flat({"phone": "01632 960001"})
    again = flat({"phone": "+44 1632 960001", "description": "changed"})
    assert service["phones"][0]["id"] == again["phones"][0]["id"]


def test_an_address_loses_its_postcode_and_gains_its_point() -> None:
    place = _place(flat({"address": "Example Hall, 1 High Street<br>Sale, m337zf"}))
    address = place["addresses"][0]
    assert address["address_1"] == "Example Hall, 1 High Street, Sale"
    assert address["postal_code"] == "M33 7ZF"
    assert address["country"] == "GB"
    assert (address["city"], address["state_province"]) == ("", "")
    assert (place["latitude"], place["longitude"]) == (53.4251, -2.3190)


def test_a_point_far_from_its_postcode_is_reported() -> None:
    source = made_source(fields={"name": "n", "postcode": "p", "lat": "y", "lon": "x"})
    record, service = understood(source, {"n": "Tea", "p": "M33 7ZF", "y": "53.48", "x": "-2.23"})
    assert _place(service)["latitude"] == 53.4251
    assert codes(record) == ["coordinate-far-from-postcode"]


def test_an_unknown_postcode_is_kept_without_a_place() -> None:
    source = made_source(fields={"name": "n", "postcode": "p"})
    record, service = understood(source, {"n": "Tea", "p": "M33 2DH"})
    place = _place(service)
    assert place["addresses"][0]["postal_code"] == "M33 2DH"
    assert "latitude" not in place
    assert codes(record) == ["postcode-unknown"]


def test_metres_of_the_grid_and_the_property_s_number() -> None:
    place = _place(flat({"easting": "379000", "northing": "391000", "uprn": "10001234"}))
    assert round(place["latitude"], 2) == 53.42
    assert (place["external_identifier"], place["external_identifier_type"]) == ("10001234", "UPRN")


def test_a_row_without_a_place_has_no_location() -> None:
    assert "service_at_locations" not in flat(
        {"address": "NA", "postcode": "", "lat": "", "lon": ""}
    )


def test_accessibility_in_words_and_by_column() -> None:
    said = {
        "postcode": "M33 7ZF",
        "accessibility": "Level access from the car park",
        "accessibility.hearing_loop": "Yes",
        "accessibility.bsl": "No",
    }
    offered = _place(flat(said))["accessibility"]
    assert [one["feature"] for one in offered] == ["step_free", "hearing_loop"]
    assert [one["accessibility"] for one in offered] == [one["description"] for one in offered]


@pytest.mark.parametrize(
    "said",
    [
        {"hours": "Mon-Tue 9am-5pm"},
        {"hours_monday": "09:00-17:00", "hours_tuesday": "9am - 5pm", "hours_sunday": "closed"},
        {
            "opens_monday": "09:00",
            "closes_monday": "17:00",
            "opens_tuesday": "9",
            "closes_tuesday": "5",
        },
        {"days": "Monday and Tuesday", "opens": "09:00", "closes": "17:00"},
    ],
)
def test_times_from_every_kind_of_column(said: dict[str, str]) -> None:
    schedules = flat(said)["schedules"]
    shown = [(one["byday"], one["opens_at"], one["closes_at"]) for one in schedules]
    assert shown == [("MO,TU", "09:00", "17:00")]


def test_times_that_cannot_be_read_are_kept_in_words() -> None:
    schedules = flat({"hours": "Ring first"})["schedules"]
    assert [one["description"] for one in schedules] == ["Ring first"]
    assert "opens_at" not in schedules[0]


def test_categories_bring_their_needs_and_unknown_words_stay() -> None:
    source = made_source(
        fields={"name": "n", "category": "kind", "term": "run"}, constants={"need": ["loneliness"]}
    )
    said = {"n": "Tea", "kind": "Food bank; Zorbing", "run": "Run by volunteers"}
    record, _service = understood(source, said)
    assert record.service is not None
    service = decode(Service, record.service)
    assert term_codes(service, CATEGORIES_TAXONOMY) == ["food-bank"]
    assert {"food", "loneliness"} <= set(term_codes(service, NEEDS_TAXONOMY))
    assert term_codes(service, "Made-up directory") == ["Zorbing", "Run by volunteers"]
    attribute = service.attributes[0]
    assert attribute.taxonomy_term is not None
    assert attribute.taxonomy_term.term == attribute.taxonomy_term.name


def test_money() -> None:
    service = flat({"cost": "£2.50 a session", "personal_budget": "Yes"})
    assert service["fees_description"] == "£2.50 a session"
    assert service["free_of_charge"] is False
    assert [(one["amount"], one["currency"]) for one in service["cost_options"]] == [(2.5, "GBP")]
    assert service["personal_budget"] is True
    assert flat({"cost": "Free"})["free_of_charge"] is True
    assert flat({"free": "no"})["free_of_charge"] is False
    assert "free_of_charge" not in flat({"cost": "donations welcome"})


def test_people() -> None:
    service = flat({"age": "16-25", "eligibility": "Young carers", "gender_only": "Women"})
    assert (service["minimum_age"], service["maximum_age"]) == (16, 25)
    assert service["eligibility_description"] == "Young carers"
    assert service["gender_only"] == "women"
    unread = flat({"age": "adults", "eligibility": "Carers"})
    assert unread["eligibility_description"] == "Carers\n\nAges: adults"
    assert "minimum_age" not in unread


def test_a_limit_stated_outright_is_read_from_the_name() -> None:
    source = made_source()
    assert understood(source, {"name": "Women-only swim"})[1]["gender_only"] == "women"
    assert "gender_only" not in understood(source, {"name": "Women's history walk"})[1]


def test_joining_is_read_and_its_words_are_kept() -> None:
    source = made_source(
        fields={"name": "n", "referral": "how", "access_modes": "mode"},
        constants={"joining": ["voucher"]},
        values={"access_modes": {"at the hall": "in_person"}},
    )
    said = {"n": "Tea", "how": "Self referral or GP referral", "mode": "At the hall"}
    _record, service = understood(source, said)
    assert service["joining"] == ["self", "professional", "voucher"]
    assert service["application_process"] == "Self referral or GP referral"
    assert service["access_modes"] == ["in_person"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"status": "open"}, "active"),
        ({"status": "Temporarily closed"}, "temporarily closed"),
        ({"status": "under review"}, "inactive"),
        ({"closed": "2010"}, "defunct"),
        ({"closed": "No"}, "active"),
        ({"status": "active", "closed": "yes"}, "defunct"),
        ({"description": "no word of it"}, "active"),
    ],
)
def test_status(said: dict[str, str], status: str) -> None:
    assert flat(said)["status"] == status


def test_a_name_that_says_closed_is_believed() -> None:
    record, service = understood(made_source(), {"name": "Hill Street Hub (closed)"})
    assert service["status"] == "defunct"
    assert codes(record) == ["name-says-closed"]


def test_availability_and_when_it_was_stated() -> None:
    service = flat(
        {
            "taking_referrals": "No",
            "waiting_time": "About three weeks",
            "availability_stated_on": "2026-11-02",
        }
    )
    assert service["taking_referrals"] is False
    assert service["waiting_time"] == "About three weeks"
    assert service["availability_stated_on"] == "2026-11-02"


def test_areas_are_whom_it_serves() -> None:
    service = flat({"area_code": "E0800009", "area_name": "Trafford"})
    area = service["service_areas"][0]
    assert (area["code"], area["area_type"]) == ("E08000009", "local_authority")
    assert area["name"] == area["service_area"] == "Trafford"
    assert flat({"area_code": "XS"})["nationwide"] is True


@pytest.mark.parametrize(
    ("said", "areas"),
    [
        ("Trafford", [("Trafford", "E08000009")]),
        ("Trafford Council", [("Trafford Council", "E08000009")]),
        ("Trafford, Manchester", [("Trafford", "E08000009"), ("Manchester", "E08000003")]),
        ("Trafford and Trafford Council", [("Trafford", "E08000009")]),
        ("Trafford, Sale", [("Trafford, Sale", None)]),
        ("West Midlands", [("West Midlands", None)]),
    ],
)
def test_an_area_without_a_code_is_known_by_its_name(
    said: str, areas: list[tuple[str, str | None]]
) -> None:
    service = flat({"area_name": said})
    assert [(one["name"], one.get("code")) for one in service["service_areas"]] == areas
    assert "nationwide" not in service


def test_a_code_is_not_replaced_by_a_name() -> None:
    (area,) = flat({"area_code": "E0800009", "area_name": "Bury"})["service_areas"]
    assert (area["name"], area.get("code")) == ("Bury", None)


@pytest.mark.parametrize(
    ("said", "code"),
    [("England", "E92000001"), ("UK-wide", "K02000001"), ("Nationwide", None)],
)
def test_a_country_by_its_name_makes_a_service_nationwide(said: str, code: str | None) -> None:
    service = flat({"area_name": said})
    assert service["nationwide"] is True
    assert [one.get("code") for one in service["service_areas"]] == [code]
    assert flat({"area_name": said, "nationwide": "no"})["nationwide"] is False


def test_what_a_record_says_of_itself() -> None:
    source = made_source(
        fields={
            "name": "n",
            "checked_on": "checked",
            "last_modified": "changed",
            "accreditation": "mark",
            "record_url": "page",
            "service_identifier.ods": "ods",
        }
    )
    said = {
        "n": "Tea",
        "checked": "2026-10-05",
        "changed": "2026-10-06T09:00:00Z",
        "mark": "Example Quality Mark",
        "page": "https://directory.example/7",
        "ods": "ABC12",
    }
    record, service = understood(source, said)
    assert service["assured_date"] == "2026-10-05"
    assert service["information_checked"] == {
        "on": "2026-10-05",
        "by": "Example Voluntary Council (made up)",
    }
    assert service["last_modified"] == "2026-10-06T09:00:00Z"
    assert service["reported_accreditations"] == [
        {
            "text": "Example Quality Mark",
            "source_id": "made_up",
            "source_title": "Made-up directory",
        }
    ]
    assert "unverified" in service["accreditations"]
    assert "awards" not in service
    assert service["record_url"] == "https://directory.example/7"
    assert [(one.scheme, one.value) for one in record.identifiers] == [("ods", "ABC12")]
    (published,) = service["service_identifiers"]
    assert (published["identifier_scheme"], published["identifier"]) == ("ods", "ABC12")


def test_a_check_that_is_still_to_come_is_no_check() -> None:
    assert "assured_date" not in flat({"checked_on": "2027-01-01"})


def test_a_table_of_values_speaks_before_the_value_does() -> None:
    source = made_source(
        fields={"name": "n", "status": "s"},
        values={"status": {"C": "defunct", "[Unknown]": ""}},
    )
    assert understood(source, {"n": "Tea", "s": "c"})[1]["status"] == "defunct"
    assert understood(source, {"n": "Tea", "s": "[unknown]"})[1]["status"] == "active"
    assert understood(source, {"n": "Tea", "s": "open"})[1]["status"] == "active"


def test_columns_are_joined_and_nested_ones_are_reached() -> None:
    source = made_source(
        "json_list",
        fields={"name": ["town", "place.name"], "hours": "hours.text", "language": "talk.code"},
    )
    said = {
        "town": "Sale",
        "place": {"name": "Tea room"},
        "hours": {"text": "Mon 9am-5pm"},
        "talk": [{"code": "ur"}, {"code": "pl"}],
    }
    _record, service = understood(source, said)
    assert service["name"] == "Sale, Tea room"
    assert [one["code"] for one in service["languages"]] == ["ur", "pl"]
    assert service["schedules"][0]["byday"] == "MO"


def test_a_column_whose_name_holds_a_dot_is_found_before_a_path() -> None:
    source = made_source(fields={"name": "n", "phone": "Tel. no."})
    assert understood(source, {"n": "Tea", "Tel. no.": "01632 960001"})[1]["phones"]


def test_an_unusable_field_is_left_out_and_the_record_is_kept() -> None:
    source = made_source(fields={"name": "n", "phone": "p", "url": "u", "postcode": "c"})
    record, service = understood(
        source, {"n": "Tea", "p": "ring us", "u": "javascript:x", "c": "?x"}
    )
    assert set(codes(record)) == {"phone-unreadable", "url-scheme", "postcode-unreadable"}
    assert set(service) == {"id", "name", "status"}
    assert all(one.done == "Left out" for one in record.issues)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"name": "NA"}, "neither an id of its own nor a name"),
        ({"name": ""}, "neither an id of its own nor a name"),
        ({}, "neither an id of its own nor a name"),
        ({"name": "Test"}, "stands for no service"),
        ({"name": "test service 2"}, "stands for no service"),
        ({"name": "12345"}, "no letters"),
        (["a", "list"], "it is no object with fields, but list"),
        ("text", "it is no object with fields, but str"),
        (None, "it is no object with fields, but NoneType"),
    ],
)
def test_an_unusable_record_is_quarantined_with_its_reason(said: Any, reason: str) -> None:
    record = understand(made_source(), RawRecord(1, said), FakeGazetteer(), now=NOW)
    assert record.outcome is Outcome.QUARANTINED
    assert record.service is None
    assert reason in str(record.reason)
    assert record.key


@pytest.mark.parametrize(
    "said",
    [
        {"description": "My NHS number is 943 476 5919"},
        {"address": "c/o Mrs Person, 1 Made Up Road"},
        {"description": "Our women's refuge", "postcode": "M33 7ZF"},
    ],
)
def test_what_may_not_be_shown_is_withheld_for_a_person_to_look_at(said: dict[str, str]) -> None:
    source = made_source(fields={"name": "name"} | {name: name for name in said})
    record = understand(source, RawRecord(1, {"name": "Tea"} | said), FakeGazetteer(), now=NOW)
    assert record.outcome is Outcome.WITHHELD
    assert record.service is None
    assert record.reason


def test_advice_on_refuges_by_phone_alone_is_shown() -> None:
    assert flat({"description": "We find places in women's refuges", "phone": "01632 960001"})


def test_the_location_of_a_source_is_the_same_for_all_who_meet_there() -> None:
    one = flat({"address": "1 High Street, Sale", "postcode": "M33 7ZF"})
    other = flat({"address": "1 high street,  SALE", "postcode": "m337zf", "phone": "01632 960001"})
    assert _place(one)["id"] == _place(other)["id"]
    key = "M33 7ZF|1 high street sale"
    assert _place(one)["id"] == str(child_id("made_up", "location", key))
