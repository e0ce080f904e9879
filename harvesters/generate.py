"""Writes what is published about source files; `--check` says what is not up to date."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from harvesters.generating.source_page import source_page
from harvesters.generating.source_schema import source_schema
from schema.generating.kept import Kept

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = Path("harvesters/published/source.schema.json")
PAGE = Path("docs/source-files.md")


def files() -> dict[Path, str]:
    """What is published, by path below the project; the same models give the same text."""
    schema = json.dumps(source_schema(), indent=2, ensure_ascii=False) + "\n"
    return {SCHEMA: schema, PAGE: source_page()}


KEPT = Kept("harvesters.generate", __doc__ or "", files)
stale, write = KEPT.stale, KEPT.write


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """The command; 0 when all is well, 1 when `--check` finds a stale file."""
    return KEPT.main(arguments, root)


if __name__ == "__main__":
    sys.exit(main())
