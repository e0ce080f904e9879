"""Words of the index: how often they stand in it, what completes them, what is spelt nearly so."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import Any

from search.facts.fact import LONGEST_WORD
from search.forgiving import MOST_COMPLETIONS
from search.meilisearch import shape
from search.meilisearch.asker import Asker
from search.meilisearch.asking import EVERYTHING, any_of, one_of
from search.parts import PARTS
from search.slips import LONGEST, ONE_SLIP, TWO_SLIPS, slips
from search.tokens import stem, stem_of_guess

_SAMPLE = 60
_MOST_LETTERS = 4
"""By so many letters two words may differ that are two slips apart."""

_MOST_NEAR = 5
_MOST_COUNTED = 12
"""So many of the words that a sample has most are counted: each count is a question."""


class Vocabulary:
    """What one state of the index says of words; each thing is asked once."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._own: dict[str, int] = {}

    def learn(self, stems: Iterable[str]) -> None:
        """Asks how often these stems stand in listings, in one call for all that is not known."""
        known = self._asker.known
        new = [s for s in dict.fromkeys(stems) if s not in known.frequency and s not in self._own]
        if not new and known.listings is not None:
            return
        found = self._asker.counts([EVERYTHING, *map(has_stem, new)])
        known.listings = found[0]
        for stemmed, count in zip(new, found[1:], strict=True):
            (known.frequency if stemmed.isalpha() else self._own)[stemmed] = count

    def knows(self, stems: Iterable[str]) -> bool:
        """Whether nothing has to be asked of these stems."""
        known = self._asker.known
        found = (s in known.frequency or s in self._own for s in stems)
        return known.listings is not None and all(found)

    def foresee_completions(self, word: str) -> None:
        """Sends along with the next call what tells words that begin so."""
        if (word, True) not in self._asker.known.samples:
            self._asker.foresee([_begun(word)])

    def foresee_near(self, words: Iterable[str]) -> None:
        """Sends along with the next call what tells words that are spelt nearly so."""
        for word in words:
            if _may_be_misspelt(word) and (word, False) not in self._asker.known.samples:
                self._asker.foresee(_nearly(word))

    def frequency(self, stemmed: str) -> int:
        """In how many listings a stem stands, in whatever part."""
        known = self._asker.known.frequency
        if stemmed not in known and stemmed not in self._own:
            self.learn([stemmed])
        return known[stemmed] if stemmed in known else self._own[stemmed]

    @property
    def listings(self) -> int:
        """How many listings there are."""
        return self._asker.listings()

    def completions(self, word: str) -> list[tuple[str, int]]:
        """The commonest words that begin so, of a sample of listings, with their frequency."""
        begun = word[:LONGEST_WORD]
        return self._counted(self._sampled(begun, [_begun(begun)], begun=True))[:MOST_COMPLETIONS]

    def spelled_nearly(self, word: str) -> tuple[str, ...]:
        """The likeliest words that a misspelt one was meant for, the commonest first."""
        if not _may_be_misspelt(word):
            return ()
        sample = self._sampled(word, _nearly(word), begun=False)
        for most in (1, 2)[: 2 if len(word) >= TWO_SLIPS else 1]:
            near = [other for other in sample if slips(word, other, most) == most]
            if near:
                return tuple(other for other, count in self._counted(near) if count)[:_MOST_NEAR]
        return ()

    def _sampled(
        self, word: str, asked: Sequence[Mapping[str, Any]], *, begun: bool
    ) -> tuple[str, ...]:
        """Words like this one, of a few listings that have one; those of most listings first."""
        samples = self._asker.known.samples
        if (word, begun) not in samples:
            answers = self._asker.ask(asked)
            told = (hit[shape.WORDS] for answer in answers for hit in answer["hits"])
            said = Counter(other for text in told for other in text.split())
            fitting = (other for other in said if _may_be(word, other, begun=begun))
            found = tuple(sorted(fitting, key=lambda other: (-said[other], other)))
            if not word.isalpha():
                return found
            samples[word, begun] = found
        return samples[word, begun]

    def _counted(self, found: Sequence[str]) -> list[tuple[str, int]]:
        some = found[:_MOST_COUNTED]
        self.learn(map(stem, some))
        counted = [(word, self.frequency(stem(word))) for word in some]
        return sorted(counted, key=lambda one: (-one[1], one[0]))


_SAMPLE_OF_WORDS: Mapping[str, Any] = {
    "attributesToSearchOn": [shape.WORDS],
    "attributesToRetrieve": [shape.WORDS],
    "limit": _SAMPLE,
}


def _begun(word: str) -> Mapping[str, Any]:
    return {"q": word, **_SAMPLE_OF_WORDS}


def _may_be_misspelt(word: str) -> bool:
    return ONE_SLIP <= len(word) <= LONGEST and not word.isdigit()


def _nearly(word: str) -> list[Mapping[str, Any]]:
    return [
        {"q": f"{word} ", "matchingStrategy": "last", **_SAMPLE_OF_WORDS},
        {"filter": any_of(_with_any(_other_beginnings(word))), **_SAMPLE_OF_WORDS},
    ]


def has_stem(stemmed: str) -> str:
    """Listings in which a stem stands, in whatever part."""
    return any_of(_with_any([stemmed]))


def _with_any(stems: Iterable[str]) -> list[str]:
    some = [stemmed[:LONGEST_WORD] for stemmed in stems]
    return [one_of(part, some) for part in PARTS]


def _may_be(word: str, other: str, *, begun: bool) -> bool:
    if begun:
        return other.startswith(word)
    if len(set(word).symmetric_difference(other)) > _MOST_LETTERS:
        return False
    return 0 < slips(word, other, 2) <= 2


def _other_beginnings(word: str) -> Iterator[str]:
    """Stems of words whose slip is in the first letter, which the engine counts as two."""
    yield stem_of_guess(word[1:])
    yield stem_of_guess(word[1] + word[0] + word[2:])
    for letter in ascii_lowercase:
        yield stem_of_guess(letter + word)
        yield stem_of_guess(letter + word[1:])
