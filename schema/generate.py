"""Writes what is published about the standard; `--check` says what is not up to date."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from schema.encoding import plain
from schema.generating.data_package import data_package
from schema.generating.fhir_page import fhir_page
from schema.generating.json_schemas import object_schemas
from schema.generating.pages import pages
from schema.generating.profile_files import profile_files
from schema.generating.vocabulary_page import vocabulary_page
from schema.terms import our_taxonomies

ROOT = Path(__file__).resolve().parents[1]
PUBLISHED = Path("schema/published")
PAGES = Path("docs/standard")
FHIR_PAGE = Path("docs/fhir-mapping.md")
_OURS_ALONE = ((PUBLISHED, "*.json"), (PUBLISHED / "profile", "*.json"), (PAGES, "*.md"))


def _text(said: Any) -> str:
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def _vocabulary() -> Any:
    return orjson.loads(orjson.dumps([plain(taxonomy) for taxonomy in our_taxonomies()]))


def files() -> dict[Path, str]:
    """What is published, by path below the project; the same models give the same text."""
    schemas = object_schemas()
    written = {PUBLISHED / f"{name}.json": _text(schema) for name, schema in schemas.items()}
    written[PUBLISHED / "datapackage.json"] = _text(data_package(schemas))
    written[PUBLISHED / "taxonomies.json"] = _text(_vocabulary())
    for name, patch in profile_files(schemas).items():
        written[PUBLISHED / "profile" / name] = _text(patch)
    for name, page in pages(schemas).items():
        written[PAGES / name] = page
    written[PAGES / "vocabulary.md"] = vocabulary_page()
    written[FHIR_PAGE] = fhir_page()
    return written


def _left_over(root: Path, expected: Mapping[Path, str]) -> list[Path]:
    found = (
        path.relative_to(root) for place, kind in _OURS_ALONE for path in (root / place).glob(kind)
    )
    return sorted(path for path in found if path not in expected)


def stale(root: Path) -> list[str]:
    """What below `root` is missing, differs or is left over, one line for each file."""
    expected = files()
    wrong = [
        f"{path}: {'differs' if (root / path).is_file() else 'missing'}"
        for path, text in expected.items()
        if not (root / path).is_file() or (root / path).read_text("utf-8") != text
    ]
    return wrong + [f"{path}: left over" for path in _left_over(root, expected)]


def write(root: Path) -> int:
    """Writes all files below `root`, removes those left over, and gives how many there are."""
    expected = files()
    for path, text in expected.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    for path in _left_over(root, expected):
        (root / path).unlink()
    return len(expected)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """The command; 0 when all is well, 1 when `--check` finds a stale file."""
    parser = argparse.ArgumentParser(prog="python -m schema.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if stale")
    if not parser.parse_args(arguments).check:
        print(f"{write(root)} files written below {PUBLISHED} and {PAGES}")
        return 0
    wrong = stale(root)
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        print("Not up to date; run `python -m schema.generate`.", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
