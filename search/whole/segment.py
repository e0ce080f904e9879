"""Some listings in the order of their ids, with all that they are looked for by."""

from collections.abc import Hashable, Sequence
from uuid import UUID

import numpy as np

from search.facts.columns import Numbers
from search.facts.fact import PART_OF
from search.facts.table import BITS_OF_WHERE, WHERE, Table
from search.flags import WIDE
from search.limits import LIMITS
from search.values import SETS
from search.whole.answers import Answers, Looked
from search.whole.around import Around
from search.whole.arrays import Entries, Limits, Small, Truths
from search.whole.kept import Kept
from search.whole.lexicon import Lexicon
from search.whole.matches import Matches
from search.whole.phrases import Phrases
from search.whole.postings import BITS, gathered
from search.whole.profiles import Profiles

_BIT_OF = np.array([1 << part for part in PART_OF], np.uint32)
_ANSWERS, _MATCHES = 48, 80
"""So many bytes for each listing are spent to keep who answers words that were asked for, and who
answers all words of a question."""


class Segment:
    """Listings by their places in it; safe to read from threads, never changed.

    `words` tells of ranks of `lexicon` in which of PARTS each stands, a bit for each part. `days`
    is what `tallying` keeps of facets that depend on the day.
    """

    def __init__(self, table: Table, rows: Numbers) -> None:
        self._table, self.size = table, len(rows)
        rows = rows[table.in_order(rows)]
        self.rows = rows.astype(np.uint32)
        self._high = np.ascontiguousarray(table.ids(rows)[:, 0])
        self.lexicon = Lexicon(table.words, self._used())
        self.words = gathered(self._said, self.size, len(self.lexicon))
        self._kinds_of_marks = len(table.marks)
        self._marks = gathered(self._of_marks, self.size, self._kinds_of_marks)
        self._wide: Truths | None = None
        self.around = Around(*table.points(rows))
        self.limits = np.ascontiguousarray(table.limits(rows).T)
        self.said = Profiles({name: table.sets(name, rows) for name in SETS})
        self.days: dict[str, tuple[int, Small]] = {}
        self.answers = Kept[Looked, Answers](_ANSWERS * self.size)
        self.matches = Kept[Hashable, Matches](_MATCHES * self.size)
        self.phrases = Phrases(self.lexicon, self.words, self.size)

    def _slice(self, first: int, end: int) -> Numbers:
        return self.rows[first:end].astype(np.int64)

    def _used(self) -> Numbers:
        """The numbers of all words but the empty one, and perhaps of some that are not said."""
        used = np.ones(len(self._table.words), bool)
        if 2 * self.size < len(self._table.fingers):
            tokens, _ = self._table.tokens(self._slice(0, self.size))
            used[:] = False
            used[tokens >> BITS_OF_WHERE] = True
        used[0] = False
        return np.flatnonzero(used)

    def _said(self, first: int, end: int) -> tuple[Entries, Entries]:
        tokens, lengths = self._table.tokens(self._slice(first, end))
        entries = _placed(first, lengths) | _BIT_OF[tokens & WHERE]
        ranks = self.lexicon.ranks((tokens >> BITS_OF_WHERE).astype(np.int64))
        some = ranks >= 0
        return ranks[some].astype(np.uint32), entries[some]

    def _of_marks(self, first: int, end: int) -> tuple[Entries, Entries]:
        marks, lengths = self._table.marked(self._slice(first, end))
        return marks, _placed(first, lengths) | np.uint32(1)

    def having(self, mark: int, places: Numbers) -> Truths:
        """Which of some places have a mark, by its number."""
        if mark >= self._kinds_of_marks:
            return np.zeros(len(places), bool)
        return self._marks.at(mark, places)

    def marked(self, marks: Sequence[int]) -> Truths:
        """Which of all places have one of some marks."""
        found = np.zeros(self.size, np.uint8)
        for number in marks:
            if number < self._kinds_of_marks:
                self._marks.lay(number, found)
        return found.view(bool)

    def wide(self) -> Truths:
        """Which listings serve without regard to place, be it in some areas alone."""
        if self._wide is None:
            self._wide = self.marked(self._table.marks.begun(WIDE))
        return self._wide

    def limit(self, name: str) -> Limits:
        """What each listing says of one of LIMITS; see `marks.limit_kept`."""
        found: Limits = self.limits[LIMITS.index(name)]
        return found

    def places_of(self, ids: Sequence[str]) -> Numbers:
        """The places of listings; ids that are not in it are left out."""
        whole = [UUID(one).int for one in ids]
        high = np.array([one >> 64 for one in whole], np.uint64)
        first = np.searchsorted(self._high, high, "left").tolist()
        last = np.searchsorted(self._high, high, "right").tolist()
        found = [
            place
            for one, begin, end in zip(ids, first, last, strict=True)
            for place in range(begin, end)
            if self._table.id_of(int(self.rows[place])) == one
        ]
        return np.array(found, np.int64)


def _placed(first: int, lengths: Numbers) -> Entries:
    """Entries without bits for each of so many of listings that stand from a place on."""
    return np.repeat(np.arange(first, first + len(lengths), dtype=np.uint32) << BITS, lengths)
