"""A moderator and an operator at the command line."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from commands import awards, submissions
from commands.parts import Parts
from journeys.publish import publish_records
from journeys.report import report
from journeys.submit import submit
from places.gazetteer import Gazetteer
from runtime.settings import Settings
from schema.identifiers import listing_id, record_id
from tests.fixtures.awards import AwardsFileOf, an_award, record_subject
from tests.fixtures.desk import PRIVATE, a_form
from tests.fixtures.places import CACHE
from tests.fixtures.records import facts, record

Run = Callable[..., tuple[int, Any]]
APPS = {"awards": awards.app, "submissions": submissions.app}
CAFE = record("council", "1", "Chatty Café", "M33 7ZF")


@pytest.fixture
def parts(tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    """The parts of a data folder of the test's own, which every command is given."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "places").symlink_to(CACHE / "places")
    opened = Parts(Settings(data_dir=folder, public_url="https://directory.example"))
    for command in ("awards", "desk", "operator_keys"):
        monkeypatch.setattr(f"commands.{command}.open_parts", lambda: opened)
    yield opened
    opened.close()


@pytest.fixture
def run(parts: Parts) -> Run:
    """Runs `fingerpost … --json`: its exit code and what it said."""

    def command(*words: str, plain: bool = False) -> tuple[int, Any]:
        asked = [*words[1:]] if plain else [*words[1:], "--json"]
        result = CliRunner().invoke(APPS[words[0]], asked)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        if plain or result.exit_code == 1:
            return result.exit_code, result.output
        return result.exit_code, json.loads(result.stdout)

    return command


def test_a_moderator_from_the_queue_to_the_listing(parts: Parts, run: Run) -> None:
    assert run("submissions", "list") == (0, {"submissions": []})
    receipt = submit(parts.desk, a_form())
    code, queue = run("submissions", "list")
    assert (code, [one["id"] for one in queue["submissions"]]) == (3, [receipt.id])
    case = run("submissions", "show", receipt.id)[1]
    assert case["contact"]["email"] == PRIVATE
    asked = run("submissions", "ask", receipt.id, "--note", "Where can people park?")
    assert asked == (0, {"id": receipt.id, "state": "changes_requested"})
    assert run("submissions", "publish", receipt.id)[1]["state"] == "published"
    assert run("submissions", "list", "--state", "published")[0] == 0
    assert parts.index.health().listings == 1
    token = run("submissions", "reissue-link", receipt.id)[1]["token"]
    assert token != receipt.token
    code, said = run("submissions", "refuse", receipt.id, "--reason", "no")
    assert code == 1
    assert "This listing is published" in said
    shown = run("submissions", "show", receipt.id, plain=True)[1]
    assert "link reissued" in shown


def test_keys_are_made_listed_and_ended(run: Run) -> None:
    made = run("submissions", "new-key", "Moderator")[1]
    assert made["key"].startswith("fp_op_")
    (key,) = run("submissions", "keys")[1]["keys"]
    assert run("submissions", "revoke-key", key["id"])[0] == 0
    assert run("submissions", "revoke-key", key["id"])[0] == 1


def test_reports_are_listed_and_settled(parts: Parts, run: Run) -> None:
    publish_records(parts.database, facts("council"), [CAFE], parts.clock)
    kept = report(parts.desk, str(record_id("council", "1")), "closed", "It shut.")
    code, said = run("submissions", "reports")
    assert (code, [one["id"] for one in said["reports"]]) == (3, [kept.id])
    assert run("submissions", "settle", kept.id)[1]["state"] == "settled"
    assert run("submissions", "reports") == (0, {"reports": []})
    assert run("submissions", "settle", "none")[0] == 1


def test_kite_marks_are_loaded_listed_and_revoked(
    parts: Parts, run: Run, awards_file: AwardsFileOf
) -> None:
    publish_records(parts.database, facts("council"), [CAFE], parts.clock)
    file = str(awards_file(an_award(record_subject("council", "1"), valid_until="2027-02-27")))
    loaded = run("awards", "load", file)
    assert loaded == (0, {"schemes_written": 1, "awards": {"new": 1}, "listings_changed": 1})
    assert run("awards", "load", file)[1]["awards"] == {"unchanged": 1}
    code, said = run("awards", "list")
    (award,) = said["awards"]
    assert (code, award["listing"]) == (0, str(listing_id(record_id("council", "1"))))
    assert award["verify_url"] == f"https://directory.example/awards/{award['id']}"
    assert run("awards", "schemes")[1]["schemes"][0]["title"] == "Example Kite Mark"
    assert run("awards", "revoke", award["id"], "--reason", "Lapsed")[1]["listings_changed"] == 1
    assert run("awards", "confirm", award["id"])[0] == 1
    assert "revoked" in run("awards", "list", plain=True)[1]


def test_a_file_that_is_wrong_is_told_and_ends_with_1(run: Run, awards_file: AwardsFileOf) -> None:
    code, said = run("awards", "load", str(awards_file(an_award('{listing = "none"}'))))
    assert code == 1
    assert "award 1, subject: no listing answers to" in said
    assert "Nothing was loaded." in said
