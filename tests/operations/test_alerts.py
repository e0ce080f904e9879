"""Alerts that stay silent help nobody: what each looks at is told, by all who may tell it."""

import re
from typing import Any

import pytest
import yaml

from commands.working import MOST_S
from journeys.standing import BEHIND_S
from tests.fixtures.served import ROOT
from tests.operations.test_container import COMPOSE, SERVICES

FOLDER = ROOT / "deploy" / "prometheus"
CONFIG: dict[str, Any] = yaml.safe_load((FOLDER / "prometheus.yml").read_text("utf-8"))
SCRAPED = {one["job_name"]: one for one in CONFIG["scrape_configs"]}
INSIDE, OUTSIDE = SCRAPED["fingerpost"], SCRAPED["fingerpost-outside"]
ALERTS = {
    one["alert"]: one["expr"]
    for one in yaml.safe_load((FOLDER / "alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
}
OF_THE_HOUSE = re.compile(
    r"fingerpost_(?:lag_\w+|dependency_healthy|source_\w+|lease_overdue_seconds|jobs|backup_\w+)"
)
"""Gauges that every process tells of the one house that they share."""
SETTLED = re.compile(r"\b(?:max|min)(?: by \(\w+\))? \($|\b(?:max|min)\($")
GUIDE = " ".join((ROOT / "docs" / "run-it-for-real.md").read_text("utf-8").split())


@pytest.mark.parametrize("alert", ALERTS)
def test_what_all_processes_tell_of_the_house_is_settled_before_it_is_compared(alert: str) -> None:
    expression = ALERTS[alert]
    for found in OF_THE_HOUSE.finditer(expression):
        assert SETTLED.search(expression[: found.start()]), found[0]


def test_the_newest_backup_counts_whoever_knows_of_it() -> None:
    assert "- max(fingerpost_backup_last_timestamp_seconds) >" in ALERTS["FingerpostBackupOld"]


def test_a_service_that_vanishes_is_missed() -> None:
    """`up == 0` is not told of what is looked for by name and not found."""
    names = {name for one in INSIDE["dns_sd_configs"] for name in one["names"]}
    missed = re.findall(r'absent\(up\{job="(\S+)", service="(\w+)"\}\)', ALERTS["FingerpostGone"])
    assert missed == [(INSIDE["job_name"], name) for name in sorted(names)]
    assert _labelled(INSIDE, "service") == ["__meta_dns_name"]
    assert names == {name for name, one in SERVICES.items() if "watch" in one.get("networks", ())}


def test_what_is_not_reached_from_outside_is_told() -> None:
    assert ALERTS["FingerpostNotReached"] == f'probe_success{{job="{OUTSIDE["job_name"]}"}} == 0'
    assert ALERTS["FingerpostNobodyLooks"] == f'up{{job="{OUTSIDE["job_name"]}"}} == 0'
    (looked_at,) = (one for group in OUTSIDE["static_configs"] for one in group["targets"])
    assert looked_at.endswith("/readyz")
    assert _labelled(OUTSIDE, "instance") == ["__param_target"]


@pytest.mark.parametrize("alert", ALERTS)
def test_jobs_that_are_asked_for_are_scraped(alert: str) -> None:
    assert set(re.findall(r'job="([\w-]+)"', ALERTS[alert])) <= set(SCRAPED)


def test_memory_is_that_of_all_processes_of_a_host() -> None:
    assert ALERTS["FingerpostMemoryFull"].startswith("sum by (host) (fingerpost_memory_bytes)")
    (rule,) = (one for one in INSIDE["relabel_configs"] if one["target_label"] == "host")
    assert rule["source_labels"] == ["__address__"]
    for address, host in {"10.0.0.7:9464": "10.0.0.7", "[fd00::7]:9464": "[fd00::7]"}.items():
        found = re.fullmatch(rule["regex"], address)
        assert found
        assert found[1] == host


def test_what_is_behind_is_told_when_readiness_says_so() -> None:
    for dependency, name in {"search": "Index", "catalogue": "Catalogue", "fhir": "Fhir"}.items():
        lag = f'max(fingerpost_lag_seconds{{dependency="{dependency}"}}) > {BEHIND_S}'
        assert ALERTS[f"Fingerpost{name}Behind"] == lag


def test_a_worker_hangs_when_its_own_check_says_so() -> None:
    told = re.findall(r'age_seconds\{of="(\w+)"\} > (\d+)', ALERTS["FingerpostWorkerHangs"])
    assert {of: float(most) for of, most in told} == MOST_S


def test_a_source_that_was_never_read_is_told_too() -> None:
    refresh, complete = (
        f"max by (source) (fingerpost_source_{one})"
        for one in ("refresh_seconds", "complete_timestamp_seconds")
    )
    assert ALERTS["FingerpostSourceFailing"].endswith(f"or {refresh} unless {complete}")


def test_the_guide_names_the_network_on_which_metrics_are_told() -> None:
    assert COMPOSE["networks"]["watch"] == {"internal": True}
    assert f"`{COMPOSE['name']}_watch` to Docker" in GUIDE
    told = {
        (name, SERVICES[name]["environment"]["FINGERPOST_METRICS_PORT"])
        for name, one in SERVICES.items()
        if "watch" in one.get("networks", ())
    }
    assert told == {("api", "9464"), ("worker", "9464")}
    assert INSIDE["dns_sd_configs"][0]["port"] == 9464


def _labelled(job: dict[str, Any], label: str) -> list[str]:
    (rule,) = (one for one in job["relabel_configs"] if one["target_label"] == label)
    return list(rule["source_labels"])
