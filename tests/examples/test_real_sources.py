"""The source files of real directories: they load, and their words fit what the publishers say."""

import csv
import gzip
import html
import io
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from harvesters.source import Source, load_source, load_sources, source_files

REAL = Path(__file__).resolve().parents[2] / "examples" / "real"
SOURCES = source_files([REAL / "sources"])
EXPECTED = tomllib.loads((REAL / "expected.toml").read_text("utf-8"))
SEARCHES = tomllib.loads(Path(__file__).with_name("real_searches.toml").read_text("utf-8"))[
    "search"
]
NESTED = frozenset({"open_referral", "aliss"})
NOTICE_ROW = re.compile(r"^\| `(?P<file>[^`]+)`[^|]*\| (?P<count>\d+) \|", re.MULTILINE)
NOTICE_COUNTS = re.compile(r"`(?P<file>[^`]+)` \((?P<count>\d+) records\)")


@cache
def _source(name: str) -> Source:
    return load_source(REAL / "sources" / f"{name}.toml")


def _is_nested(path: Path) -> bool:
    """Whether its records have a standard's own shape, for which there is a built-in map."""
    return load_source(path).reader.kind in NESTED


def _file(source: Source, shared: Path) -> Path:
    return shared / "data" / source.reader.local[0]


@cache
def _records(source: Source, shared: Path) -> list[dict[str, Any]]:
    """What the publisher's file says, read with the standard library alone."""
    file = _file(source, shared)
    said = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    if source.reader.kind == "table":
        return list(csv.DictReader(io.StringIO(said.decode("utf-8-sig"))))
    whole = json.loads(said)
    if source.reader.kind == "geojson":
        return [
            {**feature["properties"], "lon": point[0], "lat": point[1]}
            for feature in whole["features"]
            if (point := feature["geometry"]["coordinates"])
        ]
    if isinstance(whole, list):
        return whole
    return list(whole["contents" if "contents" in whole else "data"])


def _notices(shared: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    for notice in sorted((shared / "data").glob("*/NOTICE.md")):
        for said in (NOTICE_ROW, NOTICE_COUNTS):
            for row in said.finditer(notice.read_text("utf-8")):
                counts[f"{notice.parent.name}/{row['file']}"] = int(row["count"])
    return counts


def _paths(said: dict[str, Any]) -> set[str]:
    paths: set[str] = set()
    for name, value in said.items():
        if isinstance(value, dict):
            paths |= {f"{name}.{inner}" for inner in value}
        else:
            paths.add(name)
    return paths


def test_more_than_ten_directories_are_told_in_text_files() -> None:
    assert len(load_sources([REAL / "sources"])) == len(EXPECTED) >= 12


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_each_says_who_publishes_it_under_what_licence_and_how_many_there_are(path: Path) -> None:
    source = load_source(path)
    assert source.publisher.name
    assert source.licence.name
    assert source.attribution
    assert source.reader.local
    assert source.reader.url.startswith("https://")
    least, most = source.expect.least, source.expect.most
    assert least is not None
    assert most is not None
    assert least <= EXPECTED[source.id]["read"] <= most


@pytest.mark.parametrize("name", [path.stem for path in SOURCES if not _is_nested(path)])
def test_every_column_is_mapped_or_left_out_with_a_reason(name: str, shared_dir: Path) -> None:
    source = _source(name)
    named = {column for columns in source.fields.values() for column in columns}
    said: set[str] = set().union(*map(_paths, _records(source, shared_dir)))
    assert said - named - set(source.ignore) == set()
    assert named - said == set()


@pytest.mark.parametrize("name", EXPECTED)
def test_the_files_hold_what_is_expected_of_them(name: str, shared_dir: Path) -> None:
    source, expected = _source(name), EXPECTED[name]
    records = _records(source, shared_dir)
    assert len(records) == expected["read"]
    noticed = _notices(shared_dir).get(source.reader.local[0])
    assert noticed in (None, expected["read"])
    if "stated" in expected:
        whole = json.loads(_file(source, shared_dir).read_bytes())
        assert expected["stated"] in (whole.get("total_items"), whole.get("count"))


def test_closed_libraries_are_counted_in_the_file_itself(shared_dir: Path) -> None:
    records = _records(_source("libraries_england_2023"), shared_dir)
    closed = [
        said
        for said in records
        if said["closed"].strip() or said["operation_23"].lower() in ("closed", "temporary closure")
    ]
    assert len(closed) == EXPECTED["libraries_england_2023"]["not_offered"]


def _is_there(wanted: dict[str, str], shared: Path) -> bool:
    source = _source(wanted["source"])
    columns = source.fields.get("name", ("name",))
    for said in _records(source, shared):
        name = " ".join(str(said.get(column) or "").strip() for column in columns).strip()
        text = json.dumps(said, ensure_ascii=False)
        if html.unescape(name) == wanted["name"] and wanted.get("postcode", "") in text:
            return True
    return False


@pytest.mark.parametrize("search", SEARCHES, ids=lambda each: f"{each['words']} {each.get('near')}")
def test_what_a_search_should_find_is_in_the_publishers_file(
    search: dict[str, Any], shared_dir: Path
) -> None:
    for wanted in (*search.get("expect", ()), *search.get("never", ())):
        assert _is_there(wanted, shared_dir), wanted
    assert search.get("nothing") or search.get("expect") or search.get("never")


def test_searches_ask_for_enough_and_of_many_sources() -> None:
    finding = [search for search in SEARCHES if search.get("expect")]
    refusing = [search for search in SEARCHES if search.get("nothing") or search.get("never")]
    asked = {wanted["source"] for search in finding for wanted in search["expect"]}
    assert len(finding) >= 36
    assert len(refusing) >= 4
    assert len(asked) >= 20
