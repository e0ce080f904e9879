"""What follows the change log says how far it is behind, in readiness and as gauges."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from api.gauges import HouseGauges
from api.measuring import registry_of
from commands.measured import looked
from commands.parts import Parts
from journeys import catalogue, fhir, index
from journeys.publish import publish_records
from journeys.standing import BEHIND_S
from runtime.clock import FrozenClock
from runtime.settings import Settings
from tests.fixtures.records import facts, record

FOLLOWERS = ("search", "catalogue", "fhir")
LAG = re.compile(r'^fingerpost_lag_seconds\{dependency="(\w+)"\} (\S+)$', re.MULTILINE)


@pytest.fixture
def behind(tmp_path: Path, clock: FrozenClock) -> Iterator[Parts]:
    """A house that published a listing, too long ago, which nothing has taken in."""
    parts = Parts(Settings(data_dir=tmp_path))
    parts.clock = clock
    _publish(parts, "1")
    index.catch_up(parts.reading, parts.index)
    _publish(parts, "2")
    clock.at += timedelta(seconds=BEHIND_S + 1)
    yield parts
    parts.close()


def _publish(parts: Parts, key: str) -> None:
    listing = record("council", key, "Choir", None)
    publish_records(parts.database, facts("council"), [listing], parts.clock)


def _lags(parts: Parts) -> dict[str, float]:
    told = generate_latest(registry_of(HouseGauges(looked(parts)))).decode()
    return {name: float(seconds) for name, seconds in LAG.findall(told)}


def _degraded(parts: Parts) -> set[str]:
    return {one.name for one in parts.watch.standing().dependencies if one.lag_s and one.detail}


def test_each_follower_tells_its_own_lag_until_it_has_caught_up(behind: Parts) -> None:
    late = float(BEHIND_S + 1)
    assert _lags(behind) == dict.fromkeys(FOLLOWERS, late)
    assert _degraded(behind) == set(FOLLOWERS)
    catalogue.catch_up(behind.reading, behind.database)
    index.catch_up(behind.reading, behind.index)
    assert _lags(behind) == {"search": 0.0, "catalogue": 0.0, "fhir": late}
    assert _degraded(behind) == {"fhir"}
    fhir.catch_up(behind.reading, behind.database)
    assert _lags(behind) == dict.fromkeys(FOLLOWERS, 0.0)
    assert _degraded(behind) == set()
