"""What load showed: refusals, times, memory, the spike and what came after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.load.asking import Outcome
from benchmarks.reporting import Figure

MOST_P99_MS, MOST_GROWN, MOST_RECOVERY_S = 250.0, 1.05, 10.0
REFUSALS = (429, 503)
_LOOKS = 5


@dataclass(frozen=True, slots=True)
class Stretches:
    """When the steady load ended, and when the spike did, in seconds from the beginning."""

    steady_s: float
    spike_ends_s: float


def figures(
    outcomes: Sequence[Outcome],
    memory: Sequence[tuple[float, float]],
    harvests: Sequence[tuple[int, float]],
    when: Stretches,
) -> list[Figure]:
    """Every figure with its promise."""
    steady = [one for one in outcomes if one.at_s < when.steady_s]
    spike = [one for one in outcomes if when.steady_s <= one.at_s < when.spike_ends_s]
    after = [one for one in outcomes if one.at_s >= when.spike_ends_s]
    return [
        *_steady(steady, when),
        *_by_door(steady),
        *_memory(memory, when),
        *_spike(spike),
        Figure("recovered after the spike in", _recovery_s(after, when), "s", MOST_RECOVERY_S),
        Figure("harvests beside it", len(harvests)),
        Figure("  failed", sum(code != 0 for code, _ in harvests), "", 0),
        Figure("  median time of one", median(took for _, took in harvests), "s"),
    ]


def _steady(steady: Sequence[Outcome], when: Stretches) -> list[Figure]:
    taken = sorted(one.took_ms for one in steady)
    return [
        Figure("requests", len(steady)),
        Figure("  a second", len(steady) / when.steady_s, "/s"),
        Figure("  5xx or without an answer", sum(map(_failed, steady)), "", 0),
        Figure("  other than 200", sum(one.status != 200 for one in steady), "", 0),
        Figure("  sent late by, 99th percentile", _late(steady), "ms"),
        Figure("median", _share(taken, 0.5), "ms"),
        Figure("99th percentile", _share(taken, 0.99), "ms", MOST_P99_MS),
        Figure("99.9th percentile", _share(taken, 0.999), "ms"),
    ]


def _by_door(steady: Sequence[Outcome]) -> list[Figure]:
    told = []
    for door in sorted({one.door for one in steady}):
        taken = sorted(one.took_ms for one in steady if one.door == door)
        told.append(Figure(f"  {door}, median", _share(taken, 0.5), "ms"))
        told.append(Figure(f"  {door}, 99th percentile", _share(taken, 0.99), "ms"))
    return told


def _memory(memory: Sequence[tuple[float, float]], when: Stretches) -> list[Figure]:
    """Medians of some looks around half time and before the end of the steady load."""
    half = _looked(memory, when.steady_s / 2)
    end = _looked(memory, when.steady_s)
    return [
        Figure("memory of its own at half time", half, "MB"),
        Figure("memory of its own at the end", end, "MB"),
        Figure("  end by half time", end / half, "x", MOST_GROWN),
    ]


def _looked(memory: Iterable[tuple[float, float]], before_s: float) -> float:
    looks = [megabytes for at_s, megabytes in memory if at_s <= before_s]
    return median(looks[-_LOOKS:])


def _spike(spike: Sequence[Outcome]) -> list[Figure]:
    refused = [one for one in spike if one.status in REFUSALS]
    unkind = sum(not one.says_when for one in refused)
    wrong = sum(one.status != 200 and one.status not in REFUSALS for one in spike)
    served = sorted(one.took_ms for one in spike if one.status == 200)
    return [
        Figure("spike: requests", len(spike)),
        Figure("  answered", len(served)),
        Figure("  their 99th percentile", _share(served, 0.99), "ms"),
        Figure("  sent late by, 99th percentile", _late(spike), "ms"),
        Figure("  refused with Retry-After", len(refused) - unkind),
        Figure("  refused without it, or anything else", unkind + wrong, "", 0),
    ]


def _recovery_s(after: Sequence[Outcome], when: Stretches) -> float:
    """How long after the spike the last request came that was refused or took too long."""
    late = [one.at_s for one in after if one.status != 200 or one.took_ms > 2 * MOST_P99_MS]
    return max(late, default=when.spike_ends_s) - when.spike_ends_s


def _late(some: Sequence[Outcome]) -> float:
    """By how much the asking side itself was late, which the server cannot help."""
    return _share(sorted(one.late_ms for one in some), 0.99)


def _failed(one: Outcome) -> bool:
    return one.status == 0 or one.status >= 500


def _share(taken: Sequence[float], share: float) -> float:
    return taken[min(len(taken) - 1, int(len(taken) * share))] if taken else 0.0
