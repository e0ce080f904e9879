"""The FHIR door as clients ask: forms of parameters, of bodies and of formats that FHIR allows."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from journeys.fhir import catch_up
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from schema.identifiers import child_id
from tests.fixtures.fhir import FhirErrors, rich_service
from tests.fixtures.records import facts, record

Json = dict[str, Any]
DOOR = "/fhir/R4"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def _second_place(place: Json) -> Json:
    address = {"address_1": "9 Sample Road", "city": "Bolton", "postal_code": "BL1 1AA"}
    address |= {"country": "GB", "state_province": "", "address_type": "physical"}
    own = {"id": str(child_id("made-up", "fhir", "second")), "location_type": "physical"}
    return {**place, **own, "addresses": [{"id": own["id"], **address}]}


@pytest.fixture
def door(keeping_client: TestClient, desk: Desk, clock: FrozenClock) -> TestClient:
    """The API with one listing, whose organization has two places."""
    said = {k: v for k, v in rich_service().items() if k not in ("id", "name", "status", "awards")}
    place = said["service_at_locations"][0]["location"]
    said["organization"]["locations"] = [place, _second_place(place)]
    tea = record("council", "1", "Tea and Talk", None, **said)
    publish_records(desk.database, facts("council"), [tea], clock)
    catch_up(desk.reading, desk.database)
    return keeping_client


def total(client: TestClient, search: str) -> int:
    answer = client.get(f"{DOOR}/{search}")
    assert answer.status_code == 200, answer.text
    return int(answer.json()["total"])


@pytest.mark.parametrize(
    "format_", ["application/fhir+json", "application/fhir%2Bjson", "json", "application/json"]
)
def test_a_plus_in_the_format_need_not_be_escaped(door: TestClient, format_: str) -> None:
    assert total(door, f"HealthcareService?_format={format_}") == 1
    assert door.get(f"{DOOR}/metadata?_format={format_}").status_code == 200
    assert door.get(f"{DOOR}/metadata?_format=application/fhir+xml").status_code == 406


def test_a_chain_may_name_the_kind_it_leads_to(door: TestClient) -> None:
    for chain in ("organization.name", "organization:Organization.name"):
        assert total(door, f"HealthcareService?{chain}=example") == 1
        assert total(door, f"HealthcareService?{chain}=other") == 0
    assert total(door, "HealthcareService?location:Location.near=53.4243|-2.3221|1|km") == 1
    assert total(door, "HealthcareService?organization:Organization.name:contains=befriend") == 1
    wrong = door.get(f"{DOOR}/HealthcareService?organization:Location.name=example")
    assert wrong.status_code == 400


def test_an_include_may_name_the_kind_it_leads_to(door: TestClient) -> None:
    for asked in (
        "_include=HealthcareService:organization",
        "_include=HealthcareService:organization:Organization",
        "_include:iterate=HealthcareService:organization",
    ):
        entries = door.get(f"{DOOR}/HealthcareService?{asked}").json()["entry"]
        kinds = [one["resource"]["resourceType"] for one in entries]
        assert kinds == ["HealthcareService", "Organization"], asked


@pytest.mark.parametrize(
    "search",
    [
        "HealthcareService?_lastUpdated:foo=2026",
        "HealthcareService?_include:foo=HealthcareService:organization",
        "HealthcareService?_include=HealthcareService:organization:Location",
        "Organization?_revinclude:foo=HealthcareService:organization",
        "Organization?_count:foo=5",
    ],
)
def test_a_modifier_that_is_not_known_is_refused(
    door: TestClient, fhir_errors: FhirErrors, search: str
) -> None:
    answer = door.get(f"{DOOR}/{search}")
    assert answer.status_code == 400
    assert answer.json()["issue"][0]["code"] == "invalid"
    assert fhir_errors(answer.json()) == []


def test_an_organization_is_found_by_each_of_its_addresses(door: TestClient) -> None:
    for said in ("address-city=sale", "address-city=bolt", "address-postalcode=bl1"):
        assert total(door, f"Organization?{said}") == 1, said
        assert total(door, f"HealthcareService?organization.{said}") == 1, said
    assert total(door, "Organization?address=9 sample") == 1
    assert total(door, "Organization?address-city:contains=olto") == 1
    assert total(door, "Organization?address-city=bury") == 0
    assert total(door, "Organization?address-city=bolton&address-postalcode=m33") == 1
    assert total(door, "Organization?name=bolton") == 0


def test_a_search_by_post_may_have_its_parameters_in_the_address(door: TestClient) -> None:
    for parameters, expected in (("", 1), ("?name=tea", 1), ("?name=choir", 0)):
        answer = door.post(f"{DOOR}/HealthcareService/_search{parameters}")
        assert (answer.status_code, answer.json()["total"]) == (200, expected)
    both = door.post(f"{DOOR}/HealthcareService/_search?name=tea", content=b"name=x", headers=FORM)
    assert both.json()["total"] == 0


def test_a_body_that_is_no_form_is_refused_as_such(
    door: TestClient, fhir_errors: FhirErrors
) -> None:
    answer = door.post(f"{DOOR}/HealthcareService/_search", json={"name": "tea"})
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (415, "not-supported")
    assert answer.headers["content-type"] == "application/fhir+json"
    assert fhir_errors(answer.json()) == []


def test_ids_of_requests_come_back_in_the_case_they_were_sent_in(door: TestClient) -> None:
    own = {"X-Request-ID": "60E0B220-8136-4CA5-AE46-1D97EF59D068"}
    own["X-Correlation-ID"] = "11C46F5F-CDEF-4865-94B2-0EE0EDCC26DA"
    for address in ("Organization", "Organization?wrong=1", "Patient", "metadata?_format=xml"):
        answer = door.get(f"{DOOR}/{address}", headers=own)
        assert {name: answer.headers[name] for name in own} == own, address
