"""Which questions go together in one call, when several calls are made at the same moment.

The engine answers the questions of one call one after the other, and several calls side by side.
A further call costs it 0.3 ms, and 0.1 ms here, so that only what takes long is parted.
"""

from collections.abc import Mapping, Sequence
from typing import Any

MOST_CALLS = 3
"""So many processors of the engine may be busy with one search."""

_LEAST_MS = 2.0
"""For less no further call is made."""

_COUNT_MS, _LETTER_MS, _HIT_MS, _FACET_MS, _WORD_MS = 0.1, 0.0005, 0.016, 0.8, 1.0


def parted(questions: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    """Groups of places in `questions`, which take about as long as one another; at least one."""
    took = [_roughly_ms(one) for one in questions]
    calls = max(1, min(MOST_CALLS, len(questions), int(sum(took) / _LEAST_MS)))
    groups: list[list[int]] = [[] for _ in range(calls)]
    filled = [0.0] * calls
    for at in sorted(range(len(questions)), key=lambda at: -took[at]):
        least = filled.index(min(filled))
        groups[least].append(at)
        filled[least] += took[at]
    return groups


def _roughly_ms(question: Mapping[str, Any]) -> float:
    """What a question takes where a tenth of 200,000 listings fulfil its filter."""
    took: float = (
        _COUNT_MS
        + _LETTER_MS * len(question.get("filter", ""))
        + _HIT_MS * question.get("limit", 0)
        + _FACET_MS * len(question.get("facets", ()))
        + _WORD_MS * ("q" in question)
    )
    return took
