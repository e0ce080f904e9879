"""Terms on a service: written once, read back, and told apart by taxonomy."""

import pytest

from schema.encoding import decode, encode
from schema.identifiers import child_id
from schema.service import Service
from schema.terms import (
    CATEGORIES_TAXONOMY,
    NEEDS_TAXONOMY,
    codes,
    names,
    our_taxonomies,
    source_attribute,
    term_attribute,
    term_id,
)

SERVICE = child_id("test", "service", "terms")


def _service() -> Service:
    return Service(
        id=SERVICE,
        name="Made-up pantry",
        status="active",
        attributes=[
            term_attribute(SERVICE, CATEGORIES_TAXONOMY, "food-club"),
            term_attribute(SERVICE, NEEDS_TAXONOMY, "food"),
            term_attribute(SERVICE, NEEDS_TAXONOMY, "debt"),
            source_attribute(SERVICE, "Example kinds", "Larder", uri="https://kinds.example/7"),
        ],
    )


def test_terms_come_back_by_taxonomy_after_encoding() -> None:
    service = decode(Service, encode(_service()))
    assert codes(service, CATEGORIES_TAXONOMY) == ["food-club"]
    assert codes(service, NEEDS_TAXONOMY) == ["food", "debt"]
    assert names(service, NEEDS_TAXONOMY) == ["Food", "Debt and money worries"]
    assert names(service, "Example kinds") == ["Larder"]
    assert codes(service, "Another taxonomy") == []


def test_an_attribute_says_what_it_is_tied_to() -> None:
    attribute = _service().attributes[0]
    assert attribute.link_id == SERVICE
    assert attribute.link_entity == "service"
    assert attribute.taxonomy_term_id == term_id(CATEGORIES_TAXONOMY, "food-club")
    assert attribute.taxonomy_term is not None
    assert attribute.taxonomy_term.term == attribute.taxonomy_term.name == "Food clubs and pantries"


def test_the_same_term_has_the_same_id_everywhere_and_each_attribute_its_own() -> None:
    other = child_id("test", "service", "other")
    here = term_attribute(SERVICE, NEEDS_TAXONOMY, "food")
    there = term_attribute(other, NEEDS_TAXONOMY, "food")
    assert here.taxonomy_term_id == there.taxonomy_term_id
    assert here.id != there.id
    assert len({attribute.id for attribute in _service().attributes}) == 4


def test_a_term_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        term_attribute(SERVICE, NEEDS_TAXONOMY, "no-such-need")


def test_published_taxonomies_hold_every_term_under_the_id_that_services_use() -> None:
    published = {
        term.id: (taxonomy.name, term.code)
        for taxonomy in our_taxonomies()
        for term in taxonomy.taxonomy_terms
    }
    used = term_attribute(SERVICE, NEEDS_TAXONOMY, "food")
    assert used.taxonomy_term_id is not None
    assert published[used.taxonomy_term_id] == (NEEDS_TAXONOMY, "food")
