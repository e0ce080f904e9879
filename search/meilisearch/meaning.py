"""What runs of a question's words mean: kinds of help and needs, each with its worth."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import NamedTuple

from search.asked import Asked
from search.language import Phrase
from search.meanings import KIND_BY_NAME, KIND_BY_WORD, NEED_BY_NAME, NEED_BY_WORD

_CALLED, _LIKE_IT, _NEED, _NEED_LIKE_IT = 0.5, 0.35, 0.25, 0.15
_LONGEST_RUN = 4
_MOST_SPELLINGS = 12
Spellings = tuple[tuple[str, ...], ...]


class Meaning(NamedTuple):
    """A run of words, `share` of the question, is what listings of these terms are worth."""

    share: float
    categories: Mapping[str, float]
    needs: Mapping[str, float]

    def held(self, categories: Sequence[str], needs: Sequence[str]) -> list[float]:
        """What those of a listing's terms are worth that are meant."""
        found = [self.categories[slug] for slug in categories if slug in self.categories]
        return found + [self.needs[slug] for slug in needs if slug in self.needs]


def spellings(run: Sequence[Asked]) -> Spellings:
    """The ways in which a run of words may be read."""
    return tuple(islice(product(*(one.spellings() for one in run)), _MOST_SPELLINGS))


def meanings(asked: Sequence[Asked], shares: Sequence[float]) -> Iterator[Meaning]:
    """The longest runs of words that mean something, each by its share of the question."""
    for length in range(min(len(asked), _LONGEST_RUN), 0, -1):
        for first in range(len(asked) - length + 1):
            end = first + length
            categories, needs = _of_run(asked[first:end])
            if categories or needs:
                yield Meaning(sum(shares[first:end]), categories, needs)
                yield from meanings(asked[:first], shares[:first])
                yield from meanings(asked[end:], shares[end:])
                return


def kinds_named(read: Spellings) -> dict[str, float]:
    """The kinds of help that words name, and those like them."""
    called = _worth(map(KIND_BY_NAME.of_words, read), _CALLED)
    return {**_worth(map(KIND_BY_WORD.of_words, read), _LIKE_IT), **called}


def _of_run(run: Sequence[Asked]) -> tuple[dict[str, float], dict[str, float]]:
    read = spellings(run)
    like_it = (
        kinds.of_stems(phrase)
        for phrase in _instead_of_all(run)
        for kinds in (KIND_BY_NAME, KIND_BY_WORD)
    )
    named = _worth(map(NEED_BY_NAME.of_words, read), _NEED)
    needs = {**_worth(map(NEED_BY_WORD.of_words, read), _NEED_LIKE_IT), **named}
    return {**_worth(like_it, _LIKE_IT), **kinds_named(read)}, needs


def _worth(slugs: Iterable[str | None], worth: float) -> dict[str, float]:
    return {slug: worth for slug in slugs if slug}


def _instead_of_all(run: Sequence[Asked]) -> tuple[Phrase, ...]:
    """Phrases that would do instead of every word of the run."""
    if len(run) == 1:
        return run[0].word.instead
    offered = dict.fromkeys(phrase for one in run for phrase in one.word.instead)
    return tuple(
        phrase
        for phrase in offered
        if all(phrase in one.word.instead or one.word.stem in phrase for one in run)
    )
