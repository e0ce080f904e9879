"""The FHIR door over made-up listings: searches, paging, what comes along, what has gone."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from directory.withdrawals import withdraw
from journeys.fhir import catch_up, rebuild
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from schema.identifiers import listing_id, record_id
from schema.record import Record
from tests.fixtures.awards import LoadAwards, an_award, listing_subject
from tests.fixtures.desk import Files
from tests.fixtures.fhir import FhirErrors, rich_service
from tests.fixtures.records import facts, record

Json = dict[str, Any]
ODS = "https://fhir.nhs.uk/Id/ods-organization-code"
NUMBERS = "https://fingerpost.example/profile/1.0/fhir/service-identifier/"
DOOR = "/fhir/R4"
LEAVE = ("id", "name", "status", "last_modified", "awards", "service_at_locations")


def rich(key: str, name: str, lat: float, **changes: Any) -> Record:
    """The rich service under another name at another place; its organization is the same."""
    said = {field: value for field, value in rich_service().items() if field not in LEAVE}
    place = rich_service()["service_at_locations"][0]
    own = str(record_id("council", key))
    place["id"] = place["location"]["id"] = own[:-12] + f"{int(key):012}"
    place["location"] |= {"latitude": lat, "name": f"Hall {key}"}
    said |= {"service_at_locations": [place], **changes}
    return record("council", key, name, None, **said)


TEA = rich("1", "Tea and Talk", 53.42)
DEBT = rich("2", "Débt Advice", 53.44, languages=[])
PLAIN = record("council", "3", "Choir", "M33 7ZF")

SEARCHES = {
    "HealthcareService": ["Choir", "Débt Advice", "Tea and Talk"],
    "HealthcareService?name=debt": ["Débt Advice"],
    "HealthcareService?name=advice": [],
    "HealthcareService?name:contains=ADVICE": ["Débt Advice"],
    "HealthcareService?name=tea,choir": ["Choir", "Tea and Talk"],
    "HealthcareService?name=tea&name=choir": [],
    "HealthcareService?active=true": ["Choir", "Débt Advice", "Tea and Talk"],
    "HealthcareService?active=false": [],
    "HealthcareService?communication=ur": ["Tea and Talk"],
    "HealthcareService?communication=urn:ietf:bcp:47|ur": ["Tea and Talk"],
    "HealthcareService?service-category=befriending": ["Débt Advice", "Tea and Talk"],
    "HealthcareService?service-type=C7": ["Débt Advice", "Tea and Talk"],
    "HealthcareService?program=living well": ["Débt Advice", "Tea and Talk"],
    "HealthcareService?characteristic=online": ["Débt Advice", "Tea and Talk"],
    "HealthcareService?coverage-area=E08000009": ["Débt Advice", "Tea and Talk"],
    "HealthcareService?organization.name=example": ["Débt Advice", "Tea and Talk"],
    f"HealthcareService?organization.identifier={ODS}|ABC123": ["Débt Advice", "Tea and Talk"],
    f"HealthcareService?organization.identifier={ODS}|XYZ999": [],
    "HealthcareService?location.address-postalcode=m337": ["Choir", "Débt Advice", "Tea and Talk"],
    "HealthcareService?location.near=53.42|-2.3221|1|km": ["Choir", "Tea and Talk"],
    "HealthcareService?location.near=53.42|-2.3221|2|[mi_i]": [
        "Choir",
        "Débt Advice",
        "Tea and Talk",
    ],
    "HealthcareService?_lastUpdated=2026-11-21": ["Choir", "Débt Advice", "Tea and Talk"],
    "HealthcareService?_lastUpdated=gt2026-11-21": [],
    "HealthcareService?_lastUpdated=lt2026-11-21T12:00:00Z": [],
    "HealthcareService?_lastUpdated=le2026-11&_lastUpdated=ge2026": [
        "Choir",
        "Débt Advice",
        "Tea and Talk",
    ],
    "HealthcareService?_lastUpdated=ne2026": [],
    "HealthcareService?identifier=urn:ietf:rfc:3986|": ["Choir", "Débt Advice", "Tea and Talk"],
    f"HealthcareService?identifier={ODS}|fab12": ["Débt Advice", "Tea and Talk"],
    f"HealthcareService?identifier={NUMBERS}cqc-location|1-0000000001": [
        "Débt Advice",
        "Tea and Talk",
    ],
    f"HealthcareService?identifier={NUMBERS}cqc-location|1-0000000002": [],
    "HealthcareService?identifier=1-0000000001&_total=accurate": ["Débt Advice", "Tea and Talk"],
    "HealthcareService?service-type=1-0000000001": [],
    "Organization": ["Example Befriending Network"],
    "Organization?name=ebn": ["Example Befriending Network"],
    f"Organization?identifier={ODS}|abc123": ["Example Befriending Network"],
    f"Organization?identifier={ODS}|": ["Example Befriending Network"],
    "Organization?identifier=http://org-id.guide/list/GB-CHC|0000001": [
        "Example Befriending Network"
    ],
    "Organization?identifier=http://org-id.guide/list/GB-COH|00000002": [
        "Example Befriending Network"
    ],
    "Organization?identifier=http://org-id.guide/list/GB-COH|0000001": [],
    "Organization?type=charity&address-city=sale": ["Example Befriending Network"],
    "Location?name=hall": ["Hall 1", "Hall 2"],
    "Location?identifier=100011642391&address-country=GB": ["Hall 1", "Hall 2"],
    "Location?accessibility=step_free": ["Hall 1", "Hall 2"],
    "Location?hoursofoperation=tue": ["Hall 1", "Hall 2"],
    "Location?near=53.44|-2.3221|1": ["Hall 2"],
}
REFUSED = [
    ("Organization?unknown=1", 400, "invalid"),
    ("HealthcareService?organization:Location=abc", 400, "invalid"),
    ("HealthcareService?name:exact=Tea", 400, "invalid"),
    ("Organization?_lastUpdated=soon", 400, "invalid"),
    ("Organization?identifier=", 400, "invalid"),
    ("Location?near=somewhere", 400, "invalid"),
    ("Location?near=53|-2|5|parsecs", 400, "invalid"),
    ("HealthcareService?_include=Patient:link", 400, "invalid"),
    ("HealthcareService?name:exact=Tea", 400, "invalid"),
    ("HealthcareService?_summary=true", 400, "invalid"),
    ("HealthcareService?_elements=name", 400, "invalid"),
    ("HealthcareService?_sort=-name", 400, "invalid"),
    ("HealthcareService?_total=some", 400, "invalid"),
    ("Organization?_format=xml", 406, "not-supported"),
    ("Patient", 404, "not-found"),
    ("Organization/1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11", 404, "not-found"),
    ("HealthcareService/1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11", 404, "not-found"),
]
INCLUDED = [
    ("HealthcareService?_include=HealthcareService:organization", ["Organization"]),
    (
        "HealthcareService?_include=HealthcareService:location",
        ["Location", "Location", "Location"],
    ),
    (
        "Organization?_revinclude=HealthcareService:organization&_revinclude=Location:organization",
        ["HealthcareService", "HealthcareService", "Location", "Location"],
    ),
    (
        "Location?name=hall&_revinclude=HealthcareService:location&_include=Location:organization",
        ["HealthcareService", "HealthcareService", "Organization"],
    ),
]


def listing_of(one: Record) -> str:
    return str(listing_id(record_id(one.source_id, one.key)))


@pytest.fixture
def door(keeping_client: TestClient, desk: Desk, clock: FrozenClock) -> TestClient:
    """The API with three listings, followed."""
    publish_records(desk.database, facts("council"), [TEA, DEBT, PLAIN], clock)
    catch_up(desk.reading, desk.database)
    return keeping_client


def found(client: TestClient, search: str) -> list[str]:
    """The names of all matches, page after page of two; each page is checked."""
    names: list[str] = []
    totals = set()
    for page in pages(client, search):
        totals.add(page["total"])
        names += [
            one["resource"]["name"]
            for one in page.get("entry", ())
            if one["search"]["mode"] == "match"
        ]
    assert totals == {len(names)}
    return sorted(names)


def pages(client: TestClient, search: str) -> Iterator[Json]:
    joint = "&" if "?" in search else "?"
    url: str | None = f"{DOOR}/{search}{joint}_count=2"
    while url:
        answer = client.get(url)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/fhir+json"
        page = answer.json()
        yield page
        links = {one["relation"]: one["url"] for one in page["link"]}
        assert links["self"]
        url = links.get("next")


def test_searches(door: TestClient) -> None:
    assert {search: found(door, search) for search in SEARCHES} == SEARCHES


def test_references_lead_to_what_they_name(door: TestClient) -> None:
    service = door.get(f"{DOOR}/HealthcareService/{listing_of(TEA)}").json()
    organization = service["providedBy"]["reference"]
    place = service["location"][0]["reference"]
    assert door.get(f"{DOOR}/{organization}").json()["name"] == "Example Befriending Network"
    assert door.get(f"{DOOR}/{place}").json()["name"] == "Hall 1"
    for search in (
        f"organization={organization}",
        f"organization={organization.partition('/')[2]}",
    ):
        assert found(door, f"HealthcareService?{search}") == ["Débt Advice", "Tea and Talk"]
    assert found(door, f"HealthcareService?location={place}") == ["Tea and Talk"]
    assert found(door, f"Location?organization={organization}") == ["Hall 1", "Hall 2"]


def test_what_belongs_to_matches_comes_along(door: TestClient) -> None:
    for search, included in INCLUDED:
        page = door.get(f"{DOOR}/{search}").json()
        kinds = [
            one["resource"]["resourceType"]
            for one in page["entry"]
            if one["search"]["mode"] == "include"
        ]
        assert (sorted(kinds), search) == (included, search)
        urls = [one["fullUrl"] for one in page["entry"]]
        assert len(urls) == len(set(urls))


def test_the_nearest_comes_first_and_says_how_far(door: TestClient) -> None:
    page = door.get(f"{DOOR}/Location?name=hall&near=53.45|-2.3221|10|km").json()
    assert [one["resource"]["name"] for one in page["entry"]] == ["Hall 2", "Hall 1"]
    metres = [one["search"]["extension"][0]["valueDistance"]["value"] for one in page["entry"]]
    assert metres == [1112, 3336]


def test_a_search_by_post_leaves_no_place_in_any_address(door: TestClient) -> None:
    form = {"near": "53.45|-2.3221|10|km", "_count": "1"}
    first = door.post(f"{DOOR}/Location/_search", data=form)
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-store")
    links = {one["relation"]: one["url"] for one in first.json()["link"]}
    assert not any("53.45" in url for url in links.values())
    second = door.post(links["next"], data=form).json()
    names = [page["entry"][0]["resource"]["name"] for page in (first.json(), second)]
    assert names == ["Hall 2", "Hall 1"]


def test_counting_alone(door: TestClient) -> None:
    for asked in ("_count=0", "_summary=count", "_summary=count&_count=2"):
        page = door.get(f"{DOOR}/HealthcareService?{asked}").json()
        assert (page["total"], "entry" in page, len(page["link"])) == (3, False, 1), asked
    named = door.get(f"{DOOR}/HealthcareService?_summary=count&name=tea")
    assert named.json()["total"] == 1


def test_every_refusal_is_an_outcome(door: TestClient, fhir_errors: FhirErrors) -> None:
    for address, status, code in REFUSED:
        answer = door.get(f"{DOOR}/{address}")
        assert (answer.status_code, address) == (status, address)
        assert answer.headers["content-type"] == "application/fhir+json"
        assert answer.json()["issue"][0]["code"] == code
        assert fhir_errors(answer.json()) == []


def test_other_ways_of_asking_are_refused_as_outcomes(door: TestClient) -> None:
    wrong = door.put(f"{DOOR}/Organization")
    assert (wrong.status_code, wrong.json()["resourceType"]) == (405, "OperationOutcome")
    long = door.post(
        f"{DOOR}/Organization/_search",
        content=b"name=" + b"x" * 300_000,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert (long.status_code, long.json()["resourceType"]) == (413, "OperationOutcome")
    xml = door.get(f"{DOOR}/metadata", headers={"accept": "application/fhir+xml"})
    assert (xml.status_code, xml.json()["resourceType"]) == (406, "OperationOutcome")


def test_ids_of_requests_are_echoed(door: TestClient) -> None:
    own = {
        "X-Request-ID": "60e0b220-8136-4ca5-ae46-1d97ef59d068",
        "X-Correlation-ID": "11C46F5F-CDEF-4865-94B2-0EE0EDCC26DA",
    }
    for address in ("Organization", "Organization?wrong=1"):
        answer = door.get(f"{DOOR}/{address}", headers=own)
        assert {name: answer.headers[name] for name in own} == own


def test_a_withdrawn_service_is_gone_before_anybody_has_followed(
    door: TestClient, desk: Desk, clock: FrozenClock, files: Files
) -> None:
    place = door.get(f"{DOOR}/HealthcareService/{listing_of(TEA)}").json()["location"][0]
    withdraw(desk.database, files.folder / "ledger", listing_of(TEA), "made up", clock.now())
    for followed in (False, True):
        if followed:
            catch_up(desk.reading, desk.database)
        assert found(door, "HealthcareService?name=tea") == []
        assert door.get(f"{DOOR}/HealthcareService/{listing_of(TEA)}").status_code == 410
        assert door.get(f"{DOOR}/{place['reference']}").status_code == 410
    assert found(door, "Organization") == ["Example Befriending Network"]
    rows = "SELECT count(*) FROM fhir_resource WHERE service_id = :id AND length(body) > 0"
    assert desk.database.rows(rows, {"id": listing_of(TEA)})[0][0] == 0


def test_a_changed_service_is_served_as_it_is_before_anybody_has_followed(
    door: TestClient, desk: Desk, clock: FrozenClock
) -> None:
    changed = rich("1", "Tea and Talk", 53.42, description="Now with cake")
    publish_records(desk.database, facts("council"), [changed], clock)
    page = door.get(f"{DOOR}/HealthcareService?name=tea").json()
    assert page["entry"][0]["resource"]["comment"] == "Now with cake"
    read = door.get(f"{DOOR}/HealthcareService/{listing_of(TEA)}").json()
    assert read["comment"] == "Now with cake"
    fresh = record("council", "9", "Brand new", None)
    publish_records(desk.database, facts("council"), [fresh], clock)
    assert door.get(f"{DOOR}/HealthcareService/{listing_of(fresh)}").json()["name"] == "Brand new"


def test_a_kite_mark_is_a_characteristic_until_it_ends(
    door: TestClient, desk: Desk, load_file: LoadAwards, clock: FrozenClock
) -> None:
    load_file(an_award(listing_subject(listing_of(TEA))))
    catch_up(desk.reading, desk.database)
    mark = "HealthcareService?characteristic=kitemark:example-mark:ready"
    assert found(door, mark) == ["Tea and Talk"]
    texts = characteristics(door)
    assert "Example Kite Mark: Ready, Example Voluntary Council, until 2027-02-28" in texts
    clock.at = datetime(2027, 3, 1, tzinfo=UTC)
    assert not any("Kite Mark" in one for one in characteristics(door))


def characteristics(client: TestClient) -> list[str]:
    service = client.get(f"{DOOR}/HealthcareService/{listing_of(TEA)}").json()
    return [one["text"] for one in service["characteristic"]]


def test_made_anew_they_are_the_same(door: TestClient, desk: Desk) -> None:
    held = "SELECT kind, id, service_id, gone, shown, body FROM fhir_resource ORDER BY 1, 2, 3"
    codes = "SELECT * FROM fhir_code ORDER BY 1, 2, 3, 4, 5, 6"
    before = [desk.database.rows(sql, {}) for sql in (held, codes)]
    assert rebuild(desk.reading, desk.database) == 3
    assert [desk.database.rows(sql, {}) for sql in (held, codes)] == before
    assert catch_up(desk.reading, desk.database) == 0
