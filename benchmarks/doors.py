"""The doors of Open Referral against static answers of the same bytes, and everything line by line.

python -m benchmarks.doors --listings 200000 --json
python -m benchmarks.doors --listings 200000 --postgres --json

The API is a uvicorn process on loopback, asked by one client on a connection that is kept alive;
a door and a static answer of exactly its bytes take turns. A page is warm when it was asked for
before, cold when its address never was. Lines of everything are measured against reading the same
bytes out of the database in this process, in turns, the median of each. How much more memory of its
own the server holds at the end than after the first 10,000 is told; mapped files apart, since
SQLite maps its file. Servers do nothing beside answering.
"""

import argparse
import http.client
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import orjson

from benchmarks.load.watching import look
from benchmarks.postgres import database_for_servers
from benchmarks.ready import DataFolder, filled
from benchmarks.reporting import Figure, tell
from benchmarks.serving import ANSWERING, STATIC, STATIC_FILE, UVICORN, Client, Served, serving
from journeys import catalogue

PAGE = "/oruk/v3/services?per_page=50&page={page}"
LINES = "/hsds/v3/services?format=ndjson"
LOOK_EVERY_BYTES = 16_000_000
FIRST, MOST_GROWN_MB = 10_000, 30
TIMES = 3
MOST_WARM, MOST_COLD, MOST_ONE, LEAST_LINES = 2.0, 4.0, 1.5, 0.5
MOST_ONE_ON_POSTGRESQL = 3.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and answer 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description="Measures the doors of Open Referral.")
    parser.add_argument("--listings", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="data folder that is kept; made when missing")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as made, database_for_servers(asked.postgres) as url:
        figures = measure(asked.folder or Path(made), asked.listings, asked.rounds, url)
    return tell("doors on PostgreSQL" if url else "doors", figures, json_asked=asked.json)


def measure(folder: Path, count: int, rounds: int, url: str | None = None) -> list[Figure]:
    """The figures; what is missing in `folder`, or in the database at `url`, is made first."""
    data = filled(folder, count, url)
    catalogue.catch_up(data.reading, data.house.database)
    ids = [stored.id for stored, _ in zip(data.reading.published(), range(rounds), strict=False)]
    data.close()
    return [
        *_pages(folder, max(1, count // 50), rounds),
        *_one(folder, ids, MOST_ONE_ON_POSTGRESQL if url else MOST_ONE),
        *_lines(folder, count, url),
    ]


def _pages(folder: Path, pages: int, rounds: int) -> list[Figure]:
    """A page that was asked for before, and pages that never were."""
    body = _asked_once(folder, PAGE.format(page=1))
    with serving(UVICORN, folder, _static(folder, body)) as served:
        client = Client(served.port)
        client.get(PAGE.format(page=1))
        warm = _ratio(client, lambda _: PAGE.format(page=1), rounds)
        cold = _ratio(client, lambda turn: PAGE.format(page=2 + turn), min(rounds, pages - 1))
        client.close()
    kilobytes = Figure("a page of 50 services", len(body) / 1000, "kB")
    return [
        kilobytes,
        Figure("  warm, against the same bytes", warm, "x static", MOST_WARM),
        Figure("  cold, against the same bytes", cold, "x static", MOST_COLD),
    ]


def _one(folder: Path, ids: Sequence[str], most: float) -> list[Figure]:
    body = _asked_once(folder, f"/oruk/v3/services/{ids[0]}")
    with serving(UVICORN, folder, _static(folder, body)) as served:
        client = Client(served.port)
        ratio = _ratio(client, lambda turn: f"/oruk/v3/services/{ids[turn % len(ids)]}", len(ids))
        client.close()
    return [Figure("one service, against the same bytes", ratio, "x static", most)]


def _lines(folder: Path, count: int, url: str | None) -> list[Figure]:
    """Bytes a second of everything line by line, and the server's memory on the way."""
    data = filled(folder, count, url)
    with serving(UVICORN, folder, _static(folder, b"{}")) as served:
        client = Client(served.port)
        client.get(PAGE.format(page=1))
        client.close()
        taken = [(_copying(data), _drained(served, count)) for _ in range(TIMES)]
    data.close()
    speed = median(told.speed for _, told in taken)
    against = median(told.speed / copying for copying, told in taken)
    grown = max(told.grown_mb for _, told in taken)
    return [
        Figure("everything line by line", speed / 1e6, "MB/s"),
        Figure("  against copying it", against, "x", LEAST_LINES, at_least=True),
        Figure(f"  memory of its own beyond that of {FIRST:,}", grown, "MB", MOST_GROWN_MB),
    ]


class _Told(NamedTuple):
    """Bytes a second, and how much the server grew after the first lines."""

    speed: float
    grown_mb: float


def _drained(served: Served, count: int) -> _Told:
    """Everything is asked for once; raises RuntimeError unless it is `count` lines."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=600)
    began = perf_counter()
    connection.request("GET", LINES)
    answer, size, lines = connection.getresponse(), 0, 0
    first = most = look(served.pid).megabytes
    while piece := answer.read(LOOK_EVERY_BYTES):
        size, lines = size + len(piece), lines + piece.count(b"\n")
        most = max(most, look(served.pid).megabytes)
        first = most if lines <= FIRST else first
    took = perf_counter() - began
    connection.close()
    if lines != count:
        raise RuntimeError(f"{lines} lines, expected {count}")
    return _Told(size / took, most - first)


def _copying(data: DataFolder) -> float:
    """Bytes a second of reading every document out of the database."""
    began = perf_counter()
    size = sum(len(stored.body) for stored in data.reading.published())
    return size / (perf_counter() - began)


def _static(folder: Path, body: bytes) -> dict[str, str]:
    file = folder / "static.json"
    file.write_bytes(body)
    return {STATIC_FILE: str(file), **ANSWERING}


def _asked_once(folder: Path, path: str) -> bytes:
    with serving(UVICORN, folder, _static(folder, b"{}")) as served:
        client = Client(served.port)
        body = client.get(path)
        client.close()
    orjson.loads(body)
    return body


def _ratio(client: Client, path: Callable[[int], str], rounds: int) -> float:
    """The median of a door's time over that of the static answer, taking turns."""
    door, static = [], []
    for turn in range(rounds):
        door.append(_timed(client, path(turn)))
        static.append(_timed(client, STATIC))
    return median(door) / median(static)


def _timed(client: Client, path: str) -> float:
    began = perf_counter()
    client.get(path)
    return perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
