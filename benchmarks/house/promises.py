"""What is promised of speed, each promise with what was measured of it."""

from collections.abc import Iterator
from functools import partial

from benchmarks import harvest, store
from benchmarks.house.asked import BEST_NEAR, COMMON_NEAR, KINDS, PLACED
from benchmarks.house.harvests import CHANGED, FIRST, LOAD, SAME_BYTES, STORES
from benchmarks.house.judging import Group, Promise, at_least, at_most, grown
from benchmarks.house.results import Results, Row
from benchmarks.house.sides import GEO, LAPTOP, MEILISEARCH, PRODUCTION, TANTIVY
from benchmarks.house.updates import UPDATE

MOST_OF_RAW, OR_MORE_MS = 1.3, 1.2
LEAST_FASTER_THAN_GEO = 3.0
MOST_UPDATE_MS, MOST_UPDATE_GROWTH = 150.0, 3.0
MOST_P99_MS = 100.0
SMALL, LARGE, LARGEST = 10_000, 200_000, 1_000_000
SIDES = (LAPTOP, PRODUCTION)


def raw_of(results: Results, kind: str, side: str, count: int) -> Row | None:
    """What the engine took that a stack stands on, in the same run, asked in its own words."""
    if side == LAPTOP:
        return results.of(kind, TANTIVY, count)
    return results.of(kind, MEILISEARCH, count) or results.of(kind, GEO, count)


def promises(results: Results) -> list[Promise]:
    """Every promise, those too of which nothing was measured."""
    return [
        *_of_the_engines(results),
        *_of_geo(results),
        *_of_updates(results),
        *_of_growth(results),
        *_of_tails(results),
        *_of_harvests(results),
        *_of_stores(results),
    ]


def _of_the_engines(results: Results) -> Iterator[Promise]:
    limit = f"≤ {MOST_OF_RAW} × or + {OR_MORE_MS} ms"
    for count in (LARGE, LARGEST):
        group = Group(f"searches by their raw engine, {count:,}", limit, _by_raw)
        for side in SIDES:
            for kind in KINDS:
                rows = results.of(kind, side, count), raw_of(results, kind, side, count)
                yield group.judged(results, f"{side}, {kind}, {count:,}", rows)


def _by_raw(ours: Row, raw: Row) -> tuple[str, bool]:
    ratio, more = ours.median / raw.median, ours.median - raw.median
    return f"{ratio:.2f} × raw, {more:+.1f} ms", ratio <= MOST_OF_RAW or more <= OR_MORE_MS


def _of_geo(results: Results) -> Iterator[Promise]:
    limit = f"≥ {LEAST_FASTER_THAN_GEO:.0f} ×"
    group = Group("words within five miles by Meilisearch's own `_geo`", limit, _faster_than_geo)
    for count in (LARGE, LARGEST):
        rows = [results.of(BEST_NEAR, side, count) for side in (PRODUCTION, GEO)]
        yield group.judged(results, f"{PRODUCTION} against `_geo`, {BEST_NEAR}, {count:,}", rows)


def _faster_than_geo(ours: Row, geo: Row) -> tuple[str, bool]:
    faster = geo.median / ours.median
    return f"{faster:.1f} × faster", faster >= LEAST_FASTER_THAN_GEO


def _of_updates(results: Results) -> Iterator[Promise]:
    limit, growth = f"≤ {MOST_UPDATE_MS:.0f} ms", f"≤ {MOST_UPDATE_GROWTH:.0f} ×"
    alone = Group(f"{UPDATE}, {LARGE:,}", limit, partial(at_most, most_ms=MOST_UPDATE_MS))
    both = Group(f"{UPDATE}, as it grows", growth, partial(grown, most=MOST_UPDATE_GROWTH), True)
    for side in SIDES:
        small, large = (results.of(UPDATE, side, count) for count in (SMALL, LARGE))
        yield alone.judged(results, f"{side}, {UPDATE}, {LARGE:,}", (large,))
        what = f"{side}, {UPDATE}, {LARGE:,} by {SMALL:,}"
        yield both.judged(results, what, (small, large))


def _of_growth(results: Results) -> Iterator[Promise]:
    for side in SIDES:
        for kind in KINDS:
            most = 5.0 if side == LAPTOP else 4.0 if kind in PLACED else 3.0
            judge = partial(grown, most=most)
            group = Group("searches, as they grow", f"≤ {most:.0f} ×", judge, across=True)
            rows = [results.of(kind, side, count) for count in (LARGE, LARGEST)]
            yield group.judged(results, f"{side}, {kind}, {LARGEST:,} by {LARGE:,}", rows)


def _of_tails(results: Results) -> Iterator[Promise]:
    group = Group("99th percentile of common words in a circle", f"≤ {MOST_P99_MS:.0f} ms", _tail)
    found = results.of(COMMON_NEAR, PRODUCTION, LARGEST)
    what = f"{PRODUCTION}, {COMMON_NEAR}, {LARGEST:,}, 99th percentile"
    yield group.judged(results, what, (found,))


def _tail(row: Row) -> tuple[str, bool]:
    return f"{row.p99:,.0f} ms", row.p99 <= MOST_P99_MS


def _of_harvests(results: Results) -> Iterator[Promise]:
    count = results.largest(FIRST, LAPTOP, SMALL) or LARGE
    first, same = (results.of(kind, LAPTOP, count) for kind in (FIRST, SAME_BYTES))
    judge = partial(at_least, least=harvest.LEAST_PER_S)
    group = Group(FIRST, f"≥ {harvest.LEAST_PER_S:,.0f}/s", judge)
    yield group.judged(results, f"{LAPTOP}, {FIRST}, {count:,}", (first,))
    again = Group(SAME_BYTES, f"≥ {harvest.LEAST_FASTER:.0f} ×", _quicker)
    yield again.judged(results, f"{LAPTOP}, {SAME_BYTES}, {count:,}", (first, same))


def _quicker(first: Row, again: Row) -> tuple[str, bool]:
    faster = again.median / first.median
    return f"{faster:.0f} × faster than first", faster >= harvest.LEAST_FASTER


def _of_stores(results: Results) -> Iterator[Promise]:
    judge = partial(at_least, least=store.LEAST_PER_S)
    first = Group(LOAD, f"≥ {store.LEAST_PER_S:,.0f}/s", judge)
    anew = Group(CHANGED, f"≥ {store.LEAST_CHANGED} ×", _share)
    for name in STORES:
        count = results.largest(LOAD, name, SMALL) or LARGE
        load, changed = (results.of(kind, name, count) for kind in (LOAD, CHANGED))
        yield first.judged(results, f"{name}, {LOAD}, {count:,}", (load,))
        yield anew.judged(results, f"{name}, {CHANGED}, {count:,}", (load, changed))


def _share(load: Row, changed: Row) -> tuple[str, bool]:
    share = changed.median / load.median
    return f"{share:.2f} × first load", share >= store.LEAST_CHANGED
