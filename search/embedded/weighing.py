"""How well a listing answers each word, as clauses: by the part of it in which the word stands.

A part weighs the same in rare words as in common ones and in long texts as in short ones, so that
hits which answer alike are alike and their distance can decide. All words together are worth 0.5.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import log1p
from typing import Any, NamedTuple

from tantivy import Query as Clause

from search.asked import Asked
from search.embedded.clauses import best_of, one_of, phrase_in, shared, worth
from search.embedded.kinds import kind_like
from search.embedded.memory import kept
from search.embedded.schema import NAME, ORGANIZATION, SCHEMA, TEXT, TOPIC, WORDS
from search.embedded.typos import stem_frequency
from search.language import Phrase

_SAID: Mapping[str, float] = {NAME: 0.5, TOPIC: 0.45, ORGANIZATION: 0.3, TEXT: 0.25}
_READ_AS: Mapping[str, float] = {NAME: 0.4, TOPIC: 0.36, ORGANIZATION: 0.24, TEXT: 0.2}
_INSTEAD: Mapping[str, float] = {NAME: 0.3, TOPIC: 0.25, ORGANIZATION: 0.1, TEXT: 0.05}
_BEGUN = 0.01


def shares(searcher: Any, asked: Sequence[Asked]) -> list[float]:
    """How much of the question each word is: rare words are more of it, and all are 1."""
    if len(asked) == 1:
        return [1.0]
    listings = searcher.num_docs
    rarity = [log1p((1 + listings) / (1 + stem_frequency(searcher, o.word.stem))) for o in asked]
    return [each / sum(rarity) for each in rarity]


def one_word(one: Asked, share: float) -> Clause:
    """Rows that answer one word, by the part of the listing that says it best."""
    own, *others = one.stems()
    choices = [
        *_said(own),
        *_in_parts(_READ_AS, [(other,) for other in others]),
        *other_words(one.word.instead).parts,
        *(worth(Clause.regex_query(SCHEMA, WORDS, f"{b}.*"), _BEGUN) for b in one.beginnings),
    ]
    return shared(best_of(choices), share)


@kept
def _said(stemmed: str) -> tuple[Clause, ...]:
    return tuple(_in_parts(_SAID, [(stemmed,)]))


class OtherWords(NamedTuple):
    """Where other words for one stand, and of what kind the help is that they name."""

    parts: tuple[Clause, ...]
    kind: Clause | None


@kept
def other_words(phrases: tuple[Phrase, ...]) -> OtherWords:
    """The clauses of a word's synonyms."""
    return OtherWords(tuple(_in_parts(_INSTEAD, phrases)), kind_like(phrases))


def _in_parts(weights: Mapping[str, float], phrases: Sequence[Phrase]) -> Iterator[Clause]:
    """One of the phrases in one part of the listing."""
    for part, weight in weights.items() if phrases else ():
        yield worth(one_of([phrase_in(part, phrase) for phrase in phrases]), weight)
