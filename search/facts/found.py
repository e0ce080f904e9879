"""What one way of looking found: a page of listings, the total, the facet counts, how exact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from search.facts.columns import Numbers
from search.facts.table import Floats, Table


class Placed(NamedTuple):
    """A listing, how well it answers, and how far it is."""

    id: str
    finger: str
    score: float
    distance_m: float | None


def placed(table: Table, rows: Numbers, scores: Floats, distances_m: Floats) -> list[Placed]:
    """Rows of a table as places of a page; those infinitely far away are nowhere."""
    told = zip(
        table.ids_of(rows), rows.tolist(), scores.tolist(), distances_m.tolist(), strict=True
    )
    return [
        Placed(id_, table.fingers[row], score, far if far < np.inf else None)
        for id_, row, score, far in told
    ]


@dataclass(frozen=True, slots=True)
class Found:
    """`rows` are those of the page alone."""

    rows: Sequence[Placed]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    exact: bool = True


NOTHING = Found((), 0)
