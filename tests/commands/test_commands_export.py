"""`fingerpost export` as its user meets it."""

import json
import os
from pathlib import Path

import pytest

from directory import migrating
from journeys.publish import publish_records
from runtime.clock import SystemClock
from runtime.database import Database
from tests.fixtures.commanding import Done, fingerpost
from tests.fixtures.records import facts, record
from tests.fixtures.served import environment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder in which two listings are published."""
    data = tmp_path / "data"
    data.mkdir()
    database = Database(f"sqlite:///{data / 'fingerpost.sqlite3'}")
    migrating.upgrade(database)
    said = [record("council", key, f"Group {key}", f"M3{key} 1AA") for key in "12"]
    publish_records(database, facts("council"), said, SystemClock())
    database.close()
    return data


def _run(folder: Path, *arguments: str, code: int = 0) -> Done:
    settings = {**environment(folder), "COLUMNS": "200"}
    return fingerpost(settings, "export", *arguments, code=code)


def test_all_formats_are_made_to_be_served(folder: Path) -> None:
    told = json.loads(_run(folder, "--json").stdout)
    assert (told["services"], len(told["files"])) == (2, 6)
    served = Path(told["folder"]) / (Path(told["folder"]) / "current").read_text()
    assert {one["name"] for one in told["files"]} <= {file.name for file in served.iterdir()}


def test_some_formats_are_taken_away_and_nothing_else_is_left(folder: Path, tmp_path: Path) -> None:
    said = _run(folder, "--to", str(tmp_path / "out"), "--format", "csv", "--format", "ndjson")
    assert "2 services" in said.stdout
    left = {file.name for file in (tmp_path / "out").iterdir()}
    assert left == {
        "index.json",
        "services.csv",
        "services.csv.manifest.json",
        "services.ndjson",
        "services.ndjson.manifest.json",
    }
    assert not (folder / "exports").exists()


def test_what_cannot_be_is_said_in_plain_words(folder: Path, tmp_path: Path) -> None:
    assert "goes with --to" in _run(folder, "--format", "csv", code=2).stderr
    assert "nope" in _run(folder, "--to", "x", "--format", "nope", code=2).stderr
    (tmp_path / "file").write_text("")
    assert "no files were made" in _run(folder, "--to", str(tmp_path / "file"), code=1).stderr
    assert sorted(os.listdir(tmp_path)) == ["data", "file"]
