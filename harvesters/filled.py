"""Which fields of a feed are filled, and which of them a feed has lost since it was read before."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from typing import Any

from harvesters.cleaning.blanks import is_blank
from harvesters.mapping.known_fields import KNOWN
from harvesters.mapping.said import at_path
from harvesters.source import Source

LEAST_RECORDS = 5
LEAST_PERCENT = 20
"""A field that a fifth of the records filled does not empty itself in all of them at once."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A field that no record fills any more, and `before` of `read` records did.

    `is_gone` says that a table has no column of that name any more.
    """

    field: str
    before: int
    read: int
    is_gone: bool


class Filled:
    """Counts, over a whole read, how many records fill each field that has a meaning here."""

    def __init__(self, source: Source) -> None:
        mapped = {name for names in source.fields.values() for name in names}
        self._tracked = frozenset(KNOWN.get(source.reader.kind, {})) | mapped
        self._deep = tuple(sorted(name for name in mapped if "." in name))
        self._has_header = source.reader.kind == "table"
        self._counts: Counter[str] = Counter()
        self._met: set[str] = set()
        self.read = 0

    def look(self, said: Any) -> None:
        """Take note of one record; what counts as filled is what is true, for speed."""
        if not isinstance(said, dict):
            return
        self.read += 1
        self._counts.update(compress(said, said.values()))
        if self._has_header and not self._met >= said.keys():
            self._met.update(said)
        for name in self._deep:
            if name not in said and not is_blank(at_path(said, name)):
                self._counts[name] += 1

    def told(self) -> dict[str, int]:
        """How many records fill each field, and under "" how many there are."""
        filled = {name: self._counts[name] for name in sorted(self._tracked & self._counts.keys())}
        return {"": self.read, **filled}

    def lost(self, before: Mapping[str, int], again: Iterable[Any]) -> list[Lost]:
        """The fields that are lost since `before`, which an earlier read told.

        `again` gives the records once more: asked only where something seems to be lost, to tell
        "no" and 0 from nothing.
        """
        read = before.get("", 0)
        if min(read, self.read) < LEAST_RECORDS:
            return []
        suspects = {
            name: count
            for name, count in before.items()
            if name in self._tracked and self._seems_lost(name, count, read)
        }
        said = _said_in(again, suspects) if suspects else frozenset()
        return [
            Lost(name, count, read, self._is_gone(name))
            for name, count in suspects.items()
            if name not in said
        ]

    def _seems_lost(self, name: str, count: int, read: int) -> bool:
        if self._is_gone(name):
            return True
        was_filled = count >= LEAST_RECORDS and count * 100 >= LEAST_PERCENT * read
        return was_filled and not self._counts[name]

    def _is_gone(self, name: str) -> bool:
        """Whether a table has no column of this name any more."""
        return self._has_header and name not in self._met


def _said_in(records: Iterable[Any], names: Iterable[str]) -> frozenset[str]:
    left, said = set(names), set()
    for record in records:
        found = {name for name in left if not is_blank(at_path(record, name))}
        said |= found
        left -= found
        if not left:
            break
    return frozenset(said)
