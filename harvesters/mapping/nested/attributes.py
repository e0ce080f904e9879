"""Taxonomy terms of nested records: kept as the source's own, and read for our vocabulary."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.html import plain_line
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.provenance import note_accreditation
from harvesters.mapping.making.terms import (
    LONGEST_TERM,
    MOST_TERMS,
    Term,
    as_told,
    meant,
    term_attributes,
)
from harvesters.mapping.nested.fields import Said, line, objects_in, uri
from schema.attribute import Attribute
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, source_attribute

_MARK = re.compile(r"\bkite[\s-]?mark|\baccreditation|\bquality\s+mark|\bassurance", re.IGNORECASE)


def attributes_of(value: Any, draft: Draft, link_id: UUID, entity: str) -> list[Attribute]:
    """The terms of a child object, under the source's own taxonomies."""
    made = (
        _attribute(said, term, taxonomy, draft, link_id, entity)
        for said, term, taxonomy in _terms(value, "attributes", draft)
    )
    return list({attribute.id: attribute for attribute in made}.values())


def service_attributes(value: Any, draft: Draft) -> list[Attribute]:
    """The terms of the service itself, with ours that they mean before them.

    A mark of quality among them is a claim of the source and becomes no term.
    """
    kept: dict[UUID, Attribute] = {}
    words: list[Term] = []
    told: dict[str, Sequence[str]] = {}
    for said, term, taxonomy in _terms(value, "attributes", draft):
        if _MARK.search(taxonomy):
            note_accreditation(draft, f"{taxonomy}: {term.name}")
            continue
        words.append(Term(term.code if taxonomy in _OURS and term.code else term.name))
        if taxonomy not in _OURS:
            if draft.source.terms:
                told[term.name] = draft.source.terms.get(taxonomy, {}).get(term.name, ())
            one = _attribute(said, term, taxonomy, draft, draft.service_id, "service")
            kept.setdefault(one.id, one)
    found = as_told(meant(words, ())._replace(others=()), words, told)
    return [*term_attributes(draft.service_id, found, draft.source.title), *kept.values()]


_OURS = frozenset({NEEDS_TAXONOMY, CATEGORIES_TAXONOMY})


def _terms(value: Any, path: str, draft: Draft) -> list[tuple[Said, Term, str]]:
    """Each attribute with its term and the name of the term's taxonomy."""
    found = []
    for said, where in objects_in(value, path, draft):
        term = said.get("taxonomy_term")
        if not isinstance(term, dict):
            continue
        name = line(term.get("name") or term.get("term"), f"{where}.taxonomy_term.name", draft)
        if name:
            code = as_said(term.get("code")) or as_said(term.get("id"))
            address = uri(term.get("term_uri"), f"{where}.taxonomy_term.term_uri", draft)
            taxonomy = _taxonomy_name(term) or draft.source.title
            found.append((said, Term(name[:LONGEST_TERM], code and code[:200], address), taxonomy))
    return found[:MOST_TERMS]


def _taxonomy_name(term: Said) -> str | None:
    """The name of a term's taxonomy, whether said in a word or as an object."""
    for holder in ("taxonomy", "taxonomy_detail", "vocabulary"):
        said = term.get(holder)
        name = said.get("name") if isinstance(said, dict) else said
        shown, _issues = plain_line(name, "taxonomy", LONGEST_TERM)
        if shown:
            return shown
    return None


def _attribute(
    said: Said, term: Term, taxonomy: str, draft: Draft, link_id: UUID, entity: str
) -> Attribute:
    """The attribute with what the source adds to the term: why it applies, a value, a label."""
    made = source_attribute(link_id, taxonomy, *term)
    extra = {
        name: shown
        for name in ("link_type", "value", "label")
        if (shown := line(said.get(name), f"attributes.{name}", draft))
    }
    return made.model_copy(update={"link_entity": entity, **extra})
