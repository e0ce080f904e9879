"""Meilisearch through us, Meilisearch asked directly, and its own path for places, side by side.

python -m benchmarks.meilisearch --listings 200000 [--small 20000] [--json]

Needs the server of the tests (`make .make/tools`). All are asked the same questions of the same
listings, over kept-alive connections, one after the other. "Directly" is one question in the
engine's own words: its ranking, the box around the circle, the same facets, twenty whole documents.
We have read ahead, as a process has that served for a minute. Words without a place are measured
twice: as they come, when some have been asked before in this state of the index, and each new.
"""

import argparse
import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.listings import encoded
from benchmarks.questions import questions
from benchmarks.raw_meilisearch import Raw
from benchmarks.reporting import Figure, tell
from runtime.locks import FileLock
from search.documents import SearchDocument, read_document
from search.index import Query
from search.meilisearch import MeilisearchIndex, Server
from tests.fixtures.meilisearch import BINARY, MASTER_KEY, MeilisearchServer

KINDS = ("text", "new text", "text and radius", "nearest with filters", "nearest everywhere")
_UPDATES = 15
_READ_AHEAD_S = 600.0
Ask = Callable[[Query], object]
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
        figures = [figure for kind in KINDS for figure in _compared(index, raw, kind, asked, count)]
    finally:
        index.close()
        raw.close()
    told = f"{count:,}:"
    return [
        Figure(f"{told} built through us", built, "listings/s"),
        *figures,
        Figure(f"{told} one changed listing can be found", changed, "ms", 150.0),
    ], changed


def _compared(index: MeilisearchIndex, raw: Raw, kind: str, asked: int, count: int) -> list[Figure]:
    some = _new_text(asked) if kind == "new text" else questions(kind, asked)
    sides: dict[str, Ask] = {"us": index.search, "directly": raw.box, "_geo": raw.geo}
    if kind in ("text", "new text"):
        del sides["_geo"]
    elif kind.startswith("nearest"):
        del sides["directly"]
    times = _turns(sides, some)
    named = f"{count:,}: {kind}"
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
        goal = 3.0 if kind == "text and radius" and count >= 200_000 else None
        figures.append(Figure(f"{named}, _geo by us", faster, "x", goal, at_least=True))
    return figures


def _turns(sides: dict[str, Ask], asked: Sequence[Query]) -> dict[str, Times]:
    """The sides take turns, question by question, after a warm-up."""
    for query in asked[:20]:
        for ask in sides.values():
            ask(replace(query, limit=query.limit + 1))
    times: dict[str, Times] = {side: [] for side in sides}
    for round_ in range(2):
        for query in asked:
            for side, ask in sides.items():
                started = perf_counter()
                ask(replace(query, limit=query.limit - round_))
                times[side].append((perf_counter() - started) * 1000)
    return times


def _new_text(asked: int) -> list[Query]:
    """The same words, each once; no page of this length has been asked for before."""
    some = {query.words: replace(query, limit=18) for query in questions("text", asked)}
    return list(some.values())


def _p99(taken: Times) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


def _visible_ms(index: MeilisearchIndex, documents: Sequence[SearchDocument]) -> float:
    """From handing over one changed listing until it has been asked for and told."""
    taken = []
    for number, document in enumerate(documents[:_UPDATES]):
        started = perf_counter()
        index.apply([document], (), index.position() + 1)
        index.health()
        taken.append((perf_counter() - started) * 1000)
        assert number < _UPDATES
    return median(taken)


if __name__ == "__main__":
    raise SystemExit(main())
