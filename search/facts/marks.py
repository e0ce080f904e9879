"""What listings are filtered by: short words by their numbers, and limits."""

from collections.abc import Iterator

from search.facts.fact import Fact
from search.values import LISTED, STATED

UNSAID, MOST = -(2**31), 2**31 - 1
"""The number of a limit that a listing does not tell, and that of one which is none."""


class Marks:
    """Flags, and values as `field:value`; the number of one that was added stays.

    One thread adds, any may read.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, fact: Fact) -> list[int]:
        """The numbers of all marks of a listing, each once."""
        numbers = self._numbers
        return list(dict.fromkeys(numbers.setdefault(m, len(numbers)) for m in _marks(fact)))

    def number(self, mark: str) -> int | None:
        """The number of a mark that some listing has had."""
        return self._numbers.get(mark)

    def begun(self, letters: str) -> list[int]:
        """The numbers of all marks that begin so."""
        return [number for mark, number in list(self._numbers.items()) if mark.startswith(letters)]


def mark_of(field: str, value: str) -> str:
    """The mark of what has a value."""
    return f"{field}={value}"


def _marks(fact: Fact) -> Iterator[str]:
    yield from fact.flags
    for name in LISTED:
        yield from (mark_of(name, value) for value in getattr(fact, name))
    told = zip(STATED, fact.stated, strict=True)
    yield from (mark_of(name, value) for name, value in told if value)


def limit_kept(limit: int | None) -> int:
    """A limit as a number of 32 bits: NO_LIMIT as the greatest, or least, that there is."""
    return UNSAID if limit is None else min(max(limit, UNSAID + 1), MOST)
