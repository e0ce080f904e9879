"""The command line as its user meets it: exit codes, JSON wherever it reports, bad input."""

import json
import os
import re
from functools import partial
from pathlib import Path

import pytest

from places.gazetteer import Gazetteer
from tests.fixtures.commanding import ROOT, Run, fingerpost

REAL = "examples/real/sources"
SOURCE = """
id = "made_up"
title = "Made up"
publisher = { name = "Made-up Council" }
licence = { name = "Open Government Licence v3.0" }
reader = { kind = "table", url = "https://made-up.example/a.csv", local = "made_up.csv" }
fields = { key = "Ref", name = "Group", phone = "Phone" }
"""
TABLE = "Ref,Group,Phone,Office use\n1,Tea and chat,ring us,n\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Run:
    """Runs `fingerpost` in a folder of its own, where the demonstration was harvested."""
    assert gazetteer.postcode("M33 7ZF")
    folder = tmp_path_factory.mktemp("data")
    (folder / "places").symlink_to(ROOT / "data" / "test-cache" / "places")
    environment = {**os.environ, "FINGERPOST_DATA_DIR": str(folder), "COLUMNS": "200"}
    fingerpost(environment, "demo", "--only-prepare")
    return partial(fingerpost, environment)


def test_search_tells_how_far_for_whom_who_says_so_and_who_checked(run: Run) -> None:
    said = run("search", "debt advice", "--near", "M33 7ZF", "--within", "5mi").stdout
    for expected in (
        "miles",
        "sources:",
        "information checked:",
        "kite mark:",
        "serves this place",
    ):
        assert expected in said


def test_search_gives_json(run: Run) -> None:
    answer = json.loads(run("search", "lonely", "--near", "M33 7ZF", "--json").stdout)
    assert answer["local"]
    assert answer["place"]["district"] == "M33"
    assert {"distance_m", "serves", "matched", "listing"} <= answer["local"][0].keys()


def test_a_postcode_that_nobody_knows(run: Run) -> None:
    refused = run("search", "lonely", "--near", "ZZ99 9ZZ", code=2)
    assert "ZZ99 9ZZ" in refused.stderr
    assert "M33" in refused.stderr or "such as" in refused.stderr


def test_a_distance_that_is_none(run: Run) -> None:
    assert "5mi" in run("search", "x", "--near", "M33", "--within", "far", code=2).stderr


@pytest.mark.parametrize("within", ["100.1km", "63mi", "0m", "9" * 400 + "mi"])
def test_a_distance_out_of_bounds_is_refused_in_words(run: Run, within: str) -> None:
    refused = run("search", "x", "--near", "M33", "--within", within, code=2).stderr
    assert "expected 1m to 100km" in refused
    assert "Traceback" not in refused


def test_the_widest_distance_is_answered(run: Run) -> None:
    assert "found" in run("search", "debt", "--near", "M33", "--within", "100km").stdout


def test_show_names_the_source_of_each_field(run: Run) -> None:
    answer = json.loads(run("search", "debt advice", "--near", "M33", "--json").stdout)
    listing = answer["local"][0]["listing"]
    told = json.loads(run("show", listing["id"], "--json").stdout)
    fields = told["provenance"]["fields"]
    assert set(fields["name"]["sources"]) <= {one["source_id"] for one in listing["sources"]}
    assert listing["name"] in run("show", listing["id"]).stdout
    assert "not the id" in run("show", "nobody", code=1).stderr


def test_the_sources_that_were_harvested_are_well(run: Run) -> None:
    counts = json.loads(run("sources", "--json").stdout)
    assert {row["health"] for row in counts if row["id"].startswith("crossmere")} == {"ok"}


def test_sources_are_listed_with_the_minute_of_their_last_run(run: Run) -> None:
    assert len(re.findall(r"complete +\d{4}-\d\d-\d\d \d\d:\d\d UTC", run("sources").stdout)) == 3


def test_a_second_harvest_says_again_why_records_are_set_aside(run: Run) -> None:
    said = run("demo", "--only-prepare").stdout
    assert "crossmere_sheet: 2 quarantined: it has no name" in said


def test_a_dry_run_of_a_real_source(run: Run, shared_dir: Path) -> None:
    arguments = ("harvest", "gm_food_banks", "--sources", REAL, "--dry-run", "--json")
    (report,) = json.loads(run(*arguments, "--local", str(shared_dir / "data")).stdout)
    assert (report["counts"]["read"], report["counts"]["new"], report["run_id"]) == (171, 171, 0)


def test_an_incomplete_read_ends_with_3(run: Run, shared_dir: Path) -> None:
    local = ("--local", str(shared_dir / "data"))
    done = run("harvest", "bristol", "--sources", REAL, *local, code=3)
    assert "874" in done.stdout


def test_a_source_that_is_not_there(run: Run) -> None:
    assert '"nobody" is not a source' in run("harvest", "nobody", code=2).stderr


