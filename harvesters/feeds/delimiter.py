"""Which character parts the columns of a table, told from its first lines."""

import csv
from collections import Counter
from collections.abc import Sequence

CANDIDATES = (",", ";", "\t", "|")


def delimiter_of(lines: Sequence[str], settled: str | None = None) -> str:
    """The delimiter that gives most lines the same number of columns, and the more the better."""
    if settled:
        return settled
    return max(CANDIDATES, key=lambda candidate: _fit(lines, candidate))


def _fit(lines: Sequence[str], delimiter: str) -> tuple[bool, float, int]:
    widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    if not widths:
        return False, 0.0, 0
    width, count = Counter(widths).most_common(1)[0]
    return width > 1, count / len(widths), width
