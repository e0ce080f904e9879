"""A harvest that is killed at any moment loses nothing, doubles nothing and publishes no half."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from runtime.database import Database
from tests.fixtures.house import WholeHouse, WriteSource
from tests.fixtures.tables import dump

GROUPS = 3_000
KILLS = 6
COMMAND = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from directory import migrating
from harvesters.local import LocalFetch
from harvesters.source import load_sources
from journeys.harvest import House, harvest
from places.opening import open_gazetteer
from runtime.clock import FrozenClock
from runtime.database import Database

url, sources, folder, places = sys.argv[1:]
source = load_sources([Path(sources)])[0]
house = House(Database(url), open_gazetteer(Path(places)), FrozenClock(datetime.now(UTC)))
harvest(source, LocalFetch(Path(folder), source.reader.local), house)
"""
ROOT = Path(__file__).resolve().parents[2]


def _start(house: WholeHouse, folder: Path) -> "subprocess.Popen[bytes]":
    places = ROOT / "data" / "test-cache" / "places"
    arguments = [house.database.url, folder / "sources" / "groups", folder, places]
    command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ)


def _published(database: Database) -> dict[str, Any]:
    """What a reader can see, without the moments at which it came to be."""
    tables = dump(database)
    return {
        "listings": {row["id"]: row["state"] for row in tables["listing"]},
        "documents": {row["id"]: row["content_hash"] for row in tables["document"]},
        "records": {row["id"]: row["fingerprint"] for row in tables["record"]},
        "numbers": [row["number"] for row in tables["change"]],
    }


def test_killed_at_any_moment(house: WholeHouse, write_source: WriteSource, tmp_path: Path) -> None:
    write_source("groups", "https://feeds.example/groups.csv")
    rows = (f"Club {n},M33 7ZF,Tea number {n}\n" for n in range(GROUPS))
    (tmp_path / "groups.csv").write_text("name,postcode,description\n" + "".join(rows))
    chance = random.Random(20261121)
    for _ in range(KILLS):
        process = _start(house, tmp_path)
        time.sleep(chance.uniform(0.8, 4.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        _is_before_or_after(house)
    assert _start(house, tmp_path).wait(timeout=60) == 0
    seen = _published(house.database)
    assert len(seen["documents"]) == GROUPS
    assert seen["numbers"] == list(range(1, GROUPS + 1))
    assert dump(house.database)["staged_record"] == []
    assert dump(house.database)["staged_key"] == []


def _is_before_or_after(house: WholeHouse) -> None:
    seen = _published(house.database)
    assert len(seen["documents"]) in (0, GROUPS)
    assert len(seen["records"]) == len(seen["documents"]) == len(seen["numbers"])


@pytest.fixture(autouse=True)
def _gazetteer_is_built(gazetteer: object) -> None:
    assert gazetteer is not None
