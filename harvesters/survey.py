"""Which fields of a feed nobody has mapped or ignored: no field is lost in silence."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from harvesters.cleaning.blanks import is_blank
from harvesters.mapping.known_fields import KNOWN, Tree
from harvesters.notes import ReadNotes
from harvesters.source import Source

MOST_NAMES = 500


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """The fields of an object that have a meaning: plain ones, and those with fields in them."""

    plain: frozenset[str]
    nested: Mapping[str, "_Known"]


def _known(tree: Tree) -> _Known:
    nested = {name: _known(inner) for name, inner in tree.items() if inner}
    return _Known(frozenset(tree.keys() - nested.keys()), nested)


@lru_cache(maxsize=16_384)
def _to_look_at(known: _Known, names: tuple[str, ...]) -> tuple[tuple[str, _Known | None], ...]:
    """Those of the names that are not plain, with what is known below them."""
    return tuple((name, known.nested.get(name)) for name in names if name not in known.plain)


NOTHING = _known({})


class Survey:
    """Counts, over a whole read, the fields without a meaning and the columns that never came."""

    def __init__(self, source: Source) -> None:
        self._known = _known(KNOWN.get(source.reader.kind, {}))
        self._mapped = frozenset(name for names in source.fields.values() for name in names)
        self._settled = self._mapped | frozenset(source.ignore)
        self._patterns = tuple(name for name in source.ignore if set(name) & set("*?["))
        self._parents = frozenset(name.partition(".")[0] for name in self._settled if "." in name)
        self._unmapped: Counter[str] = Counter()
        self._met: set[str] = set()
        self._found: set[str] = set()
        self._judged = lru_cache(maxsize=4_096)(self._is_settled)

    def look(self, said: Any) -> None:
        """Take note of the fields of one record."""
        if not isinstance(said, dict):
            return
        self._met.update(said)
        self._look_below(said, self._known, "", self._settled)
        if self._found:
            self._unmapped.update(self._found)
            self._found.clear()

    def unmapped(self) -> dict[str, int]:
        """Each field that is neither mapped nor ignored, with how many records have it."""
        by_number = sorted(self._unmapped.items(), key=lambda each: (-each[1], each[0]))
        return dict(by_number[:MOST_NAMES])

    def missing(self) -> list[str]:
        """The columns of the map that no record had, if there were records at all."""
        if not self._met:
            return []
        tops = {name: name.partition(".")[0] for name in self._mapped}
        return sorted(name for name, top in tops.items() if not {name, top} & self._met)

    def report(self, notes: ReadNotes) -> None:
        """Put what was found among the warnings of the read, once for each field."""
        for field, count in self.unmapped().items():
            notes.warn(
                f'field "{field}" is neither mapped nor ignored; it was left out of {count} records'
            )
        for column in self.missing():
            near = get_close_matches(column, sorted(self._met), n=1, cutoff=0.5)
            hint = f'; it has "{near[0]}"' if near else ""
            notes.warn(f'the map names the column "{column}", which the feed has not{hint}')

    def _look_below(
        self, said: dict[str, Any], known: _Known, at: str, skipped: frozenset[str] = frozenset()
    ) -> None:
        for name, inner in _to_look_at(known, tuple(said)):
            if name in skipped:
                continue
            below = inner or (NOTHING if name in self._parents else None)
            if below:
                value = said[name]
                for item in value if isinstance(value, list) else (value,):
                    if isinstance(item, dict):
                        self._look_below(item, below, f"{at}{name}.")
            elif not self._judged(f"{at}{name}", name) and not is_blank(said[name]):
                self._found.add(f"{at}{name}")

    def _is_settled(self, path: str, name: str) -> bool:
        """Whether the source maps or ignores a field, by its path or its own name anywhere."""
        if {path, name} & self._settled:
            return True
        return any(fnmatchcase(path, each) or fnmatchcase(name, each) for each in self._patterns)
