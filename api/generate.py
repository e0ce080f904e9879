"""Writes the API's description to `openapi/openapi.json`: `python -m api.generate [--check]`."""

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from api.app import assemble
from api.openapi import describe
from api.parts import Limits

TARGET = Path(__file__).resolve().parents[1] / "openapi" / "openapi.json"


def document() -> dict[str, Any]:
    """The OpenAPI document of the API as this version serves it."""
    return describe(assemble(version("fingerpost"), Limits()))


def text() -> str:
    """The document as it is published; the same code gives the same text."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def run(arguments: Sequence[str]) -> int:
    """Writes the file, or with `--check` says whether it is up to date; 0 when it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    if not parser.parse_args(arguments).check:
        TARGET.write_text(text(), encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text():
        return 0
    print(f"{TARGET.name} is not what the API serves; run: python -m api.generate", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
