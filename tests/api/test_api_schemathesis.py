"""Generated requests against the whole description, in this process, with every check."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from structlog.testing import capture_logs

from api.app import create_app
from api.generate import document
from api.parts import Parts
from directory.submissions import attempts
from journeys.exports.bulk import Bulk
from journeys.finding.crisis import shipped_crisis_words
from runtime.clock import FrozenClock
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.desks import made_up_desk
from tests.fakes.documents import FakeDocuments
from tests.fakes.gazetteer import FakeGazetteer
from tests.fakes.index import FakeIndex
from tests.fakes.listings import SERVICES, stored

FOLDER = TemporaryDirectory(prefix="generated-requests-")
INDEX, DOCUMENTS = FakeIndex(SERVICES), FakeDocuments(stored(one) for one in SERVICES)
CLOCK = FrozenClock(datetime(2026, 11, 21, 12, 0, tzinfo=UTC))
DESK = made_up_desk(Path(FOLDER.name) / "desk.sqlite3", DOCUMENTS, INDEX, CLOCK)
BULK = Bulk(Path(FOLDER.name) / "exports", DESK.database, CLOCK)
BULK.make()
APP = create_app(
    Parts(
        index=INDEX,
        documents=DOCUMENTS,
        catalogue=FakeCatalogue(DOCUMENTS),
        gazetteer=FakeGazetteer(),
        clock=CLOCK,
        crisis=shipped_crisis_words(),
        desk=DESK,
        version="0.0.0",
        bulk=BULK,
    )
)
# No schema can say which words are places, or blank once trimmed, that a cursor belongs to one
# search alone, that a key came with another body before, or that two ages are in the right order.
ACCEPTABLE = ["2xx", "401", "404", "409", "422"]
REFUSED_FOR_MORE_THAN_SHAPE = {
    "include-path-regex": "^/(v1/(search|suggest|submissions)|oruk/v3|hsds/v3)",
    "checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTABLE}},
}
# FHIR's own syntax within a text (prefixes, systems, degrees) is told in words, not in the schema.
IN_FHIRS_OWN_SYNTAX = {
    "include-path-regex": "^/fhir/",
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "400", "404", "406"]}},
}
CONFIG = SchemathesisConfig.from_dict(
    {"operations": [REFUSED_FOR_MORE_THAN_SHAPE, IN_FHIRS_OWN_SYNTAX]}
)
DESCRIBED = document()
schema = schemathesis.openapi.from_asgi("/openapi.json", APP, config=CONFIG)


@pytest.fixture(autouse=True)
def nobody_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that generated requests get past the limits that a network has."""
    limits = dict.fromkeys(attempts.MOST_PER_HOUR, 1_000_000)
    monkeypatch.setattr(attempts, "MOST_PER_HOUR", limits)


@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_generated_requests(case: schemathesis.Case) -> None:
    with capture_logs():
        case.call_and_validate()


def test_generated_ways_from_answer_to_answer() -> None:
    """Lists lead to objects, a submission to itself: along the links of the description."""
    machine = schema.as_state_machine()
    bounded = settings(
        max_examples=12,
        stateful_step_count=4,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    with capture_logs():
        machine.run(settings=bounded)


def test_every_link_leads_to_an_operation_that_takes_its_parameter() -> None:
    operations = {
        said["operationId"]: said
        for methods in DESCRIBED["paths"].values()
        for said in methods.values()
    }
    links = [
        link
        for said in operations.values()
        for answer in said["responses"].values()
        for link in answer.get("links", {}).values()
    ]
    assert len(links) > 25
    for link in links:
        taken = {one["name"] for one in operations[link["operationId"]]["parameters"]}
        assert set(link["parameters"]) <= taken


def test_every_door_is_asked() -> None:
    doors = {path.split("/")[1] for path in DESCRIBED["paths"]}
    assert {"v1", "oruk", "hsds", "fhir", "rpde", "bulk"} <= doors
