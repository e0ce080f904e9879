"""Terms on a service: writing them as attributes, and reading them back."""

from collections.abc import Mapping
from functools import lru_cache
from uuid import UUID

from schema.attribute import Attribute
from schema.identifiers import child_id
from schema.links import Kind, links_of
from schema.service import Service
from schema.taxonomy import Taxonomy
from schema.taxonomy_term import TaxonomyTerm
from schema.vocabulary import CATEGORIES, CATEGORY_GROUPS, NEED_GROUPS, NEEDS, Group, Term

NEEDS_TAXONOMY = "Fingerpost needs"
CATEGORIES_TAXONOMY = "Fingerpost categories"
VOCABULARY_VERSION = "1.1"
VOCABULARY_LICENCE = "CC0-1.0"
VOCABULARY_LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"

_OURS: Mapping[str, Mapping[str, Term]] = {NEEDS_TAXONOMY: NEEDS, CATEGORIES_TAXONOMY: CATEGORIES}
_GROUPS: Mapping[str, Mapping[str, Group]] = {
    NEEDS_TAXONOMY: NEED_GROUPS,
    CATEGORIES_TAXONOMY: CATEGORY_GROUPS,
}
_KINDS: Mapping[str, Kind] = {NEEDS_TAXONOMY: "need", CATEGORIES_TAXONOMY: "category"}
_MEANING: Mapping[str, str] = {
    NEEDS_TAXONOMY: "What a person needs help with.",
    CATEGORIES_TAXONOMY: "What kind of help a service is.",
}


def taxonomy_id(taxonomy: str) -> UUID:
    """The id of the taxonomy of that name, ours or a source's."""
    return child_id("vocabulary", "taxonomy", taxonomy)


def term_id(taxonomy: str, code: str) -> UUID:
    """The id of the term with that code in that taxonomy."""
    return child_id(taxonomy_id(taxonomy), "taxonomy_term", code)


@lru_cache(maxsize=4_096)
def _source_term(taxonomy: str, name: str, code: str, uri: str | None) -> TaxonomyTerm:
    return TaxonomyTerm(
        id=term_id(taxonomy, code),
        code=code,
        name=name,
        description=name,
        taxonomy=taxonomy,
        taxonomy_id=taxonomy_id(taxonomy),
        term_uri=uri,
        term=name,
    )


@lru_cache(maxsize=1_024)
def our_term(taxonomy: str, slug: str) -> TaxonomyTerm:
    """The term of our vocabulary; raises `KeyError` when it has no such term."""
    return _published(taxonomy, _OURS[taxonomy][slug])


def _published(taxonomy: str, said: Term | Group) -> TaxonomyTerm:
    return TaxonomyTerm(
        id=term_id(taxonomy, said.slug),
        code=said.slug,
        name=said.name,
        description=said.description,
        taxonomy=taxonomy,
        taxonomy_id=taxonomy_id(taxonomy),
        language="en",
        term=said.name,
    )


def _tied(service_id: UUID, term: TaxonomyTerm) -> Attribute:
    return Attribute(
        id=child_id(service_id, "attribute", str(term.id)),
        link_id=service_id,
        taxonomy_term_id=term.id,
        link_entity="service",
        taxonomy_term=term,
    )


def term_attribute(service_id: UUID, taxonomy: str, slug: str) -> Attribute:
    """One of our terms tied to a service; raises `KeyError` when there is no such term."""
    return _tied(service_id, our_term(taxonomy, slug))


def source_attribute(
    service_id: UUID, taxonomy: str, name: str, code: str | None = None, uri: str | None = None
) -> Attribute:
    """A source's own term tied to a service, under the source's own taxonomy name."""
    return _tied(service_id, _source_term(taxonomy, name, code or name, uri))


def _of(service: Service, taxonomy: str) -> list[TaxonomyTerm]:
    terms = (attribute.taxonomy_term for attribute in service.attributes)
    return [term for term in terms if term is not None and term.taxonomy == taxonomy]


def codes(service: Service, taxonomy: str) -> list[str]:
    """The codes of the terms of that taxonomy, in the service's order."""
    return [term.code for term in _of(service, taxonomy) if term.code]


def names(service: Service, taxonomy: str) -> list[str]:
    """The names of the terms of that taxonomy, in the service's order."""
    return [term.name for term in _of(service, taxonomy)]


def our_taxonomies() -> list[Taxonomy]:
    """Our taxonomies with all their terms, as they are published: broader ones first."""
    return [
        Taxonomy(
            id=taxonomy_id(name),
            name=name,
            description=_MEANING[name],
            version=VOCABULARY_VERSION,
            licence=VOCABULARY_LICENCE,
            licence_url=VOCABULARY_LICENCE_URL,
            taxonomy_terms=[*_broader(name), *_narrower(name)],
        )
        for name in _OURS
    ]


def _broader(taxonomy: str) -> list[TaxonomyTerm]:
    return [_published(taxonomy, group) for group in _GROUPS[taxonomy].values()]


def _narrower(taxonomy: str) -> list[TaxonomyTerm]:
    """The terms with what a service's own copy of them leaves out."""
    above = {slug: group.slug for group in _GROUPS[taxonomy].values() for slug in group.narrower}
    return [
        our_term(taxonomy, slug).model_copy(
            update={
                "parent_id": term_id(taxonomy, above[slug]) if slug in above else None,
                "synonyms": list(term.words),
                "links": links_of(_KINDS[taxonomy], slug),
            }
        )
        for slug, term in _OURS[taxonomy].items()
    ]
