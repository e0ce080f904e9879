"""What load showed: refusals, times, memory, the spike and what came after it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from benchmarks.load.asking import Outcome
from benchmarks.load.course import Piece, Ran
from benchmarks.load.harvesting import Harvest
from benchmarks.load.minutes import share
from benchmarks.load.observed import Observed
from benchmarks.load.planned import Load
from benchmarks.load.watching import TAKERS, Look, cores
from benchmarks.reporting import Figure

MOST_P99_MS, MOST_GROWN, MOST_RECOVERY_S = 250.0, 1.05, 10.0
REFUSALS = (429, 503)
LOOKED_AT_S = 60.0
"""Memory is the median of a minute's looks, so that each has a harvest in it, or of a quarter of
the steady load where that is shorter."""


def figures(seen: Observed, ran: Ran, load: Load) -> list[Figure]:
    """Every figure with its promise, of what counts."""
    steady = within(seen.outcomes, ran.counted)
    after = within(seen.outcomes, [ran.after])
    return [
        *_counted(seen, ran, load),
        *_steady(steady, ran),
        *_by_door(steady),
        *_memory(seen.looks, ran.steady_s),
        *_spike(within(seen.outcomes, [ran.crowd])),
        Figure("recovered after the spike in", _recovery_s(after, ran.after), "s", MOST_RECOVERY_S),
        *_harvests(seen.harvests),
        *_processor(seen.looks, within(seen.outcomes, ran.steady), ran.steady_s),
    ]


def within(outcomes: Iterable[Outcome], pieces: Sequence[Piece]) -> list[Outcome]:
    """Those whose time was set within these pieces of a run."""
    return [one for one in outcomes if any(piece.has(one.at_s) for piece in pieces)]


def _counted(seen: Observed, ran: Ran, load: Load) -> list[Figure]:
    """How much counts, where not all does."""
    if load.at_most is None:
        return []
    others = within(seen.outcomes, [one for one in ran.steady if not one.counts])
    return [
        Figure("minutes of all cores", ran.counted_s / 60, "", load.minutes, at_least=True),
        Figure("  of", ran.steady_s / 60),
        Figure("  requests of the other minutes", len(others)),
        *_by_status(others),
        Figure("  their 99th percentile", share(sorted(o.took_ms for o in others), 0.99), "ms"),
    ]


def _steady(steady: Sequence[Outcome], ran: Ran) -> list[Figure]:
    taken = sorted(one.took_ms for one in steady)
    return [
        Figure("requests", len(steady)),
        Figure("  a second", len(steady) / (ran.counted_s or 1.0), "/s"),
        Figure("  5xx or without an answer", sum(map(_failed, steady)), "", 0),
        Figure("  other than 200", sum(one.status != 200 for one in steady), "", 0),
        *_by_status(steady),
        Figure("  sent late by, 99th percentile", _late(steady), "ms"),
        Figure("median", share(taken, 0.5), "ms"),
        Figure("99th percentile", share(taken, 0.99), "ms", MOST_P99_MS),
        Figure("99.9th percentile", share(taken, 0.999), "ms"),
    ]


def _by_status(some: Sequence[Outcome]) -> Iterable[Figure]:
    told = Counter(f"    {one.status or 'no answer'}, {one.door}" for one in some)
    return (Figure(what, n) for what, n in sorted(told.items()) if not what.startswith("    200"))


def _by_door(steady: Sequence[Outcome]) -> list[Figure]:
    told = []
    for door in sorted({one.door for one in steady}):
        taken = sorted(one.took_ms for one in steady if one.door == door)
        told.append(Figure(f"  {door}, median", share(taken, 0.5), "ms"))
        told.append(Figure(f"  {door}, 99th percentile", share(taken, 0.99), "ms"))
    return told


def _memory(looks: Sequence[Look], steady_s: float) -> list[Figure]:
    """Medians of the looks before half time and before the end of the steady load."""
    half = _looked(looks, steady_s / 2, steady_s)
    end = _looked(looks, steady_s, steady_s)
    return [
        Figure("memory of its own at half time", half, "MB"),
        Figure("memory of its own at the end", end, "MB"),
        Figure("  end by half time", end / half, "x", MOST_GROWN),
    ]


def _looked(looks: Iterable[Look], before_s: float, steady_s: float) -> float:
    after_s = before_s - min(LOOKED_AT_S, steady_s / 4)
    return median(one.megabytes for one in looks if after_s < one.at_s <= before_s)


def _spike(spike: Sequence[Outcome]) -> list[Figure]:
    refused = [one for one in spike if one.status in REFUSALS]
    unkind = sum(not one.says_when for one in refused)
    wrong = sum(one.status != 200 and one.status not in REFUSALS for one in spike)
    served = sorted(one.took_ms for one in spike if one.status == 200)
    return [
        Figure("spike: requests", len(spike)),
        Figure("  answered", len(served)),
        Figure("  their 99th percentile", share(served, 0.99), "ms"),
        Figure("  sent late by, 99th percentile", _late(spike), "ms"),
        Figure("  refused with Retry-After", len(refused) - unkind),
        Figure("  refused without it, or anything else", unkind + wrong, "", 0),
        *_by_status(spike),
    ]


def _recovery_s(after: Sequence[Outcome], piece: Piece) -> float:
    """How long after the spike the last request came that was refused or took too long."""
    late = [one.at_s for one in after if one.status != 200 or one.took_ms > 2 * MOST_P99_MS]
    return max(late, default=piece.begin_s) - piece.begin_s


def _harvests(harvests: Sequence[Harvest]) -> list[Figure]:
    taken = [one.ended_s - one.began_s for one in harvests]
    return [
        Figure("harvests beside it", len(harvests)),
        Figure("  failed", sum(one.code != 0 for one in harvests), "", 0),
        Figure("  first, of what is all new", taken[0] if taken else 0.0, "s"),
        Figure("  median time of one", median(taken) if taken else 0.0, "s"),
    ]


def _processor(looks: Sequence[Look], steady: Sequence[Outcome], steady_s: float) -> list[Figure]:
    """Of the steady load: processor time of the server, of the whole machine, and of others."""
    some = [one for one in looks if 0 <= one.at_s <= steady_s]
    if len(some) < 2 or not steady:
        return []
    server, machine, others = (cores(some, taker) for taker in TAKERS)
    each_ms = server * steady_s / len(steady) * 1000
    return [
        Figure("processor time of the server for a request", each_ms, "ms"),
        Figure("  cores that it took", server),
        Figure("  cores at work, harvests with it", machine),
        Figure("  cores that the host gave to others", others),
    ]


def _late(some: Sequence[Outcome]) -> float:
    """By how much the asking side itself was late, which the server cannot help."""
    return share(sorted(one.late_ms for one in some), 0.99)


def _failed(one: Outcome) -> bool:
    return one.status == 0 or one.status >= 500
