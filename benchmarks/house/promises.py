"""What is promised of speed, worked out from rows of one run and told with what was measured."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.house.asked import BEST_NEAR, COMMON_NEAR, KINDS, PLACED
from benchmarks.house.harvests import CHANGED, LOAD
from benchmarks.house.measuring import UPDATE
from benchmarks.house.results import Results, Row
from benchmarks.house.sides import GEO, LAPTOP, MEILISEARCH, PRODUCTION, TANTIVY

MOST_OF_RAW, OR_MORE_MS = 1.3, 1.2
LEAST_FASTER_THAN_GEO = 3.0
MOST_UPDATE_MS, MOST_UPDATE_GROWTH = 150.0, 3.0
MOST_P99_MS = 100.0
LEAST_LOAD_PER_S, LEAST_CHANGED = 5_000.0, 0.45
SMALL, LARGE, LARGEST = 10_000, 200_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise, what was measured of it, and whether it is kept."""

    what: str
    measured: str
    promised: str
    kept: bool


def raw_of(results: Results, kind: str, side: str, count: int) -> Row | None:
    """What the engine took that a stack stands on, in the same run, asked in its own words."""
    if side == LAPTOP:
        return results.of(kind, TANTIVY, count)
    return results.of(kind, MEILISEARCH, count) or results.of(kind, GEO, count)


def promises(results: Results) -> list[Promise]:
    """Every promise of which all that it needs was measured."""
    return [
        *_of_the_engines(results),
        *_of_geo(results),
        *_of_updates(results),
        *_of_growth(results),
        *_of_tails(results),
        *_of_stores(results),
    ]


def _of_the_engines(results: Results) -> Iterator[Promise]:
    for count in (LARGE, LARGEST):
        for side in (LAPTOP, PRODUCTION):
            for kind in KINDS:
                ours, raw = results.of(kind, side, count), raw_of(results, kind, side, count)
                if ours and raw and ours.run == raw.run:
                    yield _of_an_engine(ours, raw)


def _of_an_engine(ours: Row, raw: Row) -> Promise:
    ratio, more = ours.median / raw.median, ours.median - raw.median
    return Promise(
        f"{ours.side}, {ours.kind}, {ours.listings:,}",
        f"{ratio:.2f} × raw, {more:+.1f} ms",
        f"≤ {MOST_OF_RAW} × or + {OR_MORE_MS} ms",
        ratio <= MOST_OF_RAW or more <= OR_MORE_MS,
    )


def _of_geo(results: Results) -> Iterator[Promise]:
    for count in (LARGE, LARGEST):
        ours, geo = (results.of(BEST_NEAR, side, count) for side in (PRODUCTION, GEO))
        if ours and geo and ours.run == geo.run:
            faster = geo.median / ours.median
            what = f"{PRODUCTION} against `_geo`, {BEST_NEAR}, {count:,}"
            kept = faster >= LEAST_FASTER_THAN_GEO
            yield Promise(what, f"{faster:.1f} × faster", f"≥ {LEAST_FASTER_THAN_GEO:.0f} ×", kept)


def _of_updates(results: Results) -> Iterator[Promise]:
    for side in (LAPTOP, PRODUCTION):
        small, large = (results.of(UPDATE, side, count) for count in (SMALL, LARGE))
        if large:
            kept = large.median <= MOST_UPDATE_MS
            what, limit = f"{side}, {UPDATE}, {LARGE:,}", f"≤ {MOST_UPDATE_MS:.0f} ms"
            yield Promise(what, f"{large.median:.0f} ms", limit, kept)
        if small and large:
            yield _of_growing(f"{side}, {UPDATE}", small, large, MOST_UPDATE_GROWTH)


def _of_growth(results: Results) -> Iterator[Promise]:
    for side in (LAPTOP, PRODUCTION):
        for kind in KINDS:
            before, after = (results.of(kind, side, count) for count in (LARGE, LARGEST))
            if before and after:
                most = 5.0 if side == LAPTOP else 4.0 if kind in PLACED else 3.0
                yield _of_growing(f"{side}, {kind}", before, after, most)


def _of_growing(what: str, small: Row, large: Row, most: float) -> Promise:
    ratio = large.median / small.median
    told = f"{what}, {large.listings:,} by {small.listings:,}"
    return Promise(told, f"{ratio:.2f} ×", f"≤ {most:.0f} ×", ratio <= most)


def _of_tails(results: Results) -> Iterator[Promise]:
    found = results.of(COMMON_NEAR, PRODUCTION, LARGEST)
    if found:
        what = f"{PRODUCTION}, {COMMON_NEAR}, {LARGEST:,}, 99th percentile"
        kept = found.p99 <= MOST_P99_MS
        yield Promise(what, f"{found.p99:.0f} ms", f"≤ {MOST_P99_MS:.0f} ms", kept)


def _of_stores(results: Results) -> Iterator[Promise]:
    for store in ("SQLite", "PostgreSQL"):
        loads = results.sizes(LOAD, store)
        changes = {row.listings: row for row in results.sizes(CHANGED, store)}
        for load in loads[-1:]:
            limit, kept = f"≥ {LEAST_LOAD_PER_S:,.0f}/s", load.median >= LEAST_LOAD_PER_S
            told = f"{load.median:,.0f} listings/s"
            yield Promise(f"{store}, {LOAD}, {load.listings:,}", told, limit, kept)
            share = changes[load.listings].median / load.median
            what = f"{store}, {CHANGED}, {load.listings:,}"
            told = f"{share:.2f} × first load"
            yield Promise(what, told, f"≥ {LEAST_CHANGED} ×", share >= LEAST_CHANGED)
