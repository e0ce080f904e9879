"""Sides that take turns, question by question, so that all meet the same machine."""

from collections.abc import Mapping, Sequence
from time import perf_counter

from benchmarks.house.sides import Ask
from search.index import Query

WARM_UP = 10


def turns(
    asks: Mapping[str, Ask], questions: Sequence[Query], rounds: int, budget_s: float
) -> dict[str, list[float]]:
    """Milliseconds of each answer of each side.

    A side that has used up its budget is not asked again, unless for a first answer; it then has
    fewer answers, of the first questions.
    """
    spent = dict.fromkeys(asks, 0.0)
    taken: dict[str, list[float]] = {side: [] for side in asks}
    for query in questions[:WARM_UP]:
        for side, ask in asks.items():
            if spent[side] < budget_s / 4:
                spent[side] += _seconds(ask, query)
    spent = dict.fromkeys(asks, 0.0)
    for query in [*questions] * rounds:
        for side, ask in asks.items():
            if spent[side] < budget_s:
                took = _seconds(ask, query)
                spent[side] += took
                taken[side].append(took * 1000)
    return taken


def _seconds(ask: Ask, query: Query) -> float:
    began = perf_counter()
    ask(query)
    return perf_counter() - began
