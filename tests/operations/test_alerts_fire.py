"""Each alert fires where it should and is silent where it should not, as Prometheus has it."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.fixtures.programs import installed
from tests.fixtures.served import ROOT

FOLDER = ROOT / "deploy" / "prometheus"
ALERTS = [
    one["alert"]
    for one in yaml.safe_load((FOLDER / "alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
]
HOUR_S, DAY_S = 3600, 86_400
LOOKED_AT_H = 3
"""Hours after what is told began: more than any alert waits for."""
NOW_S = LOOKED_AT_H * HOUR_S

Told = Mapping[str, str]
"""What is told each minute by series: `5` of the same, `0+2` of one that grows."""

API, WORKER, OUTSIDE = (
    f'{{job="{job}", service="{service}", instance="{service}-1"}}'
    for job, service in (
        ("fingerpost", "api"),
        ("fingerpost", "worker"),
        ("fingerpost-outside", ""),
    )
)
OF_A, OF_B = '{source="elm", instance="a"}', '{source="elm", instance="b"}'


def _of(dependency: str, instance: str = "a") -> str:
    return f'{{dependency="{dependency}", instance="{instance}"}}'


def _answers(status: int) -> str:
    return f'fingerpost_requests_total{{status="{status}"}}'


def _within(seconds: str, route: str = "/v1/search") -> str:
    return f'fingerpost_request_seconds_bucket{{route="{route}", le="{seconds}"}}'


def _memory(name: str, host: str, instance: str) -> str:
    return f'fingerpost_memory_{name}{{host="{host}", instance="{instance}"}}'


def _source(name: str, of: str = OF_A) -> str:
    return f"fingerpost_source_{name}{of}"


FIRE: list[tuple[str, Told]] = [
    ("NotReady", {f"fingerpost_ready{API}": "0"}),
    ("NotReady", {f"up{WORKER}": "0"}),
    ("Gone", {f"up{API}": "1"}),
    ("Gone", {f"up{WORKER}": "1"}),
    ("NotReached", {f"probe_success{OUTSIDE}": "0"}),
    ("NobodyLooks", {f"up{OUTSIDE}": "0"}),
    (
        "Degraded",
        {
            f"fingerpost_dependency_healthy{_of('disk')}": "1",
            f"fingerpost_dependency_healthy{_of('disk', 'b')}": "0",
        },
    ),
    ("Errors", {_answers(500): "0+2", _answers(200): "0+98"}),
    ("Slow", {_within("0.25"): "0+98", _within("0.5"): "0+100", _within("+Inf"): "0+100"}),
    ("IndexBehind", {f"fingerpost_lag_seconds{_of('search')}": "61"}),
    ("CatalogueBehind", {f"fingerpost_lag_seconds{_of('catalogue')}": "61"}),
    ("FhirBehind", {f"fingerpost_lag_seconds{_of('fhir')}": "61"}),
    (
        "SourceFailing",
        {
            _source("complete_timestamp_seconds"): str(NOW_S - 2 * HOUR_S - 1900),
            _source("refresh_seconds"): str(HOUR_S),
        },
    ),
    ("SourceFailing", {_source("failures"): "6"}),
    ("SourceFailing", {_source("refresh_seconds"): str(HOUR_S)}),
    ("LeaseStuck", {"fingerpost_lease_overdue_seconds": "301"}),
    ("LeaseStuck", {'fingerpost_jobs{state="left behind"}': "1"}),
    ("WorkerHangs", {'fingerpost_turn_age_seconds{of="queue"}': "121"}),
    ("WorkerHangs", {'fingerpost_turn_age_seconds{of="dispatching"}': "1801"}),
    ("WorkerHangs", {'fingerpost_turn_age_seconds{of="tending"}': "1801"}),
    ("BackupOld", {"fingerpost_backup_last_timestamp_seconds": str(NOW_S - 27 * HOUR_S)}),
    ("DiskFilling", {"fingerpost_disk_free_bytes": "9", "fingerpost_disk_bytes": "100"}),
    (
        "MemoryFull",
        {
            _memory("bytes", "one", "api"): "60",
            _memory("bytes", "one", "worker"): "31",
            _memory("limit_bytes", "one", "api"): "100",
            _memory("limit_bytes", "one", "worker"): "200",
        },
    ),
    (
        "CertificateEnds",
        {f"probe_ssl_earliest_cert_expiry{OUTSIDE}": str(NOW_S + 13 * DAY_S)},
    ),
]

SILENT: list[tuple[str, Told]] = [
    ("NotReady", {f"fingerpost_ready{API}": "1", f"up{WORKER}": "1", f"up{OUTSIDE}": "0"}),
    ("Gone", {f"up{API}": "0", f"up{WORKER}": "0"}),
    ("NotReached", {f"probe_success{OUTSIDE}": "1"}),
    ("NobodyLooks", {f"up{OUTSIDE}": "1"}),
    ("Degraded", {f"fingerpost_dependency_healthy{_of('disk')}": "1"}),
    ("Errors", {_answers(500): "0+1", _answers(200): "0+99", _answers(404): "0+900"}),
    ("Slow", {_within("0.25"): "0+99", _within("0.5"): "0+99", _within("+Inf"): "0+100"}),
    ("Slow", {_within("0.25", "/v1/services"): "0", _within("+Inf", "/v1/services"): "0+100"}),
    ("IndexBehind", {f"fingerpost_lag_seconds{_of('search')}": "60"}),
    ("CatalogueBehind", {f"fingerpost_lag_seconds{_of('catalogue')}": "60"}),
    ("FhirBehind", {f"fingerpost_lag_seconds{_of('fhir')}": "60"}),
    (
        "SourceFailing",
        {
            _source("complete_timestamp_seconds"): "0",
            _source("complete_timestamp_seconds", OF_B): str(NOW_S - HOUR_S),
            _source("refresh_seconds"): str(HOUR_S),
            _source("refresh_seconds", OF_B): str(HOUR_S),
            _source("failures"): "5",
        },
    ),
    ("LeaseStuck", {"fingerpost_lease_overdue_seconds": "300"}),
    ("LeaseStuck", {'fingerpost_jobs{state="queued"}': "9"}),
    (
        "WorkerHangs",
        {
            'fingerpost_turn_age_seconds{of="queue"}': "120",
            'fingerpost_turn_age_seconds{of="dispatching"}': "1800",
            'fingerpost_turn_age_seconds{of="tending"}': "1800",
        },
    ),
    (
        "BackupOld",
        {
            'fingerpost_backup_last_timestamp_seconds{instance="api"}': str(NOW_S - 27 * HOUR_S),
            'fingerpost_backup_last_timestamp_seconds{instance="worker"}': str(NOW_S - 26 * HOUR_S),
        },
    ),
    ("DiskFilling", {"fingerpost_disk_free_bytes": "10", "fingerpost_disk_bytes": "100"}),
    (
        "MemoryFull",
        {
            _memory("bytes", "one", "api"): "60",
            _memory("bytes", "two", "worker"): "60",
            _memory("limit_bytes", "one", "api"): "100",
            _memory("limit_bytes", "two", "worker"): "100",
        },
    ),
    ("MemoryFull", {_memory("bytes", "one", "a"): "9", _memory("limit_bytes", "one", "a"): "0"}),
    (
        "CertificateEnds",
        {f"probe_ssl_earliest_cert_expiry{OUTSIDE}": str(NOW_S + 15 * DAY_S)},
    ),
]


def _series(told: Told) -> list[dict[str, str]]:
    minutes = LOOKED_AT_H * 60
    return [
        {"series": name, "values": f"{value if '+' in value else f'{value}+0'}x{minutes}"}
        for name, value in told.items()
    ]


def _checked(folder: Path, alert: str, told: Told, firing: int) -> None:
    """Raises AssertionError with what Prometheus says unless so many alerts of this name fire."""
    fires = f'count(ALERTS{{alertname="Fingerpost{alert}", alertstate="firing"}}) or vector(0)'
    looked_at: dict[str, Any] = {
        "expr": fires,
        "eval_time": f"{LOOKED_AT_H}h",
        "exp_samples": [{"labels": "{}", "value": firing}],
    }
    test = {"interval": "1m", "input_series": _series(told), "promql_expr_test": [looked_at]}
    file = folder / "alerts.test.yml"
    whole = {"rule_files": [str(FOLDER / "alerts.yml")], "evaluation_interval": "1m"}
    file.write_text(yaml.safe_dump({**whole, "tests": [test]}), "utf-8")
    _promtool("test", "rules", str(file))


def _promtool(*arguments: str) -> None:
    command = [installed("promtool", "prometheus"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("alert", "told"), FIRE)
def test_it_fires(alert: str, told: Told, tmp_path: Path) -> None:
    _checked(tmp_path, alert, told, 1)


@pytest.mark.parametrize(("alert", "told"), SILENT)
def test_it_is_silent(alert: str, told: Told, tmp_path: Path) -> None:
    _checked(tmp_path, alert, told, 0)


@pytest.mark.parametrize("cases", [FIRE, SILENT], ids=["fires", "is silent"])
def test_every_alert_is_tried_both_ways(cases: list[tuple[str, Told]]) -> None:
    assert {f"Fingerpost{alert}" for alert, _ in cases} == set(ALERTS)


def test_prometheus_takes_its_configuration() -> None:
    _promtool("check", "config", str(FOLDER / "prometheus.yml"))
