"""Value sets: what a listing says of one facet, as a number, so that facets count fast."""

from collections.abc import Iterable
from typing import Any

import orjson

from search.values import SETS


class ValueSets:
    """The numbers given to sets so far; only the writer gives new ones."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._values: dict[str, list[tuple[Any, ...]]] = {name: [] for name in SETS}
        self._new: list[tuple[str, tuple[Any, ...]]] = []

    def number(self, name: str, values: tuple[Any, ...]) -> int:
        """The number of a set of values, a new one if it has none yet."""
        known = self._numbers.get((name, values))
        if known is None:
            known = self._add(name, values)
            self._new.append((name, values))
        return known

    def _add(self, name: str, values: tuple[Any, ...]) -> int:
        numbered = self._values[name]
        numbered.append(values)
        return self._numbers.setdefault((name, values), len(numbered) - 1)

    def values(self, name: str, number: int) -> tuple[Any, ...]:
        """The set of values that has this number."""
        return self._values[name][number]

    def numbered(self, name: str) -> int:
        """How many different sets there are."""
        return len(self._values[name])

    def taken_note(self) -> bytes:
        """The sets numbered since the last note, to be written with the rows that use them."""
        note = orjson.dumps(self._new)
        self._new.clear()
        return note

    def read_notes(self, notes: Iterable[bytes]) -> None:
        """Takes over the sets of notes that were written, in their order."""
        for note in notes:
            for name, values in orjson.loads(note):
                self._add(name, tuple(tuple(v) if isinstance(v, list) else v for v in values))