def test_a_source_file_is_checked_in_plain_words(run: Run, tmp_path: Path) -> None:
    good = ROOT / REAL / "gm_food_banks.toml"
    assert "nothing is wrong" in run("sources", "--check", str(good)).stdout
    bad = tmp_path / "gm_food_banks.toml"
    bad.write_text(good.read_text("utf-8").replace("[expect]", "[expects]"), "utf-8")
    said = run("sources", "--check", str(bad), code=1).stdout
    assert "expects" in said
    assert "expect" in said


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            ("sources", "--check", "nowhere.toml"),
            "nowhere.toml: the file; expected a file that can",
        ),
        (("sources", "--check", "docs"), "docs: the file; expected a file that can be read"),
    ],
)
def test_a_source_file_that_cannot_be_read(
    run: Run, command: tuple[str, ...], expected: str
) -> None:
    assert expected in run(*command, code=1).stdout


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("sources", "--sources", "examples/real"), "expected.toml: id; expected a value"),
        (("sources", "--sources", "nowhere"), "--sources is nowhere; expected a folder"),
        (("harvest", "--sources", "nowhere"), "--sources is nowhere; expected a folder"),
        (("harvest", "--sources", "docs"), "there is no source file in docs"),
        (("postcodes", "BT1 1AA"), "Northern Ireland postcodes are off"),
        (("postcodes", "ZZ99 9ZZ"), '"ZZ99 9ZZ" is not a place we know'),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    run: Run, command: tuple[str, ...], expected: str
) -> None:
    said = run(*command, code=2).stderr
    assert expected in said
    assert "Traceback" not in said


def test_districts_and_towns_are_looked_up_too(run: Run) -> None:
    assert json.loads(run("postcodes", "M33", "--json").stdout)["district"] == "M33"
    assert json.loads(run("postcodes", "Sale", "--json").stdout)["town"] == "Sale"
    assert len(json.loads(run("postcodes", "Newport", "--json").stdout)) > 2


def test_a_setting_that_is_wrong_is_named() -> None:
    done = fingerpost({**os.environ, "FINGERPOST_PORT": "many"}, "sources", code=2)
    assert done.stderr.startswith('FINGERPOST_PORT is "many"')


def test_folders_of_sources_may_be_set(tmp_path: Path) -> None:
    (tmp_path / "made_up.toml").write_text(SOURCE, "utf-8")
    folders = {"FINGERPOST_SOURCES_DIR": f"{tmp_path}:{ROOT / REAL}"}
    settings = {**os.environ, **folders, "FINGERPOST_DATA_DIR": str(tmp_path / "data")}
    done = fingerpost(settings, "sources", "--json")
    assert {"made_up", "bristol"} <= {row["id"] for row in json.loads(done.stdout)}


def test_a_dry_run_says_what_was_wrong_with_fields(run: Run, tmp_path: Path) -> None:
    for name, text in (("made_up.toml", SOURCE), ("made_up.csv", TABLE)):
        (tmp_path / name).write_text(text, "utf-8")
    folders = ("--sources", str(tmp_path), "--local", str(tmp_path))
    said = run("harvest", "made_up", *folders, "--dry-run").stdout
    assert '1: phones is "ring us"; expected a telephone number' in said
    assert 'field "Office use" is neither mapped nor ignored' in said


def test_a_withdrawn_listing_is_gone_from_the_search_too(run: Run) -> None:
    answer = json.loads(run("search", "debt advice", "--near", "M33", "--json").stdout)
    listing = answer["local"][0]["listing"]["id"]
    run("withdraw", listing, "--reason", "asked to", "--json")
    assert "asked to" in run("show", listing, code=1).stderr
    again = json.loads(run("search", "debt advice", "--near", "M33", "--json").stdout)
    assert listing not in {one["listing"]["id"] for one in again["local"]}
    run("demo", "--only-prepare")
    run("reindex", "--json")
    assert "asked to" in run("show", listing, code=1).stderr


@pytest.mark.parametrize(
    "command",
    [("awards", "list"), ("awards", "schemes"), ("postcodes", "M33 7ZF"), ("sources",)],
)
def test_each_command_that_reports_takes_json(run: Run, command: tuple[str, ...]) -> None:
    assert json.loads(run(*command, "--json").stdout)


def test_the_contract_is_printed(run: Run) -> None:
    printed = json.loads(run("openapi").stdout)
    assert printed == json.loads((ROOT / "openapi" / "openapi.json").read_text("utf-8"))


def test_no_colour_where_nobody_wants_it() -> None:
    coloured = {**os.environ, "FORCE_COLOR": "1"}
    assert "\x1b[" in fingerpost(coloured, "sources", "--help").stdout
    assert "\x1b[3" not in fingerpost({**coloured, "NO_COLOR": "1"}, "sources", "--help").stdout
