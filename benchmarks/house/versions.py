"""Which engines were measured, beside the libraries that every benchmark tells."""

import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.house.servers import SETTINGS
from benchmarks.installed import check_postgis, meilisearch_version, postgres_program
from benchmarks.postgres import SETTINGS as OF_THE_STORE


def versions() -> dict[str, Any]:
    """The engines by name, and how PostgreSQL was set; raises NotInstalled where one is missing."""
    postgres = _said(postgres_program("postgres"))
    check_postgis()
    return {
        "engines": {
            "PostgreSQL": postgres.removeprefix("postgres (PostgreSQL) ").split()[0],
            "Meilisearch": meilisearch_version(),
            "SQLite": sqlite3.sqlite_version,
        },
        "postgresql": SETTINGS,
        "postgresql_of_the_store": OF_THE_STORE,
    }


def _said(program: Path) -> str:
    said = subprocess.run([str(program), "--version"], capture_output=True, check=True, text=True)
    return said.stdout.strip()
