"""The searcher's words as clauses of the embedded index, from strict to forgiving."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from threading import Lock
from typing import Any

from tantivy import Occur
from tantivy import Query as Clause

from search.asked import Asked, shares
from search.embedded.matching import answering
from search.embedded.memory import is_of_letters
from search.embedded.schema import WORDS
from search.embedded.typos import spelled_nearly, stem_frequency
from search.embedded.weighing import one_word
from search.embedded.whole import whole
from search.language import Language, Reading, Word
from search.tokens import stem

_MOST_COMPLETIONS = 6
_FEW_LETTERS = 2
_RARE = 20
_MOST_KEPT, _LONGEST_KEPT = 256, 60


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

    Questions that are asked together share them, and threads may.
    """

    def __init__(self, searcher: Any, reading: Reading) -> None:
        self._searcher, self._reading = searcher, reading
        self._lock = Lock()
        self._made: list[Attempt] = []
        self._more: Iterator[Attempt] = _attempts(searcher, reading)

    def __iter__(self) -> Iterator[Attempt]:
        at = 0
        while attempt := self._at(at):
            yield attempt
            at += 1

    def _at(self, at: int) -> Attempt | None:
        with self._lock:
            if at == len(self._made):
                self._make_one()
            return self._made[at] if at < len(self._made) else None

    def _make_one(self) -> None:
        """The next way, if there is one; what could not be made is tried again the next time."""
        try:
            self._made.extend(islice(self._more, 1))
        except BaseException:
            anew = _attempts(self._searcher, self._reading)
            self._more = islice(anew, len(self._made), None)
            raise


class Ways:
    """The ways of looking for words in one state of the index.

    Those for words of letters alone are kept: the same few are asked for again and again. What
    holds a digit may be of somebody's postcode.
    """

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self._kept: dict[str, Attempts] = {}

    def of(self, said: str, language: Language) -> Attempts:
        """The ways of looking for what was said."""
        found = self._kept.get(said)
        if found is None:
            found = Attempts(self._searcher, language.read(said))
            if is_of_letters(said) and len(said) <= _LONGEST_KEPT:
                self._keep(said, found)
        return found

    def _keep(self, said: str, found: Attempts) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[said] = found


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
    parts = shares(asked, partial(stem_frequency, searcher), searcher.num_docs)
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
