"""How well a listing answers each word, as clauses: by the part of it in which the word stands."""

from collections.abc import Iterator, Mapping, Sequence

from tantivy import Query as Clause

from search.asked import Asked
from search.embedded.clauses import begun_by, best_of, one_of, phrase_in, shared, shortest, worth
from search.embedded.vocabulary import Vocabulary
from search.language import Phrase
from search.worths import BEGUN, INSTEAD, READ_AS, SAID


def one_word(vocabulary: Vocabulary, one: Asked, share: float) -> Clause:
    """Rows that answer one word, by the part of the listing that says it best."""
    own, *others = one.stems()
    choices = [
        *_in_parts(vocabulary, SAID, [(own,)]),
        *_in_parts(vocabulary, READ_AS, [(other,) for other in others]),
        *_in_parts(vocabulary, INSTEAD, one.word.instead),
        *(worth(begun_by(letters), BEGUN) for letters in one.beginnings),
    ]
    return shared(best_of(choices), share)


def _in_parts(
    vocabulary: Vocabulary, weights: Mapping[str, float], phrases: Sequence[Phrase]
) -> Iterator[Clause]:
    """One of the phrases in one part of the listing."""
    sought = shortest(phrases)
    for part, weight in weights.items():
        if found := vocabulary.phrases_in(part, sought):
            yield worth(one_of([phrase_in(part, phrase) for phrase in found]), weight)
