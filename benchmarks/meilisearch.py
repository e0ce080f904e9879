"""Meilisearch through us, Meilisearch asked directly, and its own path for places, side by side.

python -m benchmarks.meilisearch --listings 200000 [--small 20000] [--json]

Needs the server of the tests (`make .make/tools`). All are asked the same questions of the same
listings, over kept-alive connections, one after the other. "Directly" is one question in the
engine's own words: its ranking, the box around the circle, the same facets, twenty whole documents.
We have read ahead, as a process has that served for a minute. Words are measured twice: as they
come, when many have been asked before in this state of the index, and each after a change of the
index, when nothing is known of them any more.
"""

import argparse
import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.listings import encoded
from benchmarks.questions import questions
from benchmarks.raw_meilisearch import Raw
from benchmarks.reporting import Figure, tell
from runtime.locks import FileLock
from search.documents import SearchDocument
from search.meilisearch import MeilisearchIndex, Server
from search.published import read_document
from search.query import Query
from tests.fixtures.meilisearch import BINARY, MASTER_KEY, MeilisearchServer

KINDS = ("text", "text and radius", "nearest with filters", "nearest everywhere")
WORDED = KINDS[:2]
CHANGED = ", after a change"
_UPDATES = 15
_READ_AHEAD_S = 600.0
Ask = Callable[[Query], object]
Act = Callable[[], None]
Times = list[float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure at two sizes, print one table, and answer 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=200_000)
    parser.add_argument("--small", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=100, help="of each kind")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    server = MeilisearchServer(BINARY, memory="4GiB")
    server.start()
    try:
        with TemporaryDirectory() as folder:
            figures = measure(server, Path(folder), asked.small, asked.listings, asked.questions)
    finally:
        server.remove()
    return tell("meilisearch", figures, json_asked=asked.json)


def measure(
    server: MeilisearchServer, folder: Path, small: int, large: int, asked: int
) -> list[Figure]:
    """Every figure, of both sizes."""
    few, changed_few = _measured(server, folder / "small", small, asked)
    many, changed_many = _measured(server, folder / "large", large, asked)
    growth = Figure("one changed listing, large by small", changed_many / changed_few, "x", 3.0)
    return [*few, *many, growth]


def _measured(
    server: MeilisearchServer, folder: Path, count: int, asked: int
) -> tuple[list[Figure], float]:
    found = [d for d in map(read_document, encoded(count)) if d]
    keys = server.keys(f"b{count}")
    own = Server(server.url, keys.search, keys.writer, prefix=f"b{count}", patience_s=30.0)
    index = MeilisearchIndex(own, FileLock(folder / "lock"))
    started = perf_counter()
    index.rebuild(found, count)
    built = count / (perf_counter() - started)
    raw = Raw(server.url, MASTER_KEY, f"raw{count}")
    raw.build(found)
    gc.collect()
    gc.freeze()
    try:
        changed = _visible_ms(index, found)
        index.search(questions("text", 1)[0])
        index.read_ahead(_READ_AHEAD_S)
        sides: dict[str, Ask] = {"us": index.search, "directly": raw.box, "_geo": raw.geo}
        figures = [one for kind in KINDS for one in _compared(sides, kind, asked, count)]
        change = partial(_change, index, found[0])
        for kind in WORDED:
            figures += _compared(sides, kind, asked // 2, count, change)
    finally:
        index.close()
        raw.close()
    told = f"{count:,}:"
    return [
        Figure(f"{told} built through us", built, "listings/s"),
        *figures,
        Figure(f"{told} one changed listing can be found", changed, "ms", 150.0),
    ], changed


def _compared(
    all_sides: dict[str, Ask], kind: str, asked: int, count: int, before: Act | None = None
) -> list[Figure]:
    """One kind of question; `before` is done before each, and its time does not count."""
    left_out = "_geo" if kind == "text" else "directly" if kind.startswith("nearest") else ""
    sides = {side: ask for side, ask in all_sides.items() if side != left_out}
    times = _turns(sides, questions(kind, asked), before)
    named = f"{count:,}: {kind}{CHANGED if before else ''}"
    figures = [
        Figure(f"{named}, {side}, {what}", value, "ms")
        for side, taken in times.items()
        for what, value in (("median", median(taken)), ("p99", _p99(taken)))
    ]
    if "directly" in times:
        ratio = median(times["us"]) / median(times["directly"])
        figures.append(Figure(f"{named}, us by directly", ratio, "x"))
    if "_geo" in times:
        faster = median(times["_geo"]) / median(times["us"])
        promised = kind == "text and radius" and count >= 200_000 and before is None
        goal = 3.0 if promised else None
        figures.append(Figure(f"{named}, _geo by us", faster, "x", goal, at_least=True))
    return figures


def _turns(sides: dict[str, Ask], asked: Sequence[Query], before: Act | None) -> dict[str, Times]:
    """The sides take turns, question by question, after a warm-up."""
    for query in asked[:20]:
        for ask in sides.values():
            ask(replace(query, limit=query.limit + 1))
    times: dict[str, Times] = {side: [] for side in sides}
    for round_ in range(2):
        for query in asked:
            if before:
                before()
            for side, ask in sides.items():
                started = perf_counter()
                ask(replace(query, limit=query.limit - round_))
                times[side].append((perf_counter() - started) * 1000)
    return times


def _p99(taken: Times) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


def _visible_ms(index: MeilisearchIndex, documents: Sequence[SearchDocument]) -> float:
    """From handing over one changed listing until it has been asked for and told."""
    taken = []
    for document in documents[:_UPDATES]:
        started = perf_counter()
        _change(index, document)
        index.health()
        taken.append((perf_counter() - started) * 1000)
    return median(taken)


def _change(index: MeilisearchIndex, document: SearchDocument) -> None:
    index.apply([document], (), index.position() + 1)


if __name__ == "__main__":
    raise SystemExit(main())
