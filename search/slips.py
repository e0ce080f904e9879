"""How many slips of the finger lie between two words, and which words are one slip away."""

from collections.abc import Iterable

ONE_SLIP, TWO_SLIPS, LONGEST = 5, 9, 30
"""The lengths from which a word may be one slip away from what was meant, two, and none."""


def nearest(word: str, others: Iterable[str]) -> str | None:
    """Of `others` the first, by the alphabet, that a slip of `word` may have been meant for."""
    if not ONE_SLIP <= len(word) <= LONGEST:
        return None
    most = 2 if len(word) >= TWO_SLIPS else 1
    near = [(slips(word, other, most), other) for other in others if len(other) >= ONE_SLIP]
    return min((one for one in near if one[0] <= most), default=(0, None))[1]


def slips(one: str, other: str, most: int) -> int:
    """How many slips lie between two words, swaps of neighbours being one; `most` + 1 if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, also in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != also))
            if i > 1 and j > 1 and letter == other[j - 2] and also == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)
