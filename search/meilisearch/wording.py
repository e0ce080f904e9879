"""The ways of looking for words as filters."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

from search.asked import Asked
from search.facts.fact import LONGEST_WORD
from search.forgiving import Way, ways
from search.language import Reading, Word
from search.meilisearch.asking import all_of, any_of, one_of, quoted
from search.meilisearch.vocabulary import Vocabulary
from search.parts import PARTS

_MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Attempt(Way):
    """A way of looking: no more than `most` listings fulfil `matching`.

    Both are absent when no word was asked for.
    """

    matching: str | None = None
    most: int | None = None


def attempts(vocabulary: Vocabulary, reading: Reading) -> Iterator[Attempt]:
    """From strict to forgiving; what the words need is learnt in one call beforehand.

    A way that no listing can answer is left out. Of "at least so many of the words" those numbers
    are left out that would take more than two hundred ways of choosing them.
    """
    if not reading.words:
        yield Attempt()
        return
    vocabulary.learn(stems_of(reading))
    for way in ways(vocabulary, reading):
        yield from _attempt(vocabulary, way)


def at_first(reading: Reading) -> Attempt:
    """The first attempt, were all words known and finished; told without asking."""
    asked = tuple(map(Asked, reading.words))
    matching = any_of([all_of(map(answering, asked))])
    return Attempt(asked, len(asked), (1 / len(asked),) * len(asked), matching=matching)


def stems_of(reading: Reading) -> list[str]:
    """The stems of which an attempt has to know how many listings have them."""
    return [stemmed for word in reading.words for stemmed in _stems_of(word)]


def _attempt(vocabulary: Vocabulary, way: Way) -> Iterator[Attempt]:
    able = [one for one in way.asked if _has_any(vocabulary, one)]
    if len(able) < way.least or comb(len(able), way.least) > _MOST_CHOICES:
        return
    each = [answering(one) for one in able]
    matching = any_of(all_of(some) for some in combinations(each, way.least))
    rarest = sorted(_most(vocabulary, one) for one in able)[len(able) - way.least]
    most = rarest * (1 + len(able) - way.least)
    yield Attempt(way.asked, way.least, way.shares, way.corrected, matching, most)


def _has_any(vocabulary: Vocabulary, one: Asked) -> bool:
    if one.word.instead or one.completed or one.nearly:
        return True
    return bool(vocabulary.frequency(one.word.stem))


def _stems_of(word: Word) -> Iterator[str]:
    yield word.stem
    yield from (phrase[0] for phrase in word.instead)


def _most(vocabulary: Vocabulary, one: Asked) -> int:
    """How many listings may answer a word at most; all, where it may be the start of others."""
    if one.beginnings:
        return vocabulary.listings
    stems = {*one.stems(), *(phrase[0] for phrase in one.word.instead)}
    return min(sum(map(vocabulary.frequency, stems)), vocabulary.listings)


def answering(one: Asked) -> str:
    """Listings that answer one word in whatever part."""
    stems = one.stems()
    single = [phrase[0] for phrase in one.word.instead if len(phrase) == 1]
    several = [phrase for phrase in one.word.instead if len(phrase) > 1]
    some = [word[:LONGEST_WORD] for word in dict.fromkeys((*stems, *single))]
    found = [one_of(part, some) for part in PARTS]
    for phrase in several:
        found += [all_of(one_of(part, [word]) for word in phrase) for part in PARTS]
    for begun in one.beginnings:
        found += [f"{part} STARTS WITH {quoted(begun)}" for part in PARTS]
    return any_of(found)
