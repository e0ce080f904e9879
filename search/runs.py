"""Runs of a question's words that mean something, and which listings they mean."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

from search.asked import Asked
from search.language import Phrase
from search.meanings import KIND_BY_NAME, KIND_BY_WORD, NEED_BY_NAME, NEED_BY_WORD
from search.worths import CALLED, LIKE_IT, NEED, NEED_LIKE_IT

_LONGEST_RUN = 4
_MOST_SPELLINGS = 12

Run = Sequence[Asked]
Spellings = tuple[tuple[str, ...], ...]
"""The ways in which some words may be read."""


class Meant(NamedTuple):
    """Listings whose `field`, category or need, has one of `slugs`; and what that is worth."""

    field: str
    slugs: tuple[str, ...]
    worth: float


def longest_runs(asked: Run, shares: Sequence[float]) -> Iterator[tuple[Sequence[Meant], float]]:
    """What the longest runs of words mean that mean anything, each with its share of the
    question."""
    for length in range(min(len(asked), _LONGEST_RUN), 0, -1):
        for first in range(len(asked) - length + 1):
            end = first + length
            means = meant_by(asked[first:end])
            if means:
                yield means, sum(shares[first:end])
                yield from longest_runs(asked[:first], shares[:first])
                yield from longest_runs(asked[end:], shares[end:])
                return


def spellings(run: Run) -> Spellings:
    """The ways in which a run of words may be read, the likeliest first."""
    return tuple(islice(product(*(one.spellings() for one in run)), _MOST_SPELLINGS))


def instead_of_all(run: Run) -> tuple[Phrase, ...]:
    """Phrases that would do instead of every word of the run."""
    if len(run) == 1:
        return run[0].word.instead
    offered = dict.fromkeys(phrase for one in run for phrase in one.word.instead)
    return tuple(
        phrase
        for phrase in offered
        if all(phrase in one.word.instead or one.word.stem in phrase for one in run)
    )


def kinds_named(read: Spellings) -> list[Meant]:
    """The kind of help that words name, then one like it."""
    called = _meant("category", map(KIND_BY_NAME.of_words, read), CALLED)
    return [*called, *_meant("category", map(KIND_BY_WORD.of_words, read), LIKE_IT)]


def needs_named(read: Spellings) -> list[Meant]:
    """The need that words name, then one like it."""
    named = _meant("need", map(NEED_BY_NAME.of_words, read), NEED)
    return [*named, *_meant("need", map(NEED_BY_WORD.of_words, read), NEED_LIKE_IT)]


def kinds_like(phrases: Iterable[Phrase]) -> list[Meant]:
    """The kinds of help that phrases of stems name which would do instead."""
    found = (kinds.of_stems(phrase) for phrase in phrases for kinds in (KIND_BY_NAME, KIND_BY_WORD))
    return _meant("category", found, LIKE_IT)


def _meant(field: str, slugs: Iterable[str | None], worth: float) -> list[Meant]:
    known = tuple(dict.fromkeys(slug for slug in slugs if slug))
    return [Meant(field, known, worth)] if known else []


def meant_by(run: Run) -> list[Meant]:
    """All that a run of words means, the likeliest first."""
    read = spellings(run)
    return [*kinds_named(read), *needs_named(read), *kinds_like(instead_of_all(run))]
