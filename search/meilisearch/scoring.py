"""How well listings answer a question, many at once: the same worths as the embedded index."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from search.asked import Asked
from search.meilisearch import shape
from search.meilisearch.asking import all_of, one_of
from search.meilisearch.held import Some
from search.meilisearch.meaning import Meaning, kinds_named, meanings, spellings
from search.meilisearch.table import Bits, Floats
from search.meilisearch.wording import Attempt

Truths = npt.NDArray[np.bool_]
Worth = npt.NDArray[Any]
Weights = Mapping[str, float]
_SAID: Weights = {"name": 0.5, "topic": 0.45, "organization": 0.3, "text": 0.25}
_READ_AS: Weights = {"name": 0.4, "topic": 0.36, "organization": 0.24, "text": 0.2}
_INSTEAD: Weights = {"name": 0.3, "topic": 0.25, "organization": 0.1, "text": 0.05}
_TOGETHER: Weights = {"name": 0.5, "topic": 0.4, "organization": 0.35, "text": 0.3}
_BEGUN = 0.01
_ALSO = 0.05
"""How much of every further reason counts beside the best."""

_MOST_STEMS = 64


class Scorer:
    """One attempt's words, ready to be looked for in listings."""

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._words = [_Wanted(one) for one in attempt.asked]
        self._meanings = tuple(meanings(attempt.asked, attempt.shares))
        named = kinds_named(spellings(attempt.asked)) if attempt.asked else {}
        self._together = {"name": _TOGETHER["name"]} if named else _TOGETHER
        self._stems = list(dict.fromkeys(s for one in self._words for s in one.every()))
        del self._stems[_MOST_STEMS:]

    def scores(self, some: Some) -> Floats:
        """0 without words, 1 for what answers perfectly."""
        standing = some.table.standing(self._stems, some.rows)
        bits = {stemmed: 1 << at for at, stemmed in enumerate(self._stems)}
        total = np.zeros(len(some.rows))
        for one, share in zip(self._words, self._attempt.shares, strict=True):
            total += share * one.worth(standing, bits).taken()
        return total + self._whole(some, standing, bits)

    def _whole(self, some: Some, standing: Sequence[Bits], bits: Mapping[str, int]) -> Floats:
        found = _Worths(len(some.rows))
        if len(self._words) > 1:
            for part, stems in zip(shape.PARTS, standing, strict=True):
                if part in self._together:
                    all_there = np.ones(len(stems), bool)
                    for one in self._words:
                        all_there &= _any(stems, _mask(one.stems, bits))
                    found.add(all_there * self._together[part])
        if self._meanings:
            found.add(_meant(some, self._meanings))
        return found.taken()

    def classes(self) -> list[str]:
        """Filters for the listings that may score best, the likeliest first."""
        if not self._words:
            return []
        slugs = dict.fromkeys(s for one in self._meanings for s in one.categories)
        needs = dict.fromkeys(s for one in self._meanings for s in one.needs)
        found = [one_of("category", slugs)] if slugs else []
        found += [all_of(one_of(part, w.stems) for w in self._words) for part in shape.PARTS[:2]]
        if slugs:
            found.insert(0, all_of((found[0], found[1])))
        if needs:
            found.append(one_of("need", needs))
        return found


class _Worths:
    """Reasons of many listings: the best of each and little of its others."""

    def __init__(self, count: int) -> None:
        self._best, self._sum = np.zeros(count), np.zeros(count)

    def add(self, worth: Worth) -> None:
        np.maximum(self._best, worth, out=self._best)
        self._sum += worth

    def taken(self) -> Floats:
        found: Floats = self._best + _ALSO * (self._sum - self._best)
        return found


class _Wanted:
    """One word: the stems and phrases that answer it."""

    def __init__(self, one: Asked) -> None:
        self.stems = tuple(stemmed[: shape.LONGEST_WORD] for stemmed in one.stems())
        self._phrases = one.word.instead
        self._begun = bool(one.beginnings)

    def every(self) -> Iterator[str]:
        """All stems that have a say, the weightiest first."""
        yield from self.stems
        yield from (stemmed for phrase in self._phrases for stemmed in phrase)

    def worth(self, standing: Sequence[Bits], bits: Mapping[str, int]) -> _Worths:
        """By the part of each listing that says it best."""
        own, *others = self.stems
        found = _Worths(len(standing[0]))
        phrases = [_mask(phrase, bits) for phrase in self._phrases if bits.keys() >= set(phrase)]
        for part, stems in zip(shape.PARTS, standing, strict=True):
            if not stems.any():
                continue
            found.add(_any(stems, _mask((own,), bits)) * _SAID[part])
            if others:
                found.add(_any(stems, _mask(others, bits)) * _READ_AS[part])
            if phrases:
                whole = [(stems & np.uint64(mask)) == mask for mask in phrases]
                found.add(np.logical_or.reduce(whole) * _INSTEAD[part])
        if self._begun:
            found.add(np.full(len(standing[0]), _BEGUN))
        return found


def _mask(stems: Sequence[str], bits: Mapping[str, int]) -> int:
    found = 0
    for stemmed in stems:
        found |= bits.get(stemmed, 0)
    return found


def _any(stems: Bits, mask: int) -> Truths:
    found: Truths = (stems & np.uint64(mask)) != 0
    return found


def _meant(some: Some, meant: Sequence[Meaning]) -> Floats:
    """What the kinds and needs of listings are worth; few sets of them stand in many listings."""
    said = some.table.said
    kinds, needs = (some.table.sets(name, some.rows) for name in ("category", "need"))
    pairs, places = np.unique(kinds << 32 | needs, return_inverse=True)
    worths = [
        _worth(said("category", pair >> 32), said("need", pair & 0xFFFFFFFF), meant)
        for pair in pairs.tolist()
    ]
    return np.array(worths, np.float64)[places] if worths else np.zeros(0)


def _worth(kinds: Sequence[str], needs: Sequence[str], meant: Sequence[Meaning]) -> float:
    return sum(one.share * _best(one.held(kinds, needs)) for one in meant)


def _best(found: Sequence[float]) -> float:
    if not found:
        return 0.0
    best = max(found)
    return best + _ALSO * (sum(found) - best)
