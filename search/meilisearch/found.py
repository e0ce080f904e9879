"""What one way of looking found: a page of listings, the total, the facet counts, how exact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from search.meilisearch.facts import Fact


class Placed(NamedTuple):
    """A listing, how well it answers, and how far it is."""

    fact: Fact
    score: float
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """`rows` are those of the page alone."""

    rows: Sequence[Placed]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    exact: bool = True


NOTHING = Found((), 0)
