"""Writes what is published about the standard; `--check` says what is not up to date."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from schema.encoding import plain
from schema.generating.data_package import data_package
from schema.generating.fhir_page import fhir_page
from schema.generating.json_schemas import object_schemas
from schema.generating.kept import Kept
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


KEPT = Kept("schema.generate", __doc__ or "", files, _OURS_ALONE)
stale, write = KEPT.stale, KEPT.write


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """The command; 0 when all is well, 1 when `--check` finds a stale file."""
    return KEPT.main(arguments, root)


if __name__ == "__main__":
    sys.exit(main())
