"""Services in the standard's own shape: Open Referral 3, 1.0 and ALISS, all made up."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
import pytest

from harvesters.pipeline import understand
from schema.encoding import decode
from schema.identifiers import child_id, record_id
from schema.record import Outcome, RawRecord
from schema.service import Service
from schema.terms import CATEGORIES_TAXONOMY
from schema.terms import codes as term_codes
from tests.fakes.gazetteer import FakeGazetteer
from tests.fixtures.nested_records import ALISS, ID, LOCATION, MODERN, OLD, ORGANIZATION
from tests.fixtures.sources import codes, made_source, understood


def _modern(**changes: Any) -> tuple[Any, dict[str, Any]]:
    said = deepcopy(MODERN) | changes
    return understood(made_source("open_referral"), said)


def test_the_source_s_id_is_the_key_and_names_the_very_service() -> None:
    record, service = _modern()
    assert record.key == ID
    assert service["id"] == str(record_id("made_up", ID))
    assert [(one.scheme, one.value) for one in record.identifiers] == [("uuid", ID)]


def test_words_are_plain_and_placeholders_are_gone() -> None:
    record, service = _modern()
    assert service["description"] == "Advice on debts.\n\n- Budgets"
    assert "url" not in service
    assert "email" not in service
    assert {"url-placeholder", "email-placeholder"} <= set(codes(record))
    assert "minimum_age" not in service


def test_a_number_cell_becomes_as_many_phones_as_it_holds() -> None:
    record, service = _modern()
    numbers = [(one["number"], one["extension"]) for one in service["phones"]]
    assert numbers == [("01632 960001", 12), ("07700 900123", 12)]
    assert service["phones"][0]["languages"][0]["code"] == "ur"
    assert [
        (one["number"], one["description"])
        for contact in service["contacts"]
        for one in contact["phones"]
    ] == [("0117 496 0123", "Youth line")]
    assert len(service["contacts"]) == 1
    assert "phone-unreadable" in codes(record)


def test_schedules_are_checked_part_by_part() -> None:
    record, service = _modern()
    shown = [(one["byday"], one["opens_at"], one["closes_at"]) for one in service["schedules"]]
    assert shown == [
        ("MO,TU", "09:00", "17:00"),
        ("MO,TU,WE,TH,FR,SA,SU", "10:00", "23:59"),
        ("2TU", "10:00", "12:00"),
        ("FR", "14:00", "16:00"),
    ]
    assert service["schedules"][2]["freq"] == "MONTHLY"
    fault = next(one for one in record.issues if one.code == "time-unreadable")
    assert str(fault) == (
        'schedules[1].opens_at is "25:00"; expected HH:MM from 00:00 to 23:59. '
        "Schedule left out, service kept."
    )


def test_how_it_is_given_is_read_from_its_schedules_and_places() -> None:
    assert _modern()[1]["access_modes"] == ["online"]
    virtual = [
        {"location": {"location_type": "virtual", "name": "Room", "url": "https://x.example"}}
    ]
    assert _modern(schedules=[], service_at_locations=virtual)[1]["access_modes"] == ["online"]


def test_areas_have_the_code_that_their_uri_holds() -> None:
    areas = _modern()[1]["service_areas"]
    assert [(one["name"], one.get("code")) for one in areas] == [
        ("Trafford", "E08000009"),
        ("Sale", None),
    ]
    assert "uri" not in areas[1]
    assert areas[0]["service_area"] == "Trafford"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": "South Gloucestershire", "uri": "http://www.example.com"}, "E06000025"),
        ({"service_area": "Bristol, City of"}, "E06000023"),
        ({"name": "Falkirk", "description": "Local Authority"}, "S12000014"),
        ({"name": "Falkirk", "description": "Ward"}, None),
        ({"name": "Falkirk", "extent_type": "the town centre"}, None),
        ({"name": "Falkirk", "code": "F1"}, None),
        ({"name": "Falkirk", "uri": "https://x.example/S13002967"}, "S13002967"),
    ],
)
def test_areas_without_a_code_are_known_by_their_names(
    said: dict[str, str], code: str | None
) -> None:
    (area,) = _modern(service_areas=[said])[1]["service_areas"]
    assert area.get("code") == code
    assert area["name"] == area["service_area"] == (said.get("name") or said["service_area"])


def test_a_list_of_areas_in_one_name_is_taken_apart() -> None:
    said = [{"name": "Trafford; Salford"}, {"name": "Borough of Trafford"}]
    areas = _modern(service_areas=said)[1]["service_areas"]
    assert [(one["name"], one["code"]) for one in areas] == [
        ("Trafford", "E08000009"),
        ("Salford", "E08000006"),
    ]


def test_bristol_s_own_page_names_areas_that_are_known(shared_dir: Path) -> None:
    file = shared_dir / "data" / "oruk-v3-bristol" / "bristol-service-1625ip.json"
    _, service = understood(made_source("open_referral"), orjson.loads(file.read_bytes()))
    assert {(one["name"], one["code"]) for one in service["service_areas"]} == {
        ("Bristol", "E06000023"),
        ("South Gloucestershire", "E06000025"),
    }


def test_places_are_put_right_and_keep_one_id_in_the_source() -> None:
    record, service = _modern()
    place = service["service_at_locations"][0]["location"]
    assert (place["latitude"], place["longitude"]) == (53.4251, -2.3190)
    assert "coordinate-swapped" in codes(record)
    assert place["id"] == str(child_id("made_up", "location", LOCATION))
    assert place["addresses"][0]["postal_code"] == "M33 7ZF"
    assert place["accessibility"][0]["feature"] == "step_free"
    assert place["accessibility"][0]["accessibility"] == "Level access"


def test_the_organization_is_one_in_the_source() -> None:
    organization = _modern()[1]["organization"]
    assert organization["id"] == str(child_id("made_up", "organization", ORGANIZATION))
    assert organization["uri"] == "urn:example:advice"
    assert organization["organization_identifiers"][0]["identifier"] == "9900001"
    assert organization["description"] == ""
    assert "organization" not in _modern(organization=None)[1]
    assert "organization_id" not in _modern(organization=None)[1]


def test_terms_are_kept_and_read_for_our_vocabulary() -> None:
    record, _service = _modern()
    assert record.service is not None
    service = decode(Service, record.service)
    assert term_codes(service, CATEGORIES_TAXONOMY) == ["debt-advice"]
    assert term_codes(service, "Council types") == ["t1"]


def test_claims_of_quality_are_only_ever_reported() -> None:
    record, service = _modern()
    claims = [one["text"] for one in service["reported_accreditations"]]
    assert claims == ["kitemark:example: Gold", "Example Kite Mark, Gold", "Example Quality Mark"]
    assert "awards" not in service
    assert "sources" not in service
    assert "award-claimed" in codes(record)


def test_a_check_is_the_source_s_and_its_checker_is_not_named() -> None:
    record, service = _modern()
    assert service["assured_date"] == "2026-09-02"
    assert service["information_checked"]["by"] == "Example Voluntary Council (made up)"
    assert "assurer_email" not in service
    assert b"annaperson" not in (record.service or b"")
    assert not any("annaperson" in str(one) for one in record.issues)
    role = _modern(assurer_email="directory@council.example")[1]
    assert role["assurer_email"] == "directory@council.example"


def test_prices_and_waiting() -> None:
    service = _modern()[1]
    assert service["cost_options"][0]["amount"] == 3.5
    assert service["free_of_charge"] is True
    assert service["waiting_time"] == "Two weeks"
    assert _modern(fees_description=None)[1]["free_of_charge"] is False
    assert _modern(fees_description=None, cost_options=[{"amount": 0}])[1]["free_of_charge"] is True


def test_what_a_source_file_says_comes_on_top_of_the_built_in_map() -> None:
    source = made_source(
        "open_referral",
        fields={"need": "pc_audience.name", "joining": "pc_referral"},
        constants={"access_modes": ["phone"]},
        values={"joining": {"gp": "professional"}},
        ignore={"pc_*": "the supplier's own"},
    )
    said = MODERN | {
        "pc_audience": [{"name": "Lonely people"}, {"name": "Loneliness"}],
        "pc_referral": "GP",
    }
    _record, service = understood(source, said)
    assert service["joining"] == ["professional"]
    assert service["access_modes"] == ["phone"]
    names = [one["taxonomy_term"]["name"] for one in service["attributes"]]
    assert "Loneliness and isolation" in names
    assert "Debt advice" in names


def test_without_an_id_a_nested_record_cannot_be_known_again() -> None:
    said = {name: value for name, value in MODERN.items() if name != "id"}
    record = understand(made_source("open_referral"), RawRecord(1, said), FakeGazetteer())
    assert record.outcome is Outcome.QUARANTINED
    assert record.reason == "it has neither an id of its own nor a name to make one of"


def test_open_referral_1_is_read_in_the_words_of_today() -> None:
    record, service = understood(made_source("open_referral_1"), deepcopy(OLD))
    assert record.key == "1502"
    assert service["fees_description"] == "£2 per family"
    assert service["access_modes"] == ["in_person"]
    assert service["joining"] == ["self"]
    assert (service["minimum_age"], service["maximum_age"]) == (16, 60)
    assert service["gender_only"] == "women"
    assert service["organization"]["website"] == "https://families.example"
    assert service["service_areas"][0]["name"] == "Trafford"
    days = [one.get("byday") for one in service["schedules"]]
    assert days == ["TH", "FR", None]
    holiday = service["schedules"][2]
    assert (holiday["valid_from"], holiday["notes"]) == ("2026-12-24", "Closed")
    place = service["service_at_locations"][0]
    assert place["schedules"][0]["byday"] == "MO"
    assert place["location"]["addresses"][0]["postal_code"] == "M33 7ZF"
    assert place["location"]["accessibility"][0]["feature"] == "hearing_loop"
    assert service["contacts"][0]["phones"][0]["languages"][0]["code"] == "pl"
    assert "parent-group" in [one["taxonomy_term"]["code"] for one in service["attributes"]]
    assert record.identifiers == ()


def test_aliss_is_read_with_its_areas_ages_and_places() -> None:
    record, service = understood(made_source("aliss"), deepcopy(ALISS))
    assert service["description"] == "Slow football.\nAll welcome."
    assert [one["number"] for one in service["phones"]] == ["01632 960001"]
    assert [one["label"] for one in service["additional_urls"]] == ["Refer or apply", "Facebook"]
    assert (service["minimum_age"], service["maximum_age"]) == (50, 99)
    assert service["service_areas"][0]["code"] == "S12000049"
    place = service["service_at_locations"][0]["location"]
    assert place["addresses"][0]["address_1"] == "1 High Street"
    assert place["accessibility"][0]["feature"] == "accessible_parking"
    assert service["organization"]["name"] == "Example Sport (made up)"
    assert service["last_modified"].startswith("2026-09-17T16:22:50")
    assert service["record_url"] == "https://aliss.example/services/7"
    taxonomy = [one["taxonomy_term"] for one in service["attributes"]]
    assert ("ALISS categories", "Sports clubs") in [
        (one["taxonomy"], one["name"]) for one in taxonomy
    ]
    assert "Sport" not in [one["name"] for one in taxonomy]
    assert "sports-club" in [one.get("code") for one in taxonomy]
    assert "not-reviewed" in codes(record)


def test_a_review_that_aliss_may_have_made_up_is_no_check() -> None:
    assert "assured_date" not in understood(made_source("aliss"), deepcopy(ALISS))[1]


def test_an_aliss_service_for_a_whole_country_is_nationwide() -> None:
    said = ALISS | {"service_areas": [{"code": "XS", "type": "Country", "name": "Scotland"}]}
    service = understood(made_source("aliss"), said)[1]
    assert service["nationwide"] is True
    assert service["service_areas"][0]["area_type"] == "country"


def test_the_older_shape_of_aliss_is_read_too() -> None:
    old = {
        "id": ID,
        "organisation": {"id": ORGANIZATION, "name": "Example Sport (made up)"},
        "name": "Cook and Care",
        "description": "Meals at home.",
        "url": "http://cook.example/",
        "phone": "01632 960001",
        "categories": [{"name": "Food", "slug": "food"}],
        "locations": [],
        "service_areas": [],
        "aliss_url": "https://aliss.example/services/cook/",
    }
    service = understood(made_source("aliss"), old)[1]
    assert service["name"] == "Cook and Care"
    assert "service_at_locations" not in service
    assert service["record_url"] == "https://aliss.example/services/cook/"


@pytest.mark.parametrize(
    ("kind", "said"), [("open_referral", MODERN), ("open_referral_1", OLD), ("aliss", ALISS)]
)
def test_what_is_made_passes_every_schema(
    kind: str, said: dict[str, Any], hsds_errors: Any, oruk_errors: Any, published: Any
) -> None:
    _record, service = understood(made_source(kind), deepcopy(said))
    service.pop("record_url", None)
    assert hsds_errors(service) == []
    assert oruk_errors(service) == []
    assert published("service")(service) == []


@pytest.mark.parametrize(
    ("kind", "said"), [("open_referral", MODERN), ("open_referral_1", OLD), ("aliss", ALISS)]
)
def test_a_child_of_the_wrong_shape_is_reported_and_the_rest_is_kept(
    kind: str, said: dict[str, Any]
) -> None:
    for name, value in said.items():
        if name in ("id", "name"):
            continue
        for wrong in ("words", 7, [1, "x", None], {"a": {"b": []}}, [[]], True):
            changed = deepcopy(said) | {name: wrong if wrong != value else None}
            understood(made_source(kind), changed)
