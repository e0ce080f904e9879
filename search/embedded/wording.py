"""The ways of looking for words as clauses of the embedded index, made once and kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from threading import Lock
from typing import Any

from tantivy import Occur
from tantivy import Query as Clause

from search.embedded.answers import Answers
from search.embedded.matching import answering
from search.embedded.memory import is_of_letters
from search.embedded.together import whole
from search.embedded.vocabulary import Vocabulary
from search.embedded.weighing import one_word
from search.forgiving import Way, ways
from search.language import Language, Reading

_MOST_KEPT, _LONGEST_KEPT = 256, 60


@dataclass(frozen=True, slots=True)
class Attempt(Way):
    """A way of looking: `matching` finds rows, `scored` finds the same and ranks them.

    Both are absent when no word was asked for. `answers` says what the rows found answer.
    """

    matching: Clause | None = None
    scored: Clause | None = None
    answers: Answers = field(default_factory=partial(Answers, ()))


class Attempts:
    """The ways of looking for some words, each made when it is first needed.

    Questions that are asked together share them, and threads may.
    """

    def __init__(self, vocabulary: Vocabulary, reading: Reading) -> None:
        self._vocabulary, self._reading = vocabulary, reading
        self._lock = Lock()
        self._made: list[Attempt] = []
        self._more: Iterator[Attempt] = _attempts(vocabulary, reading)

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
            anew = _attempts(self._vocabulary, self._reading)
            self._more = islice(anew, len(self._made), None)
            raise


class Ways:
    """The ways of looking for words in one state of the index.

    Those for words of letters alone are kept: the same few are asked for again and again. What
    holds a digit may be of somebody's postcode.
    """

    def __init__(self, searcher: Any) -> None:
        self.vocabulary = Vocabulary(searcher)
        self._kept: dict[str, Attempts] = {}

    def of(self, said: str, language: Language) -> Attempts:
        """The ways of looking for what was said."""
        found = self._kept.get(said)
        if found is None:
            found = Attempts(self.vocabulary, language.read(said))
            if is_of_letters(said) and len(said) <= _LONGEST_KEPT:
                self._keep(said, found)
        return found

    def _keep(self, said: str, found: Attempts) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[said] = found


def _attempts(vocabulary: Vocabulary, reading: Reading) -> Iterator[Attempt]:
    if not reading.words:
        yield Attempt()
        return
    for way in ways(vocabulary, reading):
        yield _attempt(vocabulary, way)


def _attempt(vocabulary: Vocabulary, way: Way) -> Attempt:
    asked, shares = way.asked, way.shares
    each = [one_word(vocabulary, one, share) for one, share in zip(asked, shares, strict=True)]
    better = [(Occur.Should, clause) for clause in whole(vocabulary, asked, shares)]
    scored = Clause.boolean_query([*_at_least(each, way.least), *better])
    answers = [answering(vocabulary, one) for one in asked]
    matching = Clause.boolean_query(_at_least(answers, way.least))
    return Attempt(asked, way.least, shares, way.corrected, matching, scored, Answers(asked))


def _at_least(each: list[Clause], least: int) -> list[tuple[Occur, Clause]]:
    if least == len(each):
        return [(Occur.Must, clause) for clause in each]
    some = [(Occur.Should, clause) for clause in each]
    return [(Occur.Must, Clause.boolean_query(some, minimum_number_should_match=least))]
