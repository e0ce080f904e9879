"""Which engines were measured, beside the libraries that every benchmark tells."""

import json
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.house.servers import MEILISEARCH, SETTINGS


def versions() -> dict[str, Any]:
    """The engines by name, and how PostgreSQL was set."""
    postgres = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))[-1]
    package = MEILISEARCH.with_name("package.json")
    return {
        "engines": {
            "PostgreSQL": _said(postgres).removeprefix("postgres (PostgreSQL) ").split()[0],
            "Meilisearch": json.loads(package.read_text("utf-8"))["version"].rpartition("-")[2],
            "SQLite": sqlite3.sqlite_version,
        },
        "postgresql": SETTINGS,
    }


def _said(program: Path) -> str:
    said = subprocess.run([str(program), "--version"], capture_output=True, check=True, text=True)
    return said.stdout.strip()
