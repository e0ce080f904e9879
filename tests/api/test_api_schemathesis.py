"""Generated requests against the whole description, in this process, with every check."""

from datetime import UTC, datetime

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from structlog.testing import capture_logs

from api.app import create_app
from api.parts import Parts
from journeys.finding.crisis import shipped_crisis_words
from runtime.clock import FrozenClock
from tests.fakes.documents import FakeDocuments
from tests.fakes.gazetteer import FakeGazetteer
from tests.fakes.index import FakeIndex
from tests.fakes.listings import SERVICES, stored

APP = create_app(
    Parts(
        index=FakeIndex(SERVICES),
        documents=FakeDocuments(stored(one) for one in SERVICES),
        gazetteer=FakeGazetteer(),
        clock=FrozenClock(datetime(2026, 11, 21, 12, 0, tzinfo=UTC)),
        crisis=shipped_crisis_words(),
        version="0.0.0",
    )
)
# No schema can say which words are places, or that a cursor belongs to one search alone.
PLACES_ARE_NOT_A_SCHEMA = {
    "include-path": "/v1/search",
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "422"]}},
}
CONFIG = SchemathesisConfig.from_dict({"operations": [PLACES_ARE_NOT_A_SCHEMA]})
schema = schemathesis.openapi.from_asgi("/openapi.json", APP, config=CONFIG)


@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_generated_requests(case: schemathesis.Case) -> None:
    with capture_logs():
        case.call_and_validate()
