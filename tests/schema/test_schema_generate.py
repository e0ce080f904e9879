"""The generator: what is published is up to date, and it says by name what is not."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schema.generate import ROOT, files, main, stale
from schema.generating.json_schemas import object_schemas
from schema.objects import OBJECTS


def test_what_is_published_is_up_to_date() -> None:
    assert stale(ROOT) == []


def test_the_check_names_what_is_missing_changed_and_left_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    (tmp_path / "schema/published/service.json").unlink()
    (tmp_path / "docs/standard/phone.md").write_text("changed", "utf-8")
    (tmp_path / "schema/published/gone.json").write_text("{}", "utf-8")
    capsys.readouterr()
    assert main(["--check"], tmp_path) == 1
    said = capsys.readouterr().err
    assert "schema/published/service.json: missing" in said
    assert "docs/standard/phone.md: differs" in said
    assert "schema/published/gone.json: left over" in said
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_generator_gives_the_same_bytes_in_any_process(tmp_path: Path, seed: str) -> None:
    code = (
        "import sys; from pathlib import Path; from schema.generate import main;"
        "sys.exit(main([], Path(sys.argv[1])))"
    )
    environment = os.environ | {"PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", code, str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True)
    assert stale(tmp_path) == []


def test_every_schema_is_a_schema_and_says_nothing_of_null() -> None:
    for path, text in files().items():
        if path.suffix == ".json" and path.parent.name == "published":
            said = json.loads(text)
            assert "null" not in text, path
            if path.stem in OBJECTS:
                Draft202012Validator.check_schema(said)


def _undescribed(said: dict[str, Any]) -> list[str]:
    return [name for name, field in said["properties"].items() if not field.get("description")]


def test_every_field_is_described_in_schema_and_page() -> None:
    written = files()
    for name, schema in object_schemas().items():
        page = written[Path(f"docs/standard/{name}.md")]
        assert schema["description"]
        assert _undescribed(schema) == []
        for field, about in schema["properties"].items():
            assert f"| `{field}` |" in page
            assert about["description"] in page


def test_descriptions_are_our_own_words(shared_dir: Path) -> None:
    theirs: set[str] = set()
    for path in (shared_dir / "standards/hsds-3.2.3/schema").glob("*.json"):
        said = json.loads(path.read_text("utf-8"))
        theirs |= {field.get("description", "") for field in said.get("properties", {}).values()}
    theirs = {text.strip().rstrip(".").lower() for text in theirs if text}
    for name, schema in object_schemas().items():
        for field, about in schema["properties"].items():
            assert about["description"].rstrip(".").lower() not in theirs, (name, field)
