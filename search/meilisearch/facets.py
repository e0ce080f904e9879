"""Facet counts by the engine: of all that fulfil a filter."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from search.documents import TIERS
from search.filtering import hours_hold, today
from search.flags import held
from search.meilisearch import shape
from search.meilisearch.asking import all_of, between, one_of
from search.meilisearch.counting import Counts
from search.meilisearch.state import Answer
from search.values import PLAIN


class Tally:
    """The questions that count all that fulfil a filter, and the reading of their answers."""

    def __init__(self, clause: str, facets: Sequence[str], now: datetime) -> None:
        self._plain = [facet for facet in facets if facet in PLAIN]
        self._dated = [(f, v, c) for f in facets for v, c in _dated(f, now)]
        self.questions: list[Mapping[str, Any]] = [
            {"filter": clause, "limit": 0, **({"facets": self._plain} if self._plain else {})},
            *({"filter": all_of((clause, only)), "limit": 0} for _, _, only in self._dated),
        ]

    def read(self, answers: Sequence[Answer]) -> tuple[int, Counts]:
        """The total and the counts."""
        whole, *others = answers
        counts: Counts = {f: dict(whole["facetDistribution"].get(f, {})) for f in self._plain}
        for (facet, value, _), answer in zip(self._dated, others, strict=True):
            counts.setdefault(facet, {})[value] = answer["estimatedTotalHits"]
        return whole["estimatedTotalHits"], counts


def _dated(facet: str, now: datetime) -> Iterator[tuple[str, str]]:
    """The values of a facet that depends on the day, each with the filter that finds it."""
    if facet == "tier":
        for tier in TIERS:
            yield tier, one_of(shape.FLAGS, held(tier, today(now)))
    elif facet in ("evening", "weekend"):
        for value in ("yes", "no"):
            told = one_of(shape.FLAGS, [f"{facet}:{value}"])
            yield value, all_of((told, between(hours_hold(now))))


def less(whole: Counts, part: Counts) -> Counts:
    """The counts of what is in `whole` but not in `part`."""
    return {
        facet: {value: count - part[facet].get(value, 0) for value, count in counts.items()}
        for facet, counts in whole.items()
    }


def scaled(counts: Counts, share: float) -> Counts:
    """The same share of every count."""
    return {
        facet: {value: round(count * share) for value, count in each.items()}
        for facet, each in counts.items()
    }
