"""The API against the raw engine, and one listing against a static answer of the same size.

python -m benchmarks.api --listings 200000 --json

The API is a uvicorn process on loopback that has read ahead what it reads ahead, asked by one
client on a connection that is kept alive.
The raw engine answers the same question, with the same filters, facets and count, in this process;
the two take turns, question by question.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

import numpy as np
import orjson

from benchmarks.questions import questions
from benchmarks.raw_engine import RawEngine
from benchmarks.ready import DataFolder, filled
from benchmarks.reporting import Figure, run
from benchmarks.resting import rested
from benchmarks.serving import ANSWERING, STATIC, STATIC_FILE, UVICORN, Client, serving
from places.geometry import distances_m
from search.documents import SearchDocument
from search.published import read_document
from search.query import Query

MOST_OF_RAW, MOST_OF_STATIC = 1.6, 1.5
SEARCHES = ("text", "text and radius", "nearest with filters")
CHECKED = 40
Timed = Callable[[], object]
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "questions": {"type": int, "default": 150, "help": "of each kind"},
    "rounds": {"type": int, "default": 3},
}


def measure(folder: Path, count: int, asked: int, rounds: int) -> list[Figure]:
    """The figures; what is missing in `folder` is made first."""
    data = filled(folder, count)
    documents = _documents(data)
    raw = _raw_engine(folder / "raw", documents)
    ids = [one.id for one in documents[:: max(1, len(documents) // 500)]]
    size_of = _sizes(data, ids)
    data.close()
    static = folder / "static.json"
    static.write_bytes(b"x" * round(median(size_of.values())))
    with serving(UVICORN, folder, {STATIC_FILE: str(static), **ANSWERING}) as served:
        rested(served)
        client = Client(served.port)
        figures = [
            figure
            for kind in SEARCHES
            for figure in _search(client, raw, kind, _asked(kind, asked), rounds)
        ]
        near = min(ids, key=lambda one: abs(size_of[one] - median(size_of.values())))
        figures += _listing(client, near, size_of[near], rounds * asked)
        figures.append(_geo(client, _asked("nearest with filters", CHECKED), documents))
        client.close()
    return figures


def _documents(data: DataFolder) -> list[SearchDocument]:
    found = (read_document(stored.body) for stored in data.reading.published())
    return [document for document in found if document is not None]


def _raw_engine(folder: Path, documents: list[SearchDocument]) -> RawEngine:
    built = folder.is_dir()
    folder.mkdir(exist_ok=True)
    raw = RawEngine(folder)
    if not built:
        raw.build(documents)
    return raw


def _sizes(data: DataFolder, ids: Sequence[str]) -> dict[str, int]:
    return {one: len(stored.body) for one, stored in data.reading.documents(ids).items()}


def _asked(kind: str, count: int) -> list[Query]:
    """Seeded questions, their places and distances rounded to what the API takes."""
    return [
        replace(
            query,
            lat=None if query.lat is None else round(query.lat, 5),
            lon=None if query.lon is None else round(query.lon, 5),
            within_m=None if query.within_m is None else round(query.within_m),
        )
        for query in questions(kind, count)
    ]


def _search(
    client: Client, raw: RawEngine, kind: str, asked: Sequence[Query], rounds: int
) -> list[Figure]:
    turns = [(address(query), query) for query in asked]
    for path, query in turns[:20]:
        client.get(path)
        raw.search(query)
    pairs = [
        (_ms(lambda at=path: client.get(at)), _ms(lambda to=query: raw.search(to)))  # type: ignore[misc]
        for _ in range(rounds)
        for path, query in turns
    ]
    ours, theirs = (median(times) for times in zip(*pairs, strict=True))
    return [
        Figure(f"search through the API, {kind}", ours / theirs, "x raw", MOST_OF_RAW),
        Figure("  the API", ours, "ms"),
        Figure("  the raw engine", theirs, "ms"),
    ]


def address(query: Query) -> str:
    """The same question in the words of the API."""
    said = {
        "q": query.words,
        "lat": None if query.lat is None else f"{query.lat:.5f}",
        "lon": None if query.lon is None else f"{query.lon:.5f}",
        "within_m": query.within_m,
        "sort": query.sort,
        "limit": query.limit,
        "category": query.categories,
        "need": query.needs,
        "access_mode": query.access_modes,
        "free": None if query.free is None else str(query.free).lower(),
        "facet": query.facets,
    }
    given = {name: value for name, value in said.items() if value not in (None, "", ())}
    return "/v1/search?" + urlencode(given, doseq=True)


def _listing(client: Client, listing_id: str, size: int, times: int) -> list[Figure]:
    address = f"/v1/listings/{listing_id}"
    pairs = [
        (_ms(lambda: client.get(address)), _ms(lambda: client.get(STATIC))) for _ in range(times)
    ]
    ours, static = (median(times) for times in zip(*pairs, strict=True))
    return [
        Figure("GET of one listing", ours / static, "x static", MOST_OF_STATIC),
        Figure("  the listing", ours, "ms"),
        Figure(f"  static, {size} bytes", static, "ms"),
    ]


def _ms(act: Timed) -> float:
    started = perf_counter()
    act()
    return (perf_counter() - started) * 1000


def _geo(client: Client, asked: Sequence[Query], documents: list[SearchDocument]) -> Figure:
    """How many answers of the API differ from a walk over every listing."""
    differing = sum(_differs(client, query, documents) for query in asked)
    return Figure(f"of {len(asked)} nearest-first answers, wrong", differing, "", 0)


def _differs(client: Client, query: Query, documents: list[SearchDocument]) -> bool:
    answer = orjson.loads(client.get(address(query)))
    expected = sorted(_distances(query, documents))
    said = [result["distance_m"] for result in answer["results"]]
    wanted = [round(far) for far in expected[: query.limit]]
    return bool(answer["total"] != len(expected) or said != wanted)


def _distances(query: Query, documents: list[SearchDocument]) -> list[float]:
    assert query.lat is not None
    assert query.lon is not None
    fitting = [one.points for one in documents if one.points and _fits(query, one)]
    nearest = (
        float(distances_m(query.lat, query.lon, *np.array(points).T).min()) for points in fitting
    )
    return [far for far in nearest if far <= (query.within_m or 0)]


def _fits(query: Query, one: SearchDocument) -> bool:
    alike = set(query.needs) & set(one.needs) and set(query.access_modes) & set(one.access_modes)
    return bool(alike) and query.free in (None, one.free)


if __name__ == "__main__":
    raise SystemExit(run("api", "Measures the API.", measure, options=OPTIONS))
