"""The ways of looking for a searcher's words, from strict to forgiving; the same in every engine.

An engine says what its index holds of words (`Vocabulary`) and makes its own clauses of each way.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from search.answers import Page
from search.asked import Asked, shares
from search.language import Reading, Word
from search.tokens import stem, words

FEW_LETTERS = 2
RARE = 20
MOST_COMPLETIONS = 6


class Vocabulary(Protocol):
    """What one state of an index says of words."""

    @property
    def listings(self) -> int:
        """How many listings there are."""
        ...

    def frequency(self, stemmed: str) -> int:
        """In how many listings a stem stands, in whatever part."""
        ...

    def completions(self, word: str) -> Sequence[tuple[str, int]]:
        """At most MOST_COMPLETIONS words that begin so, and in how many listings each stands."""
        ...

    def spelled_nearly(self, word: str) -> tuple[str, ...]:
        """The likeliest words that a misspelt one was meant for."""
        ...


@dataclass(frozen=True, slots=True)
class Way:
    """One way of looking: for listings that have at least `least` of the words `asked`.

    `shares` is how much of the question each word is; `corrected` are misspelt words, and what
    each is read as.
    """

    asked: tuple[Asked, ...] = ()
    least: int = 0
    shares: tuple[float, ...] = ()
    corrected: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether all words are asked for."""
        return self.least == len(self.asked)


def ways(vocabulary: Vocabulary, reading: Reading) -> Iterator[Way]:
    """First all words as they are, misspelt ones corrected; then all near spellings; then fewer.

    The index is asked for the next way only when it is wanted. `reading` holds a word or more.
    """
    asked = tuple(_asked(vocabulary, reading))
    yield _way(vocabulary, asked, len(asked))
    looser = tuple(_looser(vocabulary, one) for one in asked)
    if looser != asked:
        yield _way(vocabulary, looser, len(asked))
    for least in range(len(asked) - 1, 0, -1):
        yield _way(vocabulary, looser, least)


def respelt(
    said: str,
    slips: Mapping[str, str],
    frequency: Callable[[str], int],
    find: Callable[[str], Page],
    nothing: Page,
) -> Page:
    """What is found when words that no listing has are read as words with synonyms.

    `slips` are the words of `said` that may be meant so; `nothing` is what was found without.
    """
    meant = {word: other for word, other in slips.items() if not frequency(stem(word))}
    if not meant:
        return nothing
    page = find(" ".join(meant.get(word, word) for word in words(said)))
    read_as = {**page.corrected, **{word: (other,) for word, other in meant.items()}}
    return replace(page, corrected=read_as) if page.total else nothing


def _way(vocabulary: Vocabulary, asked: tuple[Asked, ...], least: int) -> Way:
    misspelt = (one for one in asked if one.nearly and not vocabulary.frequency(one.word.stem))
    corrected = {one.word.text: one.nearly for one in misspelt}
    parts = shares(asked, vocabulary.frequency, vocabulary.listings)
    return Way(asked, least, parts, corrected)


def _asked(vocabulary: Vocabulary, reading: Reading) -> Iterator[Asked]:
    for word in reading.words[:-1]:
        yield _known_or_nearly(vocabulary, word)
    last = reading.words[-1]
    completed = _completions(vocabulary, last) if reading.unfinished else ()
    if completed:
        yield Asked(last, completed=completed, beginnings=(last.text,))
    else:
        yield _known_or_nearly(vocabulary, last)


def _known_or_nearly(vocabulary: Vocabulary, word: Word) -> Asked:
    if word.instead or vocabulary.frequency(word.stem):
        return Asked(word)
    return Asked(word, nearly=vocabulary.spelled_nearly(word.text))


def _looser(vocabulary: Vocabulary, one: Asked) -> Asked:
    """The word with far commoner ones that it may be a slip for, although listings have it."""
    least = RARE * vocabulary.frequency(one.word.stem)
    if one.nearly or least >= vocabulary.listings:
        return one
    found = vocabulary.spelled_nearly(one.word.text)
    nearly = tuple(word for word in found if vocabulary.frequency(stem(word)) > least)
    return Asked(one.word, one.completed, nearly, one.beginnings)


def _completions(vocabulary: Vocabulary, word: Word) -> tuple[str, ...]:
    """Words that begin so; none where the word itself is common enough to be meant."""
    own = vocabulary.frequency(word.stem)
    if len(word.text) < FEW_LETTERS or own * RARE >= vocabulary.listings:
        return ()
    found = vocabulary.completions(word.text)
    if not found or own * RARE >= max(count for _, count in found):
        return ()
    return tuple(completion for completion, _ in found)
