"""With search away a command does its work, tells of it, and says that search follows."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from commands.following import end_with_search
from commands.parts import Parts
from directory.catalogue import standing as catalogue
from directory.documents.reading import Reading
from directory.fhir import standing as fhir
from journeys.index import MUCH
from places.gazetteer import Gazetteer
from runtime.clock import SystemClock
from runtime.database import Database
from runtime.settings import Settings
from schema.encoding import encode
from tests.fakes.index import FakeIndex
from tests.fakes.listings import service
from tests.fakes.published import publish
from tests.fixtures.commanding import ROOT, fingerpost
from tests.fixtures.ports import free_port
from tests.fixtures.served import environment, with_places

SOURCE = """
id = "made_up"
title = "Made up"
publisher = { name = "Made-up Council" }
licence = { name = "Open Government Licence v3.0" }
reader = { kind = "table", url = "https://made-up.example/a.csv", local = "made_up.csv" }
fields = { key = "Ref", name = "Group", phone = "Phone" }
"""
TABLE = "Ref,Group,Phone\n1,Tea and chat,0161 496 0000\n"
LOOK = 3


@pytest.fixture
def settings(tmp_path: Path, gazetteer: Gazetteer) -> dict[str, str]:
    """They name a search server that does not answer; one source is in the folder `feeds`."""
    assert gazetteer.postcode("M33 7ZF")
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "made_up.toml").write_text(SOURCE, "utf-8")
    (tmp_path / "feeds" / "made_up.csv").write_text(TABLE, "utf-8")
    away = {"search_url": f"http://127.0.0.1:{free_port()}", "search_key": "made-up"}
    data = with_places(tmp_path / "data")
    return environment(data, search_writer_key="made-up", **away)


def _harvested(settings: dict[str, str], feeds: Path) -> str:
    """What the harvest wrote on standard error."""
    folders = ("--sources", str(feeds), "--local", str(feeds))
    done = fingerpost(settings, "harvest", *folders, "--json", code=LOOK)
    (report,) = json.loads(done.stdout)
    assert (report["state"], report["counts"]["new"]) == ("complete", 1)
    return done.stderr


def test_a_harvest_tells_of_its_runs_and_that_search_follows(
    settings: dict[str, str], tmp_path: Path
) -> None:
    said = _harvested(settings, tmp_path / "feeds")
    assert "Search follows when it is back" in said
    assert "Traceback" not in said


def test_a_listing_is_withdrawn_all_the_same(settings: dict[str, str], tmp_path: Path) -> None:
    _harvested(settings, tmp_path / "feeds")
    database = Database(f"sqlite:///{tmp_path / 'data' / 'fingerpost.sqlite3'}")
    (listing,) = (one.id for one in Reading(database, SystemClock()).published())
    database.close()
    done = fingerpost(settings, "withdraw", listing, "--reason", "asked to", code=LOOK)
    assert f"{listing} is withdrawn: asked to" in done.stdout
    assert "Search follows when it is back" in done.stderr
    assert "asked to" in fingerpost(settings, "show", listing, code=1).stderr


def test_schemes_are_loaded_all_the_same(settings: dict[str, str], tmp_path: Path) -> None:
    said = (ROOT / "examples" / "demo" / "awards.toml").read_text("utf-8")
    (tmp_path / "schemes.toml").write_text(said.partition("[[award]]")[0], "utf-8")
    loaded = ("awards", "load", str(tmp_path / "schemes.toml"), "--json")
    done = fingerpost(settings, *loaded, code=LOOK)
    assert json.loads(done.stdout)["schemes_written"]
    assert "Search follows when it is back" in done.stderr


def test_a_restore_makes_the_catalogue_and_fhir_all_the_same(
    settings: dict[str, str], tmp_path: Path
) -> None:
    _harvested(settings, tmp_path / "feeds")
    fingerpost(settings, "backup", str(tmp_path / "b.zip"))
    other = {**settings, "FINGERPOST_DATA_DIR": str(tmp_path / "other")}
    done = fingerpost(other, "restore", str(tmp_path / "b.zip"), code=LOOK)
    assert "search follows" in done.stdout
    assert "Search follows when it is back" in done.stderr
    database = Database(f"sqlite:///{tmp_path / 'other' / 'fingerpost.sqlite3'}")
    newest = Reading(database, SystemClock()).generation()
    assert catalogue.standing(database).position == newest
    assert fhir.standing(database).position == newest
    assert database.rows("SELECT count(*) FROM fhir_resource", {})[0][0]
    database.close()


def test_no_command_that_changes_one_listing_builds_the_index_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = Parts(Settings(data_dir=tmp_path))
    lost = FakeIndex(())
    lost.at = 0
    parts.__dict__["index"] = lost
    with closing(parts):
        many = [service(f"Made-up choir {number}") for number in range(MUCH + 1)]
        publish(parts.database, map(encode, many))
        end_with_search(parts)
    assert "Search follows beside" in capsys.readouterr().err
    assert lost.at == 0
