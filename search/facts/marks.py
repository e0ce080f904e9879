"""What listings are filtered by: short words by their numbers, and limits."""

from itertools import repeat
from operator import attrgetter

from search.facts.fact import Fact
from search.facts.numbered import numbers_of
from search.values import LISTED, STATED

_SAID = (*LISTED, "stated")
_said = attrgetter(*_SAID)
UNSAID, MOST = -(2**31), 2**31 - 1
"""The number of a limit that a listing does not tell, and that of one which is none."""


class Marks:
    """Flags, and values as `field:value`; the number of one that was added stays.

    One thread adds, any may read.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._of_sets: dict[tuple[str, tuple[str, ...]], tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, fact: Fact) -> list[int]:
        """The numbers of all marks of a listing, each once."""
        found = numbers_of(self._numbers, fact.flags, lambda _: len(self._numbers))
        for name, said in zip(_SAID, _said(fact), strict=True):
            values = tuple(said)
            known = self._of_sets.get((name, values))
            found += self._added(name, values) if known is None else known
        return list(dict.fromkeys(found))

    def _added(self, name: str, values: tuple[str, ...]) -> tuple[int, ...]:
        names = repeat(name) if name in LISTED else STATED
        marks = [mark_of(*one) for one in zip(names, values, strict=False) if one[1]]
        numbers = tuple(numbers_of(self._numbers, marks, lambda _: len(self._numbers)))
        self._of_sets[name, values] = numbers
        return numbers

    def number(self, mark: str) -> int | None:
        """The number of a mark that some listing has had."""
        return self._numbers.get(mark)

    def begun(self, letters: str) -> list[int]:
        """The numbers of all marks that begin so."""
        return [number for mark, number in list(self._numbers.items()) if mark.startswith(letters)]


def mark_of(field: str, value: str) -> str:
    """The mark of what has a value."""
    return f"{field}={value}"


def limit_kept(limit: int | None) -> int:
    """A limit as a number of 32 bits: NO_LIMIT as the greatest, or least, that there is."""
    return UNSAID if limit is None else min(max(limit, UNSAID + 1), MOST)
