"""How far a hit's distance weighs against how well it answers, and which scores are alike."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

EDGE = 0.65
"""What is left of a hit's relevance far away; a hit twice as good always comes first."""

STEEPNESS = 3.0
"""How soon it falls: most of it within the first half of the circle."""


def nearness(share: Floats) -> Floats:
    """1 at the searcher's own door, falling smoothly towards EDGE.

    `share` is the distance as a share of the circle's radius.
    """
    return EDGE + (1 - EDGE) * np.exp(-STEEPNESS * share)


def blended(relevance: Floats, distances_m: Floats, within_m: float) -> Floats:
    """By what hits in a circle are ranked: relevance, less of it the farther away they are."""
    return relevance * nearness(distances_m / within_m)


def compared(scores: Floats) -> Floats:
    """Scores as hits are ordered by them: what rounding alone tells apart is worth the same."""
    return np.round(scores, 9)
