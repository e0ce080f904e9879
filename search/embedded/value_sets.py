"""Value sets: what a listing says of one facet, as a number, so that facets count fast."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from search.documents import TIERS, SearchDocument
from search.embedded.schema import LISTED, SETS, STATED

SET_OF_FACET: Mapping[str, str] = {
    **{name: name for name in LISTED},
    **dict.fromkeys(STATED, "stated"),
    "tier": "award",
    "evening": "hours",
    "weekend": "hours",
}
"""Which set of values tells a facet."""


def sets_of(document: SearchDocument) -> tuple[tuple[Any, ...], ...]:
    """What a listing says, one set of values for each of SETS, in that order."""
    return (
        document.categories,
        document.needs,
        document.access_modes,
        document.joining,
        document.languages,
        document.accessibility,
        document.sources,
        tuple(_said(getattr(document, name)) for name in STATED),
        tuple((award.tier, award.first, award.last) for award in document.awards),
        (_said(document.evening), _said(document.weekend), document.hours_until),
    )


def _said(value: bool | str | None) -> str:
    """A value in words; empty when the listing does not say."""
    if isinstance(value, str):
        return value
    return "" if value is None else ("yes" if value else "no")


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


def facet_values(facet: str, values: tuple[Any, ...], today: int) -> tuple[str, ...]:
    """The values of a facet that its set tells on a day; what is not said has no value."""
    if facet in LISTED:
        return values
    if facet == "tier":
        held = [TIERS.index(tier) for tier, first, last in values if first <= today <= last]
        return TIERS[: max(held) + 1] if held else ()
    if facet in STATED:
        said = values[STATED.index(facet)]
    else:
        evening, weekend, until = values
        past = until is not None and until < today
        said = "" if past else (evening if facet == "evening" else weekend)
    return (said,) if said else ()
