"""Facet counts by the engine: of all that fulfil a filter."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from search.meilisearch import shape
from search.meilisearch.asking import all_of, between, one_of
from search.meilisearch.state import Answer
from search.tallies import Counts, Dated, dated
from search.values import PLAIN


class Tally:
    """The questions that count all that fulfil a filter, and the reading of their answers."""

    def __init__(self, clause: str, facets: Sequence[str], now: datetime) -> None:
        self._plain = [facet for facet in facets if facet in PLAIN]
        self._dated = [(f, one.value, _holding(one)) for f in facets for one in dated(f, now)]
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


def _holding(one: Dated) -> str:
    """The filter that finds who has a value on a day."""
    flagged = one_of(shape.FLAGS, one.flags)
    return all_of((flagged, between(one.range))) if one.range else flagged


def scaled(counts: Counts, share: float) -> Counts:
    """The same share of every count."""
    return {
        facet: {value: round(count * share) for value, count in each.items()}
        for facet, each in counts.items()
    }
