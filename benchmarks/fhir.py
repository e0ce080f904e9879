"""A page of services in FHIR against the same page in HSDS, and how fast FHIR follows.

python -m benchmarks.fhir --listings 200000 --json
python -m benchmarks.fhir --listings 200000 --postgres --json
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.postgres import database_for_servers
from benchmarks.ready import DataFolder, filled
from benchmarks.reporting import Figure, run
from benchmarks.serving import STATIC_FILE, UVICORN, Client, serving
from journeys import catalogue
from journeys.fhir import catch_up

MOST_OF_HSDS = 1.5
PAGE = 50
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "pages": {"type": int, "default": 200},
    "postgres": {"action": "store_true", "help": "on a PostgreSQL of its own"},
}


def measure(folder: Path, count: int, pages: int, on_postgres: bool = False) -> list[Figure]:
    """The figures; what is missing in `folder` is made first."""
    with database_for_servers(on_postgres) as url:
        return _measure(filled(folder, count, url), folder, pages)


def _measure(data: DataFolder, folder: Path, pages: int) -> list[Figure]:
    catalogue.catch_up(data.reading, data.house.database)
    before = perf_counter()
    written = catch_up(data.reading, data.house.database)
    followed_s = perf_counter() - before
    ids = [row[0] for row in data.house.database.rows("SELECT id FROM document ORDER BY id", {})]
    data.close()
    static = folder / "static.json"
    static.write_bytes(b"x")
    with serving(UVICORN, folder, {STATIC_FILE: str(static)}) as served:
        fhir_ms, hsds_ms = _turns(Client(served.port), ids, pages)
    told = [
        Figure("a page in FHIR, of that in HSDS", fhir_ms / hsds_ms, "x", MOST_OF_HSDS),
        Figure("  in FHIR", fhir_ms, "ms"),
        Figure("  in HSDS", hsds_ms, "ms"),
    ]
    return [*told, Figure("services followed", written / followed_s, "/s")] if written else told


def _turns(client: Client, ids: Sequence[str], pages: int) -> tuple[float, float]:
    """The medians of pages that nobody asked for before, in turn; milliseconds."""
    chance = Random(20_260_101)
    numbers = chance.sample(range(1, len(ids) // PAGE), min(pages, len(ids) // PAGE - 1))
    took: dict[str, list[float]] = {"fhir": [], "hsds": []}
    for number in numbers:
        cursor = ids[number * PAGE - 1]
        fhir = f"/fhir/R4/HealthcareService?_count={PAGE}&_cursor={cursor}"
        hsds = f"/hsds/v3/services?page={number + 1}&per_page={PAGE}"
        for name, path in (("fhir", fhir), ("hsds", hsds)):
            before = perf_counter()
            client.get(path)
            took[name].append((perf_counter() - before) * 1000)
    client.close()
    return median(took["fhir"]), median(took["hsds"])


if __name__ == "__main__":
    raise SystemExit(run("fhir", "Measures the FHIR door.", measure, options=OPTIONS))
