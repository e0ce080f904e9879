"""What is measured: bounded, without a place, and all that dashboards and alerts ask for."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import structlog
import yaml
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import REGISTRY, generate_latest
from prometheus_client.utils import floatToGoString
from starlette.testclient import TestClient

from api import tracing
from api.app import create_app
from api.gauges import HouseGauges, Looked
from api.measures import DOCUMENTS, PAGES, REQUEST_SECONDS, REQUESTS, count_page, timed
from api.measuring import registry_of
from api.parts import Parts
from journeys.standing import Dependency, Standing
from tests.fakes.documents import FakeDocuments
from tests.fixtures.served import ROOT

CANARY = "M33 7ZF"
TRACES = ("7ZF", "7zf", "53.4251", "2.319", "secret", "no-such-path")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
OF_OTHERS = {"up", "probe_success", "probe_ssl_earliest_cert_expiry"}
"""What Prometheus itself and its blackbox exporter tell."""
WORDS = re.compile(r"\b[a-z_:][a-z0-9_:]*\b")
ALERTS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "deploy" / "prometheus" / "alerts.yml").read_text("utf-8")
)["groups"][0]["rules"]
DASHBOARD: dict[str, Any] = json.loads((ROOT / "deploy/grafana/fingerpost.json").read_text("utf-8"))
LABELS = {
    "fingerpost_requests_total": REQUESTS._labelnames,
    "fingerpost_request_seconds_bucket": REQUEST_SECONDS._labelnames,
    "fingerpost_pages_total": PAGES._labelnames,
    "fingerpost_documents_total": DOCUMENTS._labelnames,
}
EXPRESSIONS = [one["expr"] for one in ALERTS] + [
    target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]
]


class _Reading(FakeDocuments):
    def __init__(self) -> None:
        super().__init__(())

    def leases(self) -> list[datetime]:
        return [NOW - timedelta(minutes=10), NOW + timedelta(minutes=5)]


def _looked(state: str = "ok") -> Looked:
    found = (
        Dependency("database", state, position=9),  # type: ignore[arg-type]
        Dependency("search", "degraded", position=7, lag_s=61.0),
    )
    return Looked(
        standing=lambda: Standing("degraded", found, 6, 9),
        reading=_Reading(),
        now=lambda: NOW,
        refresh=lambda: {"made_up_council": timedelta(days=1)},
        disk=lambda: (5, 100),
        backup=lambda: NOW,
        jobs=lambda: {"queued": 3, "left behind": 1},
        turns=lambda: {"queue": 0.5, "tending": 7.0},
        memory=lambda: 300,
        memory_limit=lambda: 1000,
    )


@pytest.fixture
def told() -> str:
    return generate_latest(registry_of(HouseGauges(_looked()))).decode()


def _names(text: str) -> set[str]:
    """The names of all series, and of those that a histogram has."""
    found = set(re.findall(r"^# TYPE (\S+)", text, re.MULTILINE))
    return found | {f"{name}_{end}" for name in found for end in ("bucket", "count", "sum")}


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_what_is_asked_for_is_measured(told: str, expression: str) -> None:
    outside_labels = re.sub(r"\{[^}]*\}|\((?=\w+(?:, \w+)*\) )", " ", expression)
    asked = {
        word
        for word in WORDS.findall(outside_labels)
        if word.startswith(("fingerpost_", "process_", "probe_", "up"))
    }
    assert asked, expression
    assert asked <= _names(told) | OF_OTHERS


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_labels_that_are_asked_for_exist(told: str, expression: str) -> None:
    for name, labels in re.findall(r"(fingerpost_\w+)\{([^}]*)\}", expression):
        for label in re.findall(r"(\w+)\s*(?:=|!)", labels):
            shown = re.search(rf"^{name}\{{[^}}]*\b{label}=", told, re.MULTILINE)
            assert shown or label in LABELS[name], (name, label)


@pytest.mark.parametrize("alert", ALERTS, ids=lambda one: one["alert"])
def test_an_alert_says_what_is_wrong_and_what_to_do(alert: dict[str, Any]) -> None:
    assert alert["labels"]["severity"] in ("page", "ticket")
    assert alert["for"]
    assert alert["annotations"]["summary"].endswith(".")
    page, _, anchor = alert["annotations"]["runbook"].partition("#")
    headings = re.findall(r"^#+ (.+)$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", one).strip().lower().replace(" ", "-") for one in headings}
    assert anchor in slugs


def test_the_dashboard_is_whole() -> None:
    assert DASHBOARD["title"] == "Fingerpost"
    numbers = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(set(numbers)) == len(numbers) > 15
    for panel in DASHBOARD["panels"]:
        assert panel["datasource"]["uid"] == "${datasource}"
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24


def test_gauges_say_how_the_house_stands(told: str) -> None:
    for line in (
        "fingerpost_ready 1.0",
        'fingerpost_dependency_healthy{dependency="search"} 0.0',
        'fingerpost_lag_seconds{dependency="search"} 61.0',
        'fingerpost_lag_changes{dependency="search"} 2.0',
        'fingerpost_source_last_run_records{outcome="read",source="made_up_council"} 6.0',
        'fingerpost_source_refresh_seconds{source="made_up_council"} 86400.0',
        "fingerpost_runs_under_way 2.0",
        "fingerpost_lease_overdue_seconds 600.0",
        'fingerpost_jobs{state="left behind"} 1.0',
        'fingerpost_turn_age_seconds{of="tending"} 7.0',
        "fingerpost_memory_bytes 300.0",
        "fingerpost_memory_limit_bytes 1000.0",
        f"fingerpost_backup_last_timestamp_seconds {floatToGoString(NOW.timestamp())}",
    ):
        assert re.search(rf"^{re.escape(line)}", told, re.MULTILINE), line


def test_without_the_database_the_rest_is_still_told() -> None:
    told = generate_latest(registry_of(HouseGauges(_looked("down")))).decode()
    assert "fingerpost_disk_free_bytes 5.0" in told
    assert "fingerpost_source_records" not in told


def _value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_requests_are_counted_by_template_alone(api_client: TestClient) -> None:
    labels = {"method": "GET", "route": "/v1/listings/{listing_id}", "status": "422"}
    before = _value("fingerpost_requests_total", **labels)
    api_client.get("/v1/listings/not-an-id")
    assert _value("fingerpost_requests_total", **labels) == before + 1
    unknown = _value("fingerpost_requests_total", method="other", route="-", status="405")
    for number in range(3):
        api_client.request(f"MADEUP{number}", f"/no-such-path/{number}")
        api_client.get(f"/no-such-path/{number}")
    text = generate_latest(REGISTRY).decode()
    assert "MADEUP" not in text
    assert "no-such-path" not in text
    assert _value("fingerpost_requests_total", method="GET", route="-", status="404") >= 3
    assert unknown >= 0


def test_stages_and_pages_are_measured() -> None:
    class Engine:
        def search(self, words: str) -> str:
            return words.upper()

        def position(self) -> int:
            return 7

    before = _value("fingerpost_search_stage_seconds_count", stage="engine")
    engine = timed(Engine())
    assert (engine.search("debt"), engine.position()) == ("DEBT", 7)
    assert _value("fingerpost_search_stage_seconds_count", stage="engine") == before + 1
    hits = _value("fingerpost_pages_total", outcome="hit")
    count_page(True)
    assert _value("fingerpost_pages_total", outcome="hit") == hits + 1


@pytest.fixture
def spans(parts: Parts) -> Iterator[tuple[TestClient, InMemorySpanExporter]]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    app = create_app(parts)
    app.add_middleware(tracing.RequestSpans, tracer=provider.get_tracer("made up"))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client, exporter


def test_neither_metrics_nor_spans_nor_logs_hold_a_place(
    spans: tuple[TestClient, InMemorySpanExporter],
) -> None:
    client, exporter = spans
    headers = {
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "tracestate": "made=up7ZF",
        "baggage": "near=M33 7ZF",
    }
    with structlog.testing.capture_logs() as lines:
        client.get("/v1/search", params={"q": "debt", "near": CANARY}, headers=headers)
        client.get("/v1/search?lat=53.4251&lon=-2.3190", headers=headers)
        client.post("/v1/search", json={"near": CANARY, "limit": "secret"}, headers=headers)
        client.get(f"/no-such-path/{CANARY}", headers=headers)
    finished = exporter.get_finished_spans()
    assert [one.name for one in finished] == [
        "GET /v1/search",
        "GET /v1/search",
        "POST /v1/search",
        "GET -",
    ]
    assert {format(one.context.trace_id, "032x") for one in finished} == {
        headers["traceparent"][3:35]
    }
    written = "".join(one.to_json() for one in finished) + f"{lines}"
    written += generate_latest(REGISTRY).decode()
    assert not [trace for trace in TRACES if trace in written]


def test_spans_are_only_made_where_somebody_asked_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(tracing.WHERE_TO, raising=False)
    assert not tracing.is_wanted()
    monkeypatch.setenv(tracing.WHERE_TO, "http://127.0.0.1:4318")
    assert tracing.is_wanted()
    monkeypatch.setattr(tracing, "NEEDED", ("opentelemetry_that_is_not_there.sdk",))
    with pytest.raises(ImportError, match="opentelemetry-sdk"):
        tracing.tracer("0.0.0")


def test_every_line_of_a_request_has_its_id(
    capfd: pytest.CaptureFixture[str], parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    import logging

    from runtime.logs import configure

    app = create_app(parts)

    def chatter() -> dict[str, str]:
        structlog.get_logger().info("made up")
        logging.getLogger("a.library").warning("made up too")
        return {}

    app.add_api_route("/v1/made-up", chatter)
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    earlier = structlog.get_config()
    try:
        configure()
        with TestClient(app) as client:
            answer = client.get("/v1/made-up")
    finally:
        structlog.configure(**earlier)
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    events = {line["event"]: line for line in lines}
    assert {"made up", "made up too", "request"} <= set(events)
    for event in ("made up", "made up too", "request"):
        assert events[event]["request_id"] == answer.headers["x-request-id"]
    assert events["made up too"]["logger"] == "a.library"
