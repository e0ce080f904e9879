"""Why a hit was found: which words of which field answer the searcher's."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from search.asked import Asked
from search.cards import Card
from search.index import Match
from search.tokens import stems, words

FIELDS = (("name",), ("need", "category"), ("organization",), ("town", "description"))
"""Those that are searched as one part stand together: a phrase may be spread over them."""

_MOST_WORDS = 5
_SHORT = 120


class Reasons:
    """The searcher's words, ready to be looked for in one card after the other."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._said = [one.word.text for one in asked]
        self._stems = [frozenset(one.stems()) for one in asked]
        self._phrases = [[frozenset(phrase) for phrase in one.word.instead] for one in asked]
        self._beginnings = [one.beginnings for one in asked]
        self._any = frozenset().union(*self._stems, *(p for some in self._phrases for p in some))
        self._begun = tuple(begun for one in asked for begun in one.beginnings)

    def of(self, card: Card) -> tuple[tuple[Match, ...], list[str]]:
        """Fields that answer, until every word is answered; and the words that none answers."""
        open_ones: Sequence[int] = range(len(self._said))
        found: list[Match] = []
        for part in FIELDS if self._said else ():
            said = [getattr(card, field) for field in part]
            if not any(said):
                continue
            texts = list(map(_told_by, said))
            together = texts[0].present.union(*(told.present for told in texts[1:]))
            for field, told in zip(part, texts, strict=True):
                answers, open_ones = self._answers(told, together, open_ones)
                if answers:
                    found.append(Match(field, tuple(dict.fromkeys(answers))[:_MOST_WORDS]))
            if not open_ones:
                break
        return tuple(found), [self._said[at] for at in open_ones]

    def _answers(
        self, told: "_Told", together: frozenset[str], open_ones: Sequence[int]
    ) -> tuple[list[str], Sequence[int]]:
        if self._any.isdisjoint(told.present) and not self._begins(told.said):
            return [], open_ones
        answers: list[str] = []
        still_open: list[int] = []
        for at in open_ones:
            own = self._answering(at, told, together)
            answers.extend(own)
            if not own:
                still_open.append(at)
        return answers, still_open

    def _begins(self, said: Iterable[str]) -> bool:
        return bool(self._begun) and any(word.startswith(self._begun) for word in said)

    def _answering(self, at: int, told: "_Told", together: frozenset[str]) -> list[str]:
        begun = self._beginnings[at]
        wanted = self._stems[at].union(*(p for p in self._phrases[at] if p <= together))
        if not begun and wanted.isdisjoint(told.present):
            return []
        pairs = zip(told.said, told.stemmed, strict=True)
        return [w for w, s in pairs if s in wanted or (begun and w.startswith(begun))]


class _Told(NamedTuple):
    """The words of a text, their stems in the same order, and the stems that it has."""

    said: list[str]
    stemmed: list[str]
    present: frozenset[str]


def _told_by(text: str) -> _Told:
    return _told(text) if len(text) <= _SHORT else _read(text)


def _read(text: str) -> _Told:
    said = words(text)
    stemmed = stems(said)
    return _Told(said, stemmed, frozenset(stemmed))


_told = lru_cache(maxsize=8_192)(_read)
"""The same, kept for short texts of listings: categories, needs and names stand in many hits."""
