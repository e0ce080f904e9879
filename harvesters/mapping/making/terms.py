"""Attributes: our categories and needs, and the source's own terms."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.text import cut_at_word
from schema.attribute import Attribute
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, source_attribute, term_attribute
from schema.vocabulary import CATEGORIES, NEEDS, category_for, need_for
from schema.words import normal

MOST_TERMS = 60
LONGEST_TERM = 120
_BETWEEN = re.compile(r"\s*[;|\n]\s*")


class Term(NamedTuple):
    """A term in a source's words, with its code and address where the source gives them."""

    name: str
    code: str | None = None
    uri: str | None = None


class Meant(NamedTuple):
    """What words of a source mean in our vocabulary, and which of them it does not hold."""

    categories: tuple[str, ...]
    needs: tuple[str, ...]
    others: tuple[Term, ...]


def terms_in(values: Iterable[Any]) -> list[Term]:
    """The terms of cells; one cell may hold several between semicolons, bars or lines."""
    cells = filter(None, map(as_said, values))
    words = (word for cell in cells for word in _BETWEEN.split(cell) if word)
    return [Term(cut_at_word(word, LONGEST_TERM)) for word in dict.fromkeys(words)][:MOST_TERMS]


def meant(as_category: Sequence[Term], as_need: Sequence[Term]) -> Meant:
    """Terms looked up in our vocabulary, each first as what it was given for.

    The needs that a category serves follow. A term that is not literally one of ours stays beside
    what it means, in the source's words.
    """
    return _meant(tuple(as_category), tuple(as_need))


@lru_cache(maxsize=4_096)
def _meant(as_category: tuple[Term, ...], as_need: tuple[Term, ...]) -> Meant:
    categories: dict[str, None] = {}
    needs: dict[str, None] = {}
    others: dict[Term, None] = {}
    for term, ways in _in_turn(as_category, as_need):
        category = category_for(term.name) if "category" in ways else None
        need = need_for(term.name) if ways[0] == "need" or not category else None
        categories |= {category: None} if category else {}
        needs |= {need: None} if need else {}
        if not _is_ours(term, category, need):
            others[term] = None
    for category in categories:
        needs |= dict.fromkeys(CATEGORIES[category].needs)
    return Meant(tuple(categories), tuple(needs), tuple(others))


def as_told(found: Meant, terms: Iterable[Term], told: Mapping[str, Sequence[str]]) -> Meant:
    """What is meant, with what an operator says that further terms mean.

    `told` gives meanings such as "category:food-bank" by a term's own words.
    """
    meanings = [meaning.partition(":") for term in terms for meaning in told.get(term.name, ())]
    if not meanings:
        return found
    categories = [*found.categories, *(slug for kind, _, slug in meanings if kind == "category")]
    needs = [*found.needs, *(slug for kind, _, slug in meanings if kind == "need")]
    needs += [need for category in categories for need in CATEGORIES[category].needs]
    return Meant(tuple(dict.fromkeys(categories)), tuple(dict.fromkeys(needs)), found.others)


def _is_ours(term: Term, category: str | None, need: str | None) -> bool:
    """Whether a term is literally the slug or the name of what it means."""
    known = [CATEGORIES[category]] if category else []
    known += [NEEDS[need]] if need else []
    return normal(term.name) in {normal(word) for one in known for word in (one.slug, one.name)}


def _in_turn(
    as_category: Iterable[Term], as_need: Iterable[Term]
) -> Iterable[tuple[Term, tuple[str, ...]]]:
    yield from ((term, ("category", "need")) for term in as_category)
    yield from ((term, ("need",)) for term in as_need)


def term_attributes(service_id: UUID, terms: Meant, taxonomy: str) -> list[Attribute]:
    """Our terms and the source's as attributes of a service; `taxonomy` names the source's list."""
    ours = [term_attribute(service_id, CATEGORIES_TAXONOMY, slug) for slug in terms.categories]
    ours += [term_attribute(service_id, NEEDS_TAXONOMY, slug) for slug in terms.needs]
    theirs = (source_attribute(service_id, taxonomy, *term) for term in terms.others)
    return [*ours, *theirs]
