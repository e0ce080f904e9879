"""Sides that take turns, some questions at a time, so that all meet the same machine."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter, sleep

from benchmarks.house.sides import STEADY, Ask, Degraded
from search.query import Query

WARM_UP, WARM_UP_S = 30, 15.0
AT_A_TIME = 10
"""Questions that a side is asked before the next side's turn: a server's caches hold its own work
then, as they do where it is asked all day, and not that of six other programs.
"""
OURS_S = 40.0
"""Seconds that a stack or its engine has for a kind, whose figures have to be steady."""
REST_S = 1.5
"""How long a stack is left alone whose engine was too slow; it asks it again after a second."""


@dataclass(slots=True)
class Taken:
    """Milliseconds of each answer, and how many of them were degraded; those count as well."""

    ms: list[float] = field(default_factory=list)
    degraded: int = 0


def turns(
    asks: Mapping[str, Ask], questions: Sequence[Query], rounds: int, budget_s: float
) -> dict[str, Taken]:
    """What the answers of each side took.

    A side that has used up its budget is not asked again, unless for a first answer; it then has
    fewer answers, of the first questions.
    """
    spent = dict.fromkeys(asks, 0.0)
    taken = {side: Taken() for side in asks}
    for some in _pieces([*questions] * rounds):
        for side, query in ((side, query) for side in asks for query in some):
            if spent[side] < (max(OURS_S, budget_s) if side in STEADY else budget_s):
                spent[side] += _seconds(asks[side], query, taken[side])
    return taken


def _pieces(questions: Sequence[Query]) -> Iterator[Sequence[Query]]:
    for start in range(0, len(questions), AT_A_TIME):
        yield questions[start : start + AT_A_TIME]


def warm_up(asks: Mapping[str, Ask], questions: Sequence[Query]) -> None:
    """Ask each side some questions, until it has read from the disk what it keeps at hand."""
    for ask in asks.values():
        spent = 0.0
        for query in questions:
            if spent < WARM_UP_S:
                spent += _seconds(ask, query, Taken())


def _seconds(ask: Ask, query: Query, taken: Taken) -> float:
    began = perf_counter()
    try:
        ask(query)
        took = perf_counter() - began
    except Degraded:
        took = perf_counter() - began
        taken.degraded += 1
        sleep(REST_S)
    taken.ms.append(took * 1000)
    return took
