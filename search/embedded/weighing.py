"""How well a listing answers, as clauses: where each word stands, and what all of them mean.

Both halves add up to about 1. A part weighs the same in rare words as in common ones and in long
texts as in short ones, so that hits which answer alike are alike and their distance can decide.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from math import log1p
from typing import Any, NamedTuple

from tantivy import Occur
from tantivy import Query as Clause

from search.embedded.asked import Asked
from search.embedded.schema import NAME, ORGANIZATION, SCHEMA, TEXT, TOPIC, WORDS
from search.embedded.typos import stem_frequency
from search.language import Phrase
from search.meanings import KIND_BY_NAME, KIND_BY_WORD, NEED_BY_NAME, NEED_BY_WORD

_SAID: Mapping[str, float] = {NAME: 0.5, TOPIC: 0.45, ORGANIZATION: 0.3, TEXT: 0.25}
_READ_AS: Mapping[str, float] = {NAME: 0.4, TOPIC: 0.36, ORGANIZATION: 0.24, TEXT: 0.2}
_INSTEAD: Mapping[str, float] = {NAME: 0.3, TOPIC: 0.25, ORGANIZATION: 0.1, TEXT: 0.05}
_BEGUN = 0.01

_KIND, _KIND_LIKE_IT, _NEED, _NEED_LIKE_IT = 0.5, 0.35, 0.25, 0.15
_TOGETHER: Mapping[str, float] = {NAME: 0.5, TOPIC: 0.4, ORGANIZATION: 0.35, TEXT: 0.3}

_ALSO = 0.05
"""How much of every further reason counts beside the best."""

_LONGEST_RUN = 4
_MOST_SPELLINGS = 12


def shares(searcher: Any, asked: Sequence[Asked]) -> list[float]:
    """How much of the question each word is: rare words are more of it, and all are 1."""
    if len(asked) == 1:
        return [1.0]
    listings = searcher.num_docs
    rarity = [log1p((1 + listings) / (1 + stem_frequency(searcher, o.word.stem))) for o in asked]
    return [each / sum(rarity) for each in rarity]


def one_word(one: Asked, share: float) -> Clause:
    """Rows that answer one word, by the part of the listing that says it best."""
    own, *others = one.stems()
    choices = [
        *_in_parts(_SAID, ((own,),)),
        *_in_parts(_READ_AS, [(other,) for other in others]),
        *_other_words(one.word.instead).parts,
        *(_const(Clause.regex_query(SCHEMA, WORDS, f"{b}.*"), _BEGUN) for b in one.beginnings),
    ]
    return _shared(_best(choices), share)


def _in_parts(weights: Mapping[str, float], phrases: Sequence[Phrase]) -> Iterator[Clause]:
    """One of the phrases in one part of the listing."""
    for part, weight in weights.items() if phrases else ():
        yield _const(_any([_every(part, phrase) for phrase in phrases]), weight)


class _Other(NamedTuple):
    """Where other words for one stand, and of what kind the help is that they name."""

    parts: tuple[Clause, ...]
    kind: Clause | None


def _other_words(phrases: tuple[Phrase, ...]) -> _Other:
    return _kept(phrases) if _may_be_kept(phrases) else _read(phrases)


def _read(phrases: tuple[Phrase, ...]) -> _Other:
    kinds = _known(k.of_stems(p) for p in phrases for k in (KIND_BY_NAME, KIND_BY_WORD))
    kind = _one_of("category", kinds, _KIND_LIKE_IT)
    return _Other(tuple(_in_parts(_INSTEAD, phrases)), kind)


_kept = lru_cache(maxsize=2_048)(_read)


def _may_be_kept(phrases: tuple[Phrase, ...]) -> bool:
    """What holds a digit may be of somebody's postcode and stays in no memory."""
    return all(stemmed.isalpha() for phrase in phrases for stemmed in phrase)


def whole(asked: Sequence[Asked], shares: Sequence[float]) -> list[Clause]:
    """Rows for which the words together mean one thing: the better the more words these are."""
    meant = [_shared(clause, share) for clause, share in _meant(asked, shares)]
    reasons = [_any(meant)] if meant else []
    if len(asked) > 1:
        reasons += _together(asked)
    return [_best(reasons)] if reasons else []


def _together(asked: Sequence[Asked]) -> Iterator[Clause]:
    """All words in one part of the listing, wherever they stand in it."""
    each = [one.stems() for one in asked]
    for part, weight in _TOGETHER.items():
        found = [_any([_term(part, stemmed) for stemmed in some]) for some in each]
        yield _const(_joined(Occur.Must, found), weight)


def _meant(asked: Sequence[Asked], shares: Sequence[float]) -> Iterator[tuple[Clause, float]]:
    """The longest runs of words that mean something, with what share of the question they are."""
    for length in range(min(len(asked), _LONGEST_RUN), 0, -1):
        for first in range(len(asked) - length + 1):
            end = first + length
            means = _meaning(asked[first:end])
            if means:
                yield _best(means), sum(shares[first:end])
                yield from _meant(asked[:first], shares[:first])
                yield from _meant(asked[end:], shares[end:])
                return


def _meaning(run: Sequence[Asked]) -> list[Clause]:
    spellings = list(islice(product(*(one.spellings() for one in run)), _MOST_SPELLINGS))
    found = (
        _one_of("category", _known(map(KIND_BY_NAME.of_words, spellings)), _KIND),
        _one_of("category", _known(map(KIND_BY_WORD.of_words, spellings)), _KIND_LIKE_IT),
        _one_of("need", _known(map(NEED_BY_NAME.of_words, spellings)), _NEED),
        _one_of("need", _known(map(NEED_BY_WORD.of_words, spellings)), _NEED_LIKE_IT),
        _other_words(_instead_of_all(run)).kind,
    )
    return [clause for clause in found if clause]


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


def _known(slugs: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(slug for slug in slugs if slug))


def _one_of(field: str, slugs: list[str], weight: float) -> Clause | None:
    return _const(_any([_term(field, slug) for slug in slugs]), weight) if slugs else None


def _term(field: str, value: str) -> Clause:
    return Clause.term_query(SCHEMA, field, value, "basic")


def _const(clause: Clause, score: float) -> Clause:
    return Clause.const_score_query(clause, score)


def _shared(clause: Clause, share: float) -> Clause:
    return clause if share == 1.0 else Clause.boost_query(clause, share)


def _best(clauses: list[Clause]) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    return Clause.disjunction_max_query(clauses, tie_breaker=_ALSO)


def _every(part: str, phrase: Phrase) -> Clause:
    return _joined(Occur.Must, [_term(part, stemmed) for stemmed in phrase])


def _any(clauses: list[Clause]) -> Clause:
    return _joined(Occur.Should, clauses)


def _joined(occur: Occur, clauses: list[Clause]) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    return Clause.boolean_query([(occur, clause) for clause in clauses])
