"""Our search against the raw engine: the same questions, on the same listings, in one run.

python -m benchmarks.engine --listings 200000 --json
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.listings import encoded
from benchmarks.questions import KINDS, questions
from benchmarks.raw_engine import RawEngine
from places.geometry import distances_m
from search.documents import SearchDocument
from search.embedded import EmbeddedIndex
from search.published import read_document
from search.query import Query

TOLERANCE_M = 0.001
Timed = Callable[[Query], object]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=150, help="of each kind")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="keep both indexes in this folder for next time")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = asked.keep or Path(stack.enter_context(TemporaryDirectory()))
        report = measure(folder, asked.listings, asked.questions, asked.rounds)
    print(json.dumps(report, indent=2) if asked.json else _table(report))


def measure(folder: Path, count: int, asked: int, rounds: int) -> dict[str, Any]:
    """Builds what is missing in `folder`, then times and checks both."""
    home = folder / str(count)
    ours, raw, report = _prepared(home, count)
    report["search"] = {
        kind: _compared(ours.search, raw.search, questions(kind, asked), rounds) for kind in KINDS
    }
    report["geo"] = _checked(ours, questions("nearest with filters", 40), count)
    ours.close()
    return report


def _prepared(home: Path, count: int) -> tuple[EmbeddedIndex, RawEngine, dict[str, Any]]:
    report: dict[str, Any] = {"listings": count}
    built = (home / "raw").is_dir()
    (home / "raw").mkdir(parents=True, exist_ok=True)
    ours, raw = EmbeddedIndex(home / "ours"), RawEngine(home / "raw")
    if not built:
        documents = _documents(count)
        started = perf_counter()
        ours.rebuild(documents, count)
        report["built_per_s"] = round(count / (perf_counter() - started))
        raw.build(documents)
    one = next(iter(_documents(1)))
    report["one_change_visible_ms"] = round(_visible_ms(ours, one), 2)
    return ours, raw, report


def _documents(count: int) -> list[SearchDocument]:
    found = map(read_document, encoded(count))
    return [document for document in found if document is not None]


def _visible_ms(ours: EmbeddedIndex, document: SearchDocument) -> float:
    taken = []
    for _ in range(15):
        started = perf_counter()
        ours.apply([document], (), ours.position() + 1)
        ours.health()
        taken.append((perf_counter() - started) * 1000)
    return median(taken)


def _compared(ours: Timed, raw: Timed, asked: list[Query], rounds: int) -> dict[str, float]:
    """Median times in ms; the two take turns, question by question, after a warm-up."""
    for query in asked[:20]:
        ours(query)
        raw(query)
    pairs = [(_ms(ours, query), _ms(raw, query)) for _ in range(rounds) for query in asked]
    mine, theirs = (sorted(times) for times in zip(*pairs, strict=True))
    return {
        "ours_ms": round(median(mine), 3),
        "raw_ms": round(median(theirs), 3),
        "ratio": round(median(mine) / median(theirs), 3),
        "ours_p95_ms": round(mine[int(len(mine) * 0.95)], 3),
        "raw_p95_ms": round(theirs[int(len(theirs) * 0.95)], 3),
    }


def _ms(search: Timed, query: Query) -> float:
    started = perf_counter()
    search(query)
    return (perf_counter() - started) * 1000


def _checked(ours: EmbeddedIndex, asked: list[Query], count: int) -> dict[str, int]:
    """Nearest-first answers against numpy on the listings themselves."""
    documents = _documents(count)
    differing = sum(_differs(ours, query, documents) for query in asked)
    return {"questions": len(asked), "differing": differing}


def _differs(ours: EmbeddedIndex, query: Query, documents: list[SearchDocument]) -> bool:
    page = ours.search(query)
    expected = sorted(_fitting(query, documents))
    said = [hit.distance_m or 0.0 for hit in page.hits]
    wanted = expected[: query.limit]
    alike = page.total == len(expected) and len(said) == len(wanted)
    return not (alike and np.allclose(said, wanted, atol=TOLERANCE_M, rtol=0))


def _fitting(query: Query, documents: list[SearchDocument]) -> Iterator[float]:
    assert query.lat is not None
    assert query.lon is not None
    assert query.within_m is not None
    for document in documents:
        fits = set(query.needs) & set(document.needs) and "in_person" in document.access_modes
        if fits and document.points and query.free in (None, document.free):
            lats, lons = np.array(document.points).T
            nearest = float(distances_m(query.lat, query.lon, lats, lons).min())
            if nearest <= query.within_m:
                yield nearest


def _table(report: dict[str, Any]) -> str:
    lines = [f"{key}: {value}" for key, value in report.items() if key not in ("search", "geo")]
    lines += [f"geo: {report['geo']['differing']} of {report['geo']['questions']} differ", ""]
    lines.append(
        f"{'kind':24}{'ours ms':>10}{'raw ms':>10}{'ratio':>8}{'ours p95':>10}{'raw p95':>10}"
    )
    for kind, took in report["search"].items():
        figures = (took["ours_ms"], took["raw_ms"], took["ratio"])
        tails = (took["ours_p95_ms"], took["raw_p95_ms"])
        lines.append(
            f"{kind:24}{figures[0]:10.2f}{figures[1]:10.2f}{figures[2]:8.2f}"
            f"{tails[0]:10.2f}{tails[1]:10.2f}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
