"""How many slips of the finger lie between two words, and which words are one slip away."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

ONE_SLIP, TWO_SLIPS, LONGEST = 5, 9, 30
"""The lengths from which a word may be one slip away from what was meant, two, and none."""

Counts = npt.NDArray[np.int16]


def nearest(word: str, others: Iterable[str]) -> str | None:
    """Of `others` the first, by the alphabet, that a slip of `word` may have been meant for."""
    if not ONE_SLIP <= len(word) <= LONGEST:
        return None
    most = 2 if len(word) >= TWO_SLIPS else 1
    long = [other for other in others if len(other) >= ONE_SLIP]
    near = process.extract(word, long, scorer=OSA.distance, score_cutoff=most, limit=None)
    return min(((count, other) for other, count, _ in near), default=(0, None))[1]


def slips(one: str, other: str, most: int) -> int:
    """How many slips lie between two words, swaps of neighbours being one; `most` + 1 if more."""
    return OSA.distance(one, other, score_cutoff=most)


def slips_to_each(word: str, others: Sequence[str], most: int) -> Counts:
    """The same from one word to each of many."""
    found: Counts = process.cdist(
        [word], others, scorer=OSA.distance, score_cutoff=most, dtype=np.int16
    )[0]
    return found
