"""The searcher's words as clauses of the embedded index, from strict to forgiving."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tantivy import Occur
from tantivy import Query as Clause

from search.embedded.schema import NAME, ORGANIZATION, SCHEMA, TEXT, TOPIC, WORDS
from search.embedded.typos import spelled_nearly, stem_frequency
from search.language import Phrase, Reading, Word
from search.tokens import stem

_BOOSTS = ((NAME, 4.0), (TOPIC, 2.5), (ORGANIZATION, 2.0), (TEXT, 1.0))
_ALSO, _INSTEAD, _COMPLETED, _NEARLY = 0.1, 0.5, 0.7, 0.6
_FAINT = 0.01
_MOST_COMPLETIONS = 6
_FEW_LETTERS = 2
_RARE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One word as it is looked for: `stems` and `phrases` do as well as the word itself.

    `beginnings` are words of which any continuation does. `read_as` are the words that it was
    taken for, when the index has no such word.
    """

    word: Word
    completed: tuple[str, ...] = ()
    nearly: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()

    def stems(self) -> tuple[str, ...]:
        """Every single stem that answers the word, its own first."""
        others = (stem(word) for word in (*self.completed, *self.nearly))
        return tuple(dict.fromkeys((self.word.stem, *others)))


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way of looking: `clause` over rows; `least` of all words must be there."""

    asked: tuple[Asked, ...]
    clause: Clause | None
    complete: bool = True
    corrected: dict[str, tuple[str, ...]] = field(default_factory=dict)


def attempts(searcher: Any, reading: Reading) -> Iterator[Attempt]:
    """First all words as they are, misspelt ones corrected; then all near spellings; then fewer."""
    if not reading.words:
        yield Attempt((), None)
        return
    asked = tuple(_asked(searcher, reading))
    yield _attempt(asked, len(asked))
    looser = tuple(_looser(searcher, one) for one in asked)
    if looser != asked:
        yield _attempt(looser, len(asked))
    for least in range(len(asked) - 1, 0, -1):
        yield _attempt(looser, least)


def _attempt(asked: tuple[Asked, ...], least: int) -> Attempt:
    clauses = [_any(one) for one in asked]
    if least == len(clauses):
        clause = Clause.boolean_query([(Occur.Must, one) for one in clauses])
    else:
        some = [(Occur.Should, one) for one in clauses]
        clause = Clause.boolean_query(some, minimum_number_should_match=least)
    corrected = {one.word.text: one.nearly for one in asked if one.nearly}
    return Attempt(asked, clause, least == len(clauses), corrected)


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
    if one.nearly:
        return one
    return Asked(one.word, one.completed, spelled_nearly(searcher, one.word.text), one.beginnings)


def _completions(searcher: Any, word: Word) -> tuple[str, ...]:
    """Words that begin so; none where the word itself is common enough to be meant."""
    if len(word.text) < _FEW_LETTERS:
        return ()
    found = searcher.terms_with_prefix(WORDS, word.text, limit=_MOST_COMPLETIONS)
    own = stem_frequency(searcher, word.stem)
    if not found or own * _RARE >= max(count for _, count in found):
        return ()
    return tuple(completion for completion, _ in found)


def _any(one: Asked) -> Clause:
    """Rows that answer one word, by the field that says it best."""
    choices = list(_fields(one.word.stem, 1.0))
    for phrase in one.word.instead:
        choices.extend(_phrase(phrase))
    for words, boost in ((one.completed, _COMPLETED), (one.nearly, _NEARLY)):
        for stemmed in dict.fromkeys(map(stem, words)):
            if stemmed != one.word.stem:
                choices.extend(_fields(stemmed, boost))
    for beginning in one.beginnings:
        begun = Clause.regex_query(SCHEMA, WORDS, f"{beginning}.*")
        choices.append(Clause.const_score_query(begun, _FAINT))
    return Clause.disjunction_max_query(choices, tie_breaker=_ALSO)


def _fields(stemmed: str, boost: float) -> Iterator[Clause]:
    for name, weight in _BOOSTS:
        term = Clause.term_query(SCHEMA, name, stemmed, "freq")
        yield Clause.boost_query(term, weight * boost)


def _phrase(phrase: Phrase) -> Iterator[Clause]:
    if len(phrase) == 1:
        yield from _fields(phrase[0], _INSTEAD)
        return
    every = [Clause.disjunction_max_query(list(_fields(s, _INSTEAD))) for s in phrase]
    together: Sequence[tuple[Occur, Clause]] = [(Occur.Must, clause) for clause in every]
    yield Clause.boost_query(Clause.boolean_query(together), 1 / len(phrase))
