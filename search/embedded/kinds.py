"""Which listings are what words name: of a kind of help, or for a need."""

from collections.abc import Iterable

from tantivy import Query as Clause

from search.embedded.clauses import one_of, term, worth
from search.embedded.memory import kept
from search.language import Phrase
from search.meanings import KIND_BY_NAME, KIND_BY_WORD, NEED_BY_NAME, NEED_BY_WORD

_CALLED, _LIKE_IT, _NEED, _NEED_LIKE_IT = 0.5, 0.35, 0.25, 0.15

Spellings = tuple[tuple[str, ...], ...]
"""The ways in which some words may be read."""


@kept
def kinds_named(spellings: Spellings) -> tuple[Clause, ...]:
    """Listings of the kind of help that words name, rather than one like it."""
    found = (
        _any("category", map(KIND_BY_NAME.of_words, spellings), _CALLED),
        _any("category", map(KIND_BY_WORD.of_words, spellings), _LIKE_IT),
    )
    return tuple(clause for clause in found if clause)


@kept
def needs_named(spellings: Spellings) -> tuple[Clause, ...]:
    """Listings for the need that words name."""
    found = (
        _any("need", map(NEED_BY_NAME.of_words, spellings), _NEED),
        _any("need", map(NEED_BY_WORD.of_words, spellings), _NEED_LIKE_IT),
    )
    return tuple(clause for clause in found if clause)


def kind_like(phrases: Iterable[Phrase]) -> Clause | None:
    """Listings of a kind of help that one of these phrases of stems names."""
    found = (kinds.of_stems(phrase) for phrase in phrases for kinds in (KIND_BY_NAME, KIND_BY_WORD))
    return _any("category", found, _LIKE_IT)


def _any(field: str, slugs: Iterable[str | None], weight: float) -> Clause | None:
    known = dict.fromkeys(slug for slug in slugs if slug)
    return worth(one_of([term(field, slug) for slug in known]), weight) if known else None
