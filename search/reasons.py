"""Why a hit was found: which words of which field answer the searcher's."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import compress
from typing import NamedTuple

from search.answers import Match
from search.asked import Asked
from search.cards import Card
from search.tokens import stems, words

FIELDS = (("name",), ("need", "category"), ("organization",), ("town", "description"))
"""Those that are searched as one part stand together: a phrase may be spread over them."""

_TEXTS = Card._fields[2:]
_PLACES = [[(field, _TEXTS.index(field)) for field in part] for part in FIELDS]
"""Each field, and where its text stands among the texts of a card."""

_MOST_WORDS = 5
_SHORT = 120


class _Told(NamedTuple):
    """The words of a text, their stems in the same order, and the stems that it has."""

    said: list[str]
    stemmed: list[str]
    present: frozenset[str]


class _Sought(NamedTuple):
    """One word of the searcher's: it is answered by any stem of `wanted`, by all of a phrase
    together, of whose stems `spread` are all, and by words that begin with one of `begun`."""

    text: str
    wanted: frozenset[str]
    phrases: tuple[frozenset[str], ...]
    spread: frozenset[str]
    begun: tuple[str, ...]

    def answering(self, told: _Told, together: Callable[[], frozenset[str]]) -> list[str]:
        """The words of a text that answer; `together` tells the stems of its part."""
        wanted, begun = self.wanted, self.begun
        if not self.spread.isdisjoint(told.present):
            whole = together()
            wanted = wanted.union(*(phrase for phrase in self.phrases if phrase <= whole))
        if begun:
            pairs = zip(told.said, told.stemmed, strict=True)
            return [w for w, stemmed in pairs if stemmed in wanted or w.startswith(begun)]
        if wanted.isdisjoint(told.present):
            return []
        return list(compress(told.said, map(wanted.__contains__, told.stemmed)))


class Reasons:
    """The searcher's words, ready to be looked for in one card after the other."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._sought = tuple(map(_sought, asked))
        self._any = frozenset().union(*(one.wanted | one.spread for one in self._sought))
        self._begun = tuple(begun for one in self._sought for begun in one.begun)

    def of(self, card: Card) -> tuple[tuple[Match, ...], list[str]]:
        """Fields that answer, until every word is answered; and the words that none answers."""
        open_ones: Sequence[_Sought] = self._sought
        found: list[Match] = []
        texts: Sequence[str] = card[2:]
        for part in _PLACES if open_ones else ():
            for field, at in part:
                told = _told_by(texts[at])
                if self._may_answer(told):
                    together = partial(_together, texts, part)
                    answers, open_ones = _answered(told, together, open_ones)
                    if answers:
                        found.append(Match(field, tuple(dict.fromkeys(answers))[:_MOST_WORDS]))
            if not open_ones:
                break
        return tuple(found), [one.text for one in open_ones]

    def _may_answer(self, told: _Told) -> bool:
        """Whether a text has a word that answers one of the searcher's, or part of it."""
        if not self._any.isdisjoint(told.present):
            return True
        return bool(self._begun) and any(word.startswith(self._begun) for word in told.said)


def _together(texts: Sequence[str], part: Sequence[tuple[str, int]]) -> frozenset[str]:
    """The stems of all fields of a part."""
    return frozenset().union(*(_told_by(texts[at]).present for _, at in part))


def _answered(
    told: _Told, together: Callable[[], frozenset[str]], open_ones: Sequence[_Sought]
) -> tuple[list[str], Sequence[_Sought]]:
    """The words of a text that answer some of the searcher's, and those that are still open."""
    answers: list[str] = []
    still_open: list[_Sought] = []
    for one in open_ones:
        if own := one.answering(told, together):
            answers += own
        else:
            still_open.append(one)
    return answers, still_open


def _sought(one: Asked) -> _Sought:
    """A phrase of one stem does as the word's own stems do."""
    phrases = [frozenset(phrase) for phrase in one.word.instead]
    wanted = frozenset(one.stems()).union(*(phrase for phrase in phrases if len(phrase) == 1))
    several = tuple(phrase for phrase in phrases if len(phrase) > 1)
    return _Sought(one.word.text, wanted, several, frozenset().union(*several), one.beginnings)


def _told_by(text: str) -> _Told:
    return _told(text) if len(text) <= _SHORT else _read(text)


def _read(text: str) -> _Told:
    said = words(text)
    stemmed = stems(said)
    return _Told(said, stemmed, frozenset(stemmed))


_told = lru_cache(maxsize=8_192)(_read)
"""The same, kept for short texts of listings: categories, needs and names stand in many hits."""
