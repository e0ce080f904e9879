"""The published schema of source files says what the loader says."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from harvesters import generate
from harvesters.generating.source_page import source_page
from harvesters.generating.source_schema import source_schema
from harvesters.mapping.targets import TARGETS
from harvesters.source import Source
from tests.harvesters.test_source_files import GOOD

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("examples/*/sources/*.toml"))


@pytest.fixture(scope="module")
def checker() -> Draft202012Validator:
    schema = source_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_generated_files_are_up_to_date() -> None:
    assert generate.stale(ROOT) == []


def test_a_stale_file_is_noticed(tmp_path: Path) -> None:
    assert generate.main(["--check"], tmp_path) == 1
    assert generate.main([], tmp_path) == 0
    assert generate.main(["--check"], tmp_path) == 0
    (tmp_path / generate.PAGE).write_text("changed", "utf-8")
    assert generate.stale(tmp_path) == ["docs/source-files.md: differs"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_source_files_of_the_project_pass(path: Path, checker: Draft202012Validator) -> None:
    assert list(checker.iter_errors(tomllib.loads(path.read_text("utf-8")))) == []


def test_a_good_file_passes(checker: Draft202012Validator) -> None:
    assert list(checker.iter_errors(tomllib.loads(GOOD))) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('refresh = "12h"', 'refresh = "soon"'),
        ("priority = 60", "priority = 100"),
        ('title = "Made-up', 'titel = "Made-up'),
        ('name = "Name"', 'nmae = "Name"'),
        ('["food-bank"]', '["foodbank"]'),
        ('"defunct"', '"shut"'),
        ('kind = "table"', 'kind = "tabel"'),
    ],
)
def test_a_bad_file_fails(good: str, bad: str, checker: Draft202012Validator) -> None:
    assert list(checker.iter_errors(tomllib.loads(GOOD.replace(good, bad, 1))))


def test_the_published_schema_is_the_one_that_is_made() -> None:
    published = json.loads((ROOT / generate.SCHEMA).read_text("utf-8"))
    assert published == source_schema()


def test_the_example_of_the_guide_is_a_source_file(checker: Draft202012Validator) -> None:
    guide = (ROOT / "docs" / "add-a-source.md").read_text("utf-8")
    example = re.search(r"```toml\n(.*?)```", guide, re.DOTALL)
    assert example
    said = tomllib.loads(example[1])
    assert list(checker.iter_errors(said)) == []
    assert Source.model_validate(said).id == "crossmere_groups"


def test_every_field_stands_on_the_page() -> None:
    page = source_page()
    assert [name for name in TARGETS if f"| `{name}` |" not in page] == []
