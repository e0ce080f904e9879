"""How many slips lie between one word and many others, all at once: equal to `search.slips`."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int16]


def slipped(word: str, others: Sequence[str], most: int) -> Counts:
    """The slips to each, swaps of neighbours being one; `most` + 1 if they are more."""
    if not others:
        return np.zeros(0, np.int16)
    said = np.array(others, np.str_)
    lengths = np.strings.str_len(said)
    letters: Any = said.view(np.uint32).reshape(len(said), -1).T
    own = [ord(letter) for letter in word]
    before = np.zeros((0, 0), np.int16)
    row = _first(len(letters), len(said), most)
    for at, letter in enumerate(own, start=1):
        last, before = before, row
        row = _next(before, last, letters, letter, own[at - 2] if at > 1 else None, at, most)
    found: Counts = row[lengths, np.arange(len(said))]
    return np.minimum(found, most + 1)


def _first(length: int, count: int, most: int) -> Counts:
    row = np.arange(length + 1, dtype=np.int16)[:, np.newaxis]
    return np.minimum(np.repeat(row, count, axis=1), most + 1)


def _next(
    before: Counts, last: Counts, letters: Any, letter: int, earlier: int | None, at: int, most: int
) -> Counts:
    """The slips from the word's first `at` letters to all beginnings; far ones are too many."""
    row = np.full_like(before, most + 1)
    row[0] = min(at, most + 1)
    for end in range(max(1, at - most), min(len(letters), at + most) + 1):
        same = letters[end - 1] == letter
        cost = np.minimum(before[end], row[end - 1]) + 1
        np.minimum(cost, before[end - 1] + ~same, out=cost)
        if earlier is not None and end > 1:
            swapped = same_swapped(letters, end, letter, earlier)
            cost = np.where(swapped, np.minimum(cost, last[end - 2] + 1), cost)
        row[end] = np.minimum(cost, most + 1)
    return row


def same_swapped(letters: Any, end: int, letter: int, earlier: int) -> npt.NDArray[np.bool_]:
    """Where two neighbours of the others are those of the word the other way round."""
    found: npt.NDArray[np.bool_] = (letters[end - 2] == letter) & (letters[end - 1] == earlier)
    return found
