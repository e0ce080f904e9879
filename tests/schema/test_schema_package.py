"""The tabular form: it holds every table and column of HSDS, and each reference leads somewhere."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from schema.generating.data_package import data_package
from schema.generating.json_schemas import object_schemas
from schema.objects import OBJECTS
from tests.fixtures.samples import every_field

PACKAGE = data_package(object_schemas())
TABLES: dict[str, dict[str, Any]] = {table["name"]: table for table in PACKAGE["resources"]}


def _columns(table: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {column["name"]: column for column in table["schema"]["fields"]}


def test_every_table_and_column_of_hsds_is_there(shared_dir: Path) -> None:
    theirs = json.loads((shared_dir / "standards/hsds-3.2.3/datapackage.json").read_text("utf-8"))
    by_path = {table["path"]: table for table in PACKAGE["resources"]}
    for table in theirs["resources"]:
        assert _columns(table).keys() <= _columns(by_path[table["path"]]).keys(), table["path"]


def test_a_column_that_hsds_requires_is_required(shared_dir: Path) -> None:
    theirs = json.loads((shared_dir / "standards/hsds-3.2.3/datapackage.json").read_text("utf-8"))
    by_path = {table["path"]: table for table in PACKAGE["resources"]}
    for table in theirs["resources"]:
        ours = _columns(by_path[table["path"]])
        for name, column in _columns(table).items():
            if (column.get("constraints") or {}).get("required"):
                assert ours[name]["constraints"]["required"], (table["path"], name)


@pytest.mark.parametrize("name", TABLES)
def test_every_reference_leads_to_a_column(name: str) -> None:
    shape = TABLES[name]["schema"]
    for key in shape.get("foreignKeys", []):
        target = TABLES[key["reference"]["resource"] or name]
        assert key["fields"] in _columns(TABLES[name])
        assert key["reference"]["fields"] in _columns(target)


@pytest.mark.parametrize("name", TABLES)
def test_every_id_that_names_another_table_is_a_reference(name: str) -> None:
    known_not = {"link_id", "resource_id", "record_id", "source_id"}
    named = {column for column in _columns(TABLES[name]) if column.endswith("_id")} - known_not
    held = {key["fields"] for key in TABLES[name]["schema"].get("foreignKeys", [])}
    assert held == {column for column in named if column not in {"tax_id"}}


@pytest.mark.parametrize("name", TABLES)
def test_a_pattern_of_a_column_matches_the_whole_of_a_sound_value(name: str) -> None:
    """Tabular packages match patterns from end to end, JSON Schemas anywhere in the text."""
    sound = every_field(next(thing.name for thing in OBJECTS.values() if thing.table == name))
    for column, about in _columns(TABLES[name]).items():
        pattern = about.get("constraints", {}).get("pattern")
        assert pattern is None or re.fullmatch(pattern, sound[column]), column
