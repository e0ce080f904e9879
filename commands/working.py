"""Whether the worker beside which this runs does its work, as its metrics tell."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException

from prometheus_client.parser import text_string_to_metric_families

from api.gauges import TURNS
from commands.output import fail, say
from runtime.settings import Settings
from runtime.turning import DISPATCHING, QUEUE, TENDING

ANSWERS_S = 15.0
MOST_S = {QUEUE: 120.0, DISPATCHING: 1800.0, TENDING: 1800.0}
"""Longest that a worker that is well takes for a turn: it looks at the queue every few seconds, and
follows a change of everything, a million listings', in minutes."""
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what is asked is this machine


def check(settings: Settings) -> None:
    """Say that what the worker does came round lately; end with 1 where something did not."""
    if not settings.metrics_port:
        fail("FINGERPOST_METRICS_PORT is not set; a worker tells there how it goes", code=2)
    try:
        ages = _ages(_asked(settings))
    except (OSError, HTTPException, ValueError) as error:
        fail(f"no worker answers on port {settings.metrics_port}: {error}")
    is_alone = settings.database_url_or_default().startswith("sqlite")
    for name in (DISPATCHING, TENDING) if is_alone else MOST_S:
        if name not in ages:
            fail(f"the worker has not begun with its {name}")
        if ages[name] > MOST_S[name]:
            fail(f"the worker hangs: its {name} has not come round for {ages[name]:.0f} s")
    say("The worker works.")


def _asked(settings: Settings) -> str:
    host = EVERYWHERE.get(settings.metrics_host, settings.metrics_host)
    connection = HTTPConnection(host, settings.metrics_port, timeout=ANSWERS_S)
    try:
        connection.request("GET", "/metrics")
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def _ages(told: str) -> Mapping[str, float]:
    """Seconds since each turn came round, out of everything that is told."""
    return {
        sample.labels["of"]: sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
        if sample.name == TURNS
    }
