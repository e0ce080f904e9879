"""What one way of looking finds in one state, wherever it is, kept for all who go that way."""

from collections.abc import Sequence

import numpy as np

from search.facts.columns import Numbers
from search.facts.why import Why
from search.forgiving import Way
from search.whole.chosen import Part
from search.whole.matching import matching
from search.whole.state import Whole
from search.whole.wide import Ranked
from search.whole.worth import Worth


class Everywhere:
    """Each thing is looked for when it is first asked for. Threads may share it."""

    def __init__(self, whole: Whole, way: Way) -> None:
        self.way, self._whole = way, whole
        self._parts: Sequence[Part] | None = None
        self._wide: Ranked | None = None
        self.why = Why(whole.table, way.asked, self._begun)

    def parts(self) -> Sequence[Part]:
        """What answers in each segment, scored; without words all that is there."""
        if self._parts is None:
            self._parts = self._found()
        return self._parts

    def wide(self) -> Ranked:
        """Those of a way with words that serve without regard to place."""
        if self._wide is None:
            self._wide = Ranked(self._whole, self.parts())
        return self._wide

    def bytes(self) -> int:
        """How much room all takes that was found so far."""
        found = sum(one.matches.bytes for one in self._parts or () if one.matches)
        return found + (self._wide.bytes if self._wide else 0) + self.why.bytes()

    def _found(self) -> Sequence[Part]:
        whole, way = self._whole, self.way
        told = zip(whole.standing(), whole.starts, strict=False)
        parts = [Part(segment, start, standing) for (segment, standing), start in told]
        if not way.asked:
            return parts
        worth = Worth(whole.table.values, way)
        found = [matching(one.segment, way, worth) for one in parts]
        return [
            one._replace(matches=matches, scores=worth.scores(matches))
            for one, matches in zip(parts, found, strict=True)
        ]

    def _begun(self, letters: Sequence[str]) -> Numbers:
        """The numbers of all words that begin in one of some ways."""
        lexicons = [segment.lexicon for segment in self._whole.segments]
        return np.concatenate(
            [one.numbers(*one.begun(some)) for one in lexicons for some in letters]
        )
