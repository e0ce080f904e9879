"""Guesses of how many listings fulfil a clause, before anything is asked of it.

A wrong guess costs time alone: what is asked tells how many they are.
"""

from collections.abc import Iterable

from search.language import Word
from search.meilisearch.asker import Asker
from search.meilisearch.asking import EVERYTHING, all_of
from search.meilisearch.circle import Circle

_SURELY = 2.0
"""So many times more than by chance may have all words and fulfil the filters as well."""

_READILY = 1_000
"""So many are told and ranked in the time in which some of each likely class are."""


def probably_few(circle: Circle) -> bool:
    """Whether all that have the words and fulfil the filters can readily be read, probably."""
    known = circle.asker.known
    if not circle.worded:
        return False
    if (circle.clause,) in known.counted:
        return known.counted[circle.clause,][0] <= _READILY
    listings, filtered = known.listings or known.roughly, _filtered(circle)
    if not listings or filtered is None:
        return False
    worded = listings if circle.most is None else circle.most
    return min(filtered, _SURELY * worded * filtered / listings) <= _READILY


def _filtered(circle: Circle) -> int | None:
    if circle.anywhere == all_of([EVERYTHING]):
        return circle.asker.known.listings or circle.asker.known.roughly
    return circle.asker.roughly(circle.anywhere)


def roughly_most(asker: Asker, words: Iterable[Word]) -> int | None:
    """How many listings may have all words, by what is known of them and by those that are held."""
    known = asker.known
    listings = known.listings or known.roughly
    if not listings or not asker.held.table.fingers:
        return None
    return min(sum(_times(asker, stem, listings) for stem in _stems(word)) for word in words)


def _times(asker: Asker, stem: str, listings: int) -> int:
    frequency = asker.known.frequency.get(stem)
    return round(listings * asker.held.table.share(stem)) if frequency is None else frequency


def _stems(word: Word) -> set[str]:
    return {word.stem, *(phrase[0] for phrase in word.instead)}
