"""Terms of sources that mean nothing in our vocabulary yet, counted over what is published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY
from schema.vocabulary import category_for, need_for

OURS = frozenset({CATEGORIES_TAXONOMY, NEEDS_TAXONOMY})


@dataclass(slots=True)
class Unmapped:
    """A term in a source's words, how many listings carry it, and the name of one of them."""

    taxonomy: str
    name: str
    example: str
    listings: int = 0


def unmapped(
    bodies: Iterable[bytes], told: Mapping[str, Mapping[str, object]]
) -> tuple[Unmapped, ...]:
    """The terms that neither our vocabulary nor `told` holds, the commonest first.

    `told` is what an operator has said by taxonomy and term, be it that a term means nothing.
    """
    found: dict[tuple[str, str], Unmapped] = {}
    for body in bodies:
        service = orjson.loads(body)
        for taxonomy, name in _terms(service.get("attributes", ())):
            if name in told.get(taxonomy, {}) or category_for(name) or need_for(name):
                continue
            fresh = Unmapped(taxonomy, name, service["name"])
            found.setdefault((taxonomy, name), fresh).listings += 1
    return tuple(sorted(found.values(), key=lambda one: (-one.listings, one.taxonomy, one.name)))


def _terms(attributes: Iterable[Mapping[str, Mapping[str, str]]]) -> set[tuple[str, str]]:
    terms = [one["taxonomy_term"] for one in attributes if "taxonomy_term" in one]
    named = {(term.get("taxonomy", ""), term["name"]) for term in terms}
    return {(taxonomy, name) for taxonomy, name in named if taxonomy not in OURS}
