"""The searcher's words as filters, from strict to forgiving."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import comb

from search.asked import Asked, shares
from search.language import Reading, Word
from search.meilisearch import shape
from search.meilisearch.asking import all_of, any_of, one_of, quoted
from search.meilisearch.vocabulary import Vocabulary
from search.parts import PARTS
from search.tokens import stem

FEW_LETTERS = 2
RARE = 20
_MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way of looking: which listings it finds, and how much of the question each word is.

    No more than `most` listings fulfil `matching`; without words none is known.
    """

    asked: tuple[Asked, ...] = ()
    matching: str | None = None
    most: int | None = None
    shares: tuple[float, ...] = ()
    complete: bool = True
    corrected: dict[str, tuple[str, ...]] = field(default_factory=dict)


def attempts(vocabulary: Vocabulary, reading: Reading) -> Iterator[Attempt]:
    """First all words as they are, misspelt ones corrected; then all near spellings; then fewer.

    An attempt that no listing can answer is left out. Of "at least so many of the words" those
    numbers are left out that would take more than two hundred ways of choosing them.
    """
    if not reading.words:
        yield Attempt()
        return
    vocabulary.learn(stems_of(reading))
    asked = tuple(_asked(vocabulary, reading))
    yield from _attempt(vocabulary, asked, len(asked))
    looser = tuple(_looser(vocabulary, one) for one in asked)
    if looser != asked:
        yield from _attempt(vocabulary, looser, len(asked))
    for least in range(len(asked) - 1, 0, -1):
        yield from _attempt(vocabulary, looser, least)


def at_first(reading: Reading) -> Attempt:
    """The first attempt, were all words known and finished; told without asking."""
    asked = tuple(map(Asked, reading.words))
    matching = any_of([all_of(map(answering, asked))])
    return Attempt(asked, matching, shares=(1 / len(asked),) * len(asked))


def stems_of(reading: Reading) -> list[str]:
    """The stems of which an attempt has to know how many listings have them."""
    return [stemmed for word in reading.words for stemmed in _stems_of(word)]


def _attempt(vocabulary: Vocabulary, asked: tuple[Asked, ...], least: int) -> Iterator[Attempt]:
    able = [one for one in asked if _has_any(vocabulary, one)]
    if len(able) < least or comb(len(able), least) > _MOST_CHOICES:
        return
    each = [answering(one) for one in able]
    matching = any_of(all_of(some) for some in combinations(each, least))
    misspelt = (one for one in asked if one.nearly and not vocabulary.frequency(one.word.stem))
    corrected = {one.word.text: one.nearly for one in misspelt}
    parts = shares(asked, vocabulary.frequency, vocabulary.listings)
    most = sorted(_most(vocabulary, one) for one in able)[len(able) - least]
    yield Attempt(
        asked, matching, most * (1 + len(able) - least), parts, least == len(asked), corrected
    )


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
    some = [word[: shape.LONGEST_WORD] for word in dict.fromkeys((*stems, *single))]
    found = [one_of(part, some) for part in PARTS]
    for phrase in several:
        found += [all_of(one_of(part, [word]) for word in phrase) for part in PARTS]
    for begun in one.beginnings:
        found += [f"{part} STARTS WITH {quoted(begun)}" for part in PARTS]
    return any_of(found)


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
    found = vocabulary.completions(word.text[: shape.LONGEST_WORD])
    if not found or own * RARE >= max(count for _, count in found):
        return ()
    return tuple(completion for completion, _ in found)
