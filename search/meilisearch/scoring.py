"""How well a listing answers a question, from its facts: the same worths as the embedded index."""

from collections.abc import Iterator, Mapping, Sequence

from search.asked import Asked
from search.meilisearch import shape
from search.meilisearch.asking import all_of, one_of
from search.meilisearch.facts import Fact
from search.meilisearch.meaning import kinds_named, meanings, spellings
from search.meilisearch.wording import Attempt

Weights = Mapping[str, float]
_SAID: Weights = {"name": 0.5, "topic": 0.45, "organization": 0.3, "text": 0.25}
_READ_AS: Weights = {"name": 0.4, "topic": 0.36, "organization": 0.24, "text": 0.2}
_INSTEAD: Weights = {"name": 0.3, "topic": 0.25, "organization": 0.1, "text": 0.05}
_TOGETHER: Weights = {"name": 0.5, "topic": 0.4, "organization": 0.35, "text": 0.3}
_BEGUN = 0.01
_ALSO = 0.05
"""How much of every further reason counts beside the best."""

Parts = Sequence[tuple[str, frozenset[str]]]


class Scorer:
    """One attempt's words, ready to be looked for in one fact after the other."""

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._words = [_Wanted(one) for one in attempt.asked]
        self._meanings = tuple(meanings(attempt.asked, attempt.shares))
        named = kinds_named(spellings(attempt.asked)) if attempt.asked else {}
        self._together = {"name": _TOGETHER["name"]} if named else _TOGETHER

    def score(self, fact: Fact) -> float:
        """0 without words, 1 for what answers perfectly."""
        parts = [(part, frozenset(getattr(fact, part).split())) for part in shape.PARTS]
        pairs = zip(self._words, self._attempt.shares, strict=True)
        each = sum(share * wanted.worth(parts) for wanted, share in pairs)
        return each + _best(list(self._whole(fact, parts)))

    def _whole(self, fact: Fact, parts: Parts) -> Iterator[float]:
        if len(self._words) > 1:
            for part, found in parts:
                if part in self._together and not any(
                    one.stems.isdisjoint(found) for one in self._words
                ):
                    yield self._together[part]
        meant = sum(one.share * _best(one.held(fact.category, fact.need)) for one in self._meanings)
        if meant:
            yield meant

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


class _Wanted:
    """One word: the stems and phrases that answer it."""

    def __init__(self, one: Asked) -> None:
        own, *others = one.stems()
        self._own, self._others = own, frozenset(others)
        self.stems = frozenset(one.stems())
        self._phrases = [frozenset(phrase) for phrase in one.word.instead]
        self._any = self.stems.union(*self._phrases)
        self._begun = one.beginnings

    def worth(self, parts: Parts) -> float:
        """By the part of the listing that says it best."""
        worths = list[float]()
        for part, found in parts:
            if not self._any.isdisjoint(found):
                self._add(worths, part, found)
        if self._begun and any(s.startswith(self._begun) for _, found in parts for s in found):
            worths.append(_BEGUN)
        return _best(worths)

    def _add(self, worths: list[float], part: str, found: frozenset[str]) -> None:
        if self._own in found:
            worths.append(_SAID[part])
        if not self._others.isdisjoint(found):
            worths.append(_READ_AS[part])
        if any(phrase <= found for phrase in self._phrases):
            worths.append(_INSTEAD[part])


def _best(found: Sequence[float]) -> float:
    """The best reason and little of the others."""
    if not found:
        return 0.0
    best = max(found)
    return best + _ALSO * (sum(found) - best)
