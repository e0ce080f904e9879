"""The searcher's words as clauses of the embedded index, from strict to forgiving."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tantivy import Occur
from tantivy import Query as Clause

from search.asked import Asked
from search.embedded.matching import answering
from search.embedded.schema import WORDS
from search.embedded.typos import spelled_nearly, stem_frequency
from search.embedded.weighing import one_word, shares
from search.embedded.whole import whole
from search.language import Reading, Word
from search.tokens import stem

_MOST_COMPLETIONS = 6
_FEW_LETTERS = 2
_RARE = 20


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way of looking: `matching` finds rows, `scored` finds the same and ranks them.

    Both are absent when no word was asked for.
    """

    asked: tuple[Asked, ...] = ()
    matching: Clause | None = None
    scored: Clause | None = None
    complete: bool = True
    corrected: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Attempts:
    """The ways of looking for some words, each made when it is first needed.

    Questions that are asked together share them.
    """

    def __init__(self, searcher: Any, reading: Reading) -> None:
        self._made: list[Attempt] = []
        self._more = _attempts(searcher, reading)

    def __iter__(self) -> Iterator[Attempt]:
        yield from self._made
        for attempt in self._more:
            self._made.append(attempt)
            yield attempt


def _attempts(searcher: Any, reading: Reading) -> Iterator[Attempt]:
    """First all words as they are, misspelt ones corrected; then all near spellings; then fewer."""
    if not reading.words:
        yield Attempt()
        return
    asked = tuple(_asked(searcher, reading))
    yield _attempt(searcher, asked, len(asked))
    looser = tuple(_looser(searcher, one) for one in asked)
    if looser != asked:
        yield _attempt(searcher, looser, len(asked))
    for least in range(len(asked) - 1, 0, -1):
        yield _attempt(searcher, looser, least)


def _attempt(searcher: Any, asked: tuple[Asked, ...], least: int) -> Attempt:
    parts = shares(searcher, asked)
    each = [one_word(one, share) for one, share in zip(asked, parts, strict=True)]
    better = [(Occur.Should, clause) for clause in whole(asked, parts)]
    scored = Clause.boolean_query([*_at_least(each, least), *better])
    matching = Clause.boolean_query(_at_least([answering(one) for one in asked], least))
    misspelt = (one for one in asked if one.nearly and not stem_frequency(searcher, one.word.stem))
    corrected = {one.word.text: one.nearly for one in misspelt}
    return Attempt(asked, matching, scored, least == len(asked), corrected)


def _at_least(each: list[Clause], least: int) -> list[tuple[Occur, Clause]]:
    if least == len(each):
        return [(Occur.Must, clause) for clause in each]
    some = [(Occur.Should, clause) for clause in each]
    return [(Occur.Must, Clause.boolean_query(some, minimum_number_should_match=least))]


def _asked(searcher: Any, reading: Reading) -> Iterator[Asked]:
    for word in reading.words[:-1]:
        yield _known_or_nearly(searcher, word)
    last = reading.words[-1]
    completed = _completions(searcher, last) if reading.unfinished else ()
    if completed:
        yield Asked(last, completed=completed, beginnings=(last.text,))
    else:
        yield _known_or_nearly(searcher, last)


def _known_or_nearly(searcher: Any, word: Word) -> Asked:
    if word.instead or stem_frequency(searcher, word.stem):
        return Asked(word)
    return Asked(word, nearly=spelled_nearly(searcher, word.text))


def _looser(searcher: Any, one: Asked) -> Asked:
    """The word with far commoner ones that it may be a slip for, although listings have it."""
    least = _RARE * stem_frequency(searcher, one.word.stem)
    if one.nearly or least >= searcher.num_docs:
        return one
    found = spelled_nearly(searcher, one.word.text)
    nearly = tuple(word for word in found if stem_frequency(searcher, stem(word)) > least)
    return Asked(one.word, one.completed, nearly, one.beginnings)


def _completions(searcher: Any, word: Word) -> tuple[str, ...]:
    """Words that begin so; none where the word itself is common enough to be meant."""
    if len(word.text) < _FEW_LETTERS:
        return ()
    found = searcher.terms_with_prefix(WORDS, word.text, limit=_MOST_COMPLETIONS)
    own = stem_frequency(searcher, word.stem)
    if not found or own * _RARE >= max(count for _, count in found):
        return ()
    return tuple(completion for completion, _ in found)
