"""The page on conformance names tests that exist, and every file of conformance tests."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "conformance.md"
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE.read_text("utf-8"))


def _tests(file: Path) -> set[str]:
    parts = ast.parse(file.read_text("utf-8")).body
    return {part.name for part in parts if isinstance(part, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_a_test_that_is_named_exists(file: str, test: str) -> None:
    assert test.startswith("test_")
    assert test in _tests(ROOT / file)


def test_every_file_of_conformance_tests_is_named() -> None:
    named = {file for file, _ in NAMED}
    here = {str(one.relative_to(ROOT)) for one in Path(__file__).parent.glob("test_*.py")}
    assert here - named == {str(Path(__file__).relative_to(ROOT))}
