"""Why a hit was found: which words of which field answer the searcher's."""

from collections.abc import Iterable, Sequence

from search.embedded.asked import Asked
from search.embedded.cards import Card
from search.index import Match
from search.tokens import stem, words

FIELDS = ("name", "need", "category", "organization", "town", "description")
_MOST_WORDS = 5


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
        for field in FIELDS if self._said else ():
            answers, open_ones = self._answers(getattr(card, field), open_ones)
            if answers:
                found.append(Match(field, tuple(dict.fromkeys(answers))[:_MOST_WORDS]))
            if not open_ones:
                break
        return tuple(found), [self._said[at] for at in open_ones]

    def _answers(self, text: str, open_ones: Sequence[int]) -> tuple[list[str], Sequence[int]]:
        said = words(text)
        stemmed = list(map(stem, said))
        if self._any.isdisjoint(stemmed) and not self._begins(said):
            return [], open_ones
        answers: list[str] = []
        still_open: list[int] = []
        for at in open_ones:
            own = self._answering(at, said, stemmed)
            answers.extend(own)
            if not own:
                still_open.append(at)
        return answers, still_open

    def _begins(self, said: Iterable[str]) -> bool:
        return bool(self._begun) and any(word.startswith(self._begun) for word in said)

    def _answering(self, at: int, said: list[str], stemmed: list[str]) -> list[str]:
        present = set(stemmed)
        wanted = set(self._stems[at]).union(*(p for p in self._phrases[at] if p <= present))
        pairs = zip(said, stemmed, strict=True)
        begun = self._beginnings[at]
        return [w for w, s in pairs if s in wanted or (begun and w.startswith(begun))]
