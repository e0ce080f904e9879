"""How well a listing answers each word, as clauses: by the part of it in which the word stands."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tantivy import Query as Clause

from search.asked import Asked
from search.embedded.clauses import begun_by, best_of, one_of, phrase_in, shared, shortest, worth
from search.embedded.kinds import Clauses, holding
from search.embedded.memory import kept
from search.language import Phrase
from search.runs import kinds_like
from search.worths import BEGUN, INSTEAD, READ_AS, SAID


def one_word(one: Asked, share: float) -> Clause:
    """Rows that answer one word, by the part of the listing that says it best."""
    own, *others = one.stems()
    choices = [
        *_said(own),
        *_in_parts(READ_AS, [(other,) for other in others]),
        *other_words(one.word.instead).parts,
        *(worth(begun_by(letters), BEGUN) for letters in one.beginnings),
    ]
    return shared(best_of(choices), share)


@kept
def _said(stemmed: str) -> Clauses:
    return tuple(_in_parts(SAID, [(stemmed,)]))


class OtherWords(NamedTuple):
    """Where other words for one stand, and of what kinds the help is that they name."""

    parts: Clauses
    kinds: Clauses


@kept
def other_words(phrases: tuple[Phrase, ...]) -> OtherWords:
    """The clauses of a word's synonyms."""
    return OtherWords(tuple(_in_parts(INSTEAD, phrases)), holding(kinds_like(phrases)))


def _in_parts(weights: Mapping[str, float], phrases: Sequence[Phrase]) -> Iterator[Clause]:
    """One of the phrases in one part of the listing."""
    found = shortest(phrases)
    for part, weight in weights.items() if found else ():
        yield worth(one_of([phrase_in(part, phrase) for phrase in found]), weight)
