"""Facet counts by the engine: of all that fulfil a filter."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from search.meilisearch import shape
from search.meilisearch.asking import all_of, between, one_of
from search.meilisearch.state import Answer
from search.tallies import Counts, Dated, dated
from search.values import PLAIN

_OF_MANY_VALUES = frozenset(("category", "need", "source"))


class Tally:
    """The questions that count all that fulfil a filter, and the reading of their answers."""

    def __init__(self, clause: str, facets: Sequence[str], now: datetime) -> None:
        self._plain = [facet for facet in facets if facet in PLAIN]
        self._dated = [(f, one.value, _holding(one)) for f in facets for one in dated(f, now)]
        self.questions: list[Mapping[str, Any]] = [
            *({"filter": clause, "limit": 0, "facets": some} for some in _apart(self._plain)),
            *({"filter": all_of((only, clause)), "limit": 0} for _, _, only in self._dated),
        ]
        if not self._plain:
            self.questions.insert(0, {"filter": clause, "limit": 0})

    def read(self, answers: Sequence[Answer]) -> tuple[int, Counts]:
        """The total and the counts."""
        told: dict[str, Mapping[str, int]] = {}
        for answer in answers:
            told |= answer.get("facetDistribution", {})
        counts: Counts = {f: dict(told.get(f, {})) for f in self._plain}
        days = answers[len(answers) - len(self._dated) :]
        for (facet, value, _), answer in zip(self._dated, days, strict=True):
            counts.setdefault(facet, {})[value] = answer["estimatedTotalHits"]
        return answers[0]["estimatedTotalHits"], counts


def _apart(facets: Sequence[str]) -> list[list[str]]:
    """Facets of many values in questions of their own, which can be asked side by side."""
    many = [[facet] for facet in facets if facet in _OF_MANY_VALUES]
    few = [facet for facet in facets if facet not in _OF_MANY_VALUES]
    return [*many[:-1], [*few, *(many[-1] if many else ())]] if facets else []


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
