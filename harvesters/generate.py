"""Writes what is published about source files; `--check` says what is not up to date."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from harvesters.generating.source_page import source_page
from harvesters.generating.source_schema import source_schema

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = Path("harvesters/published/source.schema.json")
PAGE = Path("docs/source-files.md")


def files() -> dict[Path, str]:
    """What is published, by path below the project; the same models give the same text."""
    schema = json.dumps(source_schema(), indent=2, ensure_ascii=False) + "\n"
    return {SCHEMA: schema, PAGE: source_page()}


def stale(root: Path) -> list[str]:
    """What below `root` is missing or differs, one line for each file."""
    return [
        f"{path}: {'differs' if (root / path).is_file() else 'missing'}"
        for path, text in files().items()
        if not (root / path).is_file() or (root / path).read_text("utf-8") != text
    ]


def write(root: Path) -> int:
    """Writes all files below `root`, and gives how many there are."""
    expected = files()
    for path, text in expected.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return len(expected)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """The command; 0 when all is well, 1 when `--check` finds a stale file."""
    parser = argparse.ArgumentParser(prog="python -m harvesters.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if stale")
    if not parser.parse_args(arguments).check:
        print(f"{write(root)} files written: {', '.join(map(str, files()))}")
        return 0
    wrong = stale(root)
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        print("Not up to date; run `python -m harvesters.generate`.", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
