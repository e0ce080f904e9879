"""FHIR R4 at a running door: HL7's schema, a library's models, NHS England's requests, a client."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from fhirpy import SyncFHIRClient
from starlette.testclient import TestClient

from directory.documents.reading import Reading
from examples.demo.serving import serving
from journeys.fhir import catch_up
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from schema.fhir.resources import resources
from tests.fixtures.fhir import FhirErrors, rich_service
from tests.fixtures.house import WholeHouse
from tests.fixtures.records import facts, record
from tests.fixtures.running import running

DOOR = "/fhir/R4"
ODS = "https://fhir.nhs.uk/Id/ods-organization-code"
ROOT = Path(__file__).resolve().parents[2]
LEAVE = ("id", "name", "status", "last_modified", "awards")
UNKNOWN_VERSION = "['fhirVersion']: '4.0.1' is not one of"
"""The schema's list of versions ends before the one that it is of."""
Json = dict[str, Any]


@pytest.fixture
def door(keeping_client: TestClient, desk: Desk, clock: FrozenClock) -> TestClient:
    """The API with the rich made-up service and twenty others, followed."""
    said = {name: value for name, value in rich_service().items() if name not in LEAVE}
    made = [record("council", str(key), f"Group {key}", f"M{key} 1AA") for key in range(20)]
    rich = record("council", "rich", "Tea and Talk", None, **said)
    publish_records(desk.database, facts("council"), [rich, *made], clock)
    catch_up(desk.reading, desk.database)
    return keeping_client


def published(reading: Reading) -> Iterator[Json]:
    """Every resource of everything that is published, as it is served."""
    for stored in reading.published():
        yield from orjson.loads(orjson.dumps(resources(orjson.loads(stored.body))))


def test_the_rich_example_is_of_fhir_r4(fhir_errors: FhirErrors) -> None:
    for one in orjson.loads(orjson.dumps(resources(rich_service()))):
        assert fhir_errors(one) == [], one["resourceType"]


def test_a_planted_fault_is_seen(fhir_errors: FhirErrors) -> None:
    service = orjson.loads(orjson.dumps(resources(rich_service())))[0]
    assert fhir_errors({**service, "active": "yes"})
    assert fhir_errors({**service, "availableTime": [{"daysOfWeek": ["monday"]}]})


def test_bundles_and_the_statement_are_of_fhir_r4(
    door: TestClient, fhir_errors: FhirErrors
) -> None:
    for address in (
        "metadata",
        "HealthcareService?_include=HealthcareService:organization",
        "Organization?_revinclude=HealthcareService:organization",
        "Location?near=53.42|-2.32|50|km&_revinclude=HealthcareService:location",
        "Location?name=nobody",
    ):
        found = fhir_errors(door.get(f"{DOOR}/{address}").json())
        assert [one for one in found if not one.startswith(UNKNOWN_VERSION)] == [], address


def test_everything_of_the_demonstration_is_of_fhir_r4(
    house: WholeHouse, fhir_errors: FhirErrors, tmp_path: Path
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    with serving() as directories:
        for file in (ROOT / "examples" / "demo" / "sources").glob("*.toml"):
            said = file.read_text("utf-8").replace("{demo}", directories.base_url)
            (folder / file.name).write_text(said, "utf-8")
        house.harvest_folder(folder)
    every = list(published(house.reading))
    assert len(every) > 300
    assert [(one["id"], found) for one in every if (found := fhir_errors(one))] == []


def test_everything_of_real_directories_is_of_fhir_r4(
    house: WholeHouse, shared_dir: Path, fhir_errors: FhirErrors
) -> None:
    house.harvest_folder(ROOT / "examples" / "real" / "sources", shared_dir / "data")
    every = list(published(house.reading))
    assert len(every) > 10_000
    rows = "SELECT count(*) FROM fhir_resource WHERE kind = 'HealthcareService' AND gone = 0"
    assert house.database.rows(rows, {})[0][0] == house.reading.total()
    some = every[::37]
    assert [(one["id"], found) for one in some if (found := fhir_errors(one))] == []


def test_what_nhs_england_asks_is_answered_in_its_shape(
    door: TestClient, fhir_errors: FhirErrors
) -> None:
    headers = {
        "version": "1",
        "X-Request-ID": "60e0b220-8136-4ca5-ae46-1d97ef59d068",
        "X-Correlation-ID": "11C46F5F-CDEF-4865-94B2-0EE0EDCC26DA",
    }
    asked = f"Organization?identifier={ODS}|ABC123&_revinclude=Endpoint:organization"
    answer = door.get(f"{DOOR}/{asked}", headers=headers)
    assert answer.headers["content-type"] == "application/fhir+json"
    assert answer.headers["x-request-id"] == headers["X-Request-ID"]
    assert answer.headers["x-correlation-id"] == headers["X-Correlation-ID"]
    bundle = answer.json()
    assert fhir_errors(bundle) == []
    assert (bundle["type"], bundle["link"][0]["relation"]) == ("searchset", "self")
    (entry,) = bundle["entry"]
    assert entry["search"] == {"mode": "match"}
    assert entry["fullUrl"].endswith(f"{DOOR}/Organization/{entry['resource']['id']}")
    known = {(one.get("system"), one["value"]) for one in entry["resource"]["identifier"]}
    assert (ODS, "ABC123") in known
    services = door.get(f"{DOOR}/HealthcareService?organization.identifier={ODS}|ABC123").json()
    (service,) = services["entry"]
    provider = service["resource"]["providedBy"]["reference"]
    assert provider == f"Organization/{entry['resource']['id']}"
    refused = door.get(f"{DOOR}/{asked}&foo=1", headers=headers)
    assert (refused.status_code, refused.json()["resourceType"]) == (400, "OperationOutcome")


def test_a_client_of_others_reads_a_running_server(door: TestClient) -> None:
    with running(door.app) as address:
        client = SyncFHIRClient(f"{address}{DOOR}")
        every = client.resources("HealthcareService").limit(5).fetch_all()
        assert len(every) == 21
        search = (
            client.resources("HealthcareService")
            .search(name="Tea")
            .include("HealthcareService", "organization")
        )
        bundle = search.fetch_raw()
        kinds = sorted(one["resource"]["resourceType"] for one in bundle["entry"])
        assert kinds == ["HealthcareService", "Organization"]
        tea = search.fetch()[0]
        provider = client.reference("Organization", tea["providedBy"]["reference"].split("/")[1])
        assert provider.to_resource()["name"] == "Example Befriending Network"
        near = client.resources("Location").search(near="53.4243|-2.3221|1|km").fetch()
        assert len(near) >= 1
