"""The vocabulary's broader terms, its licence, and how its terms stand to other lists."""

import pytest

from schema.links import links_of
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, our_taxonomies, term_id
from schema.vocabulary import CATEGORIES, CATEGORY_GROUPS, NEED_GROUPS, NEEDS, _groups

TOP = {"community-transport", "charity"}


def test_every_term_stands_below_a_broader_one_or_is_known_to_stand_alone() -> None:
    assert {slug for group in NEED_GROUPS.values() for slug in group.narrower} == set(NEEDS)
    grouped = {slug for group in CATEGORY_GROUPS.values() for slug in group.narrower}
    assert set(CATEGORIES) - grouped == TOP


def test_no_broader_term_is_called_as_a_term_is() -> None:
    assert not set(NEED_GROUPS) & set(NEEDS)
    assert not set(CATEGORY_GROUPS) & set(CATEGORIES)


@pytest.mark.parametrize("narrower", [["food", "no-such-need"], ["food", "debt"]])
def test_a_group_of_what_is_no_term_or_stands_elsewhere_is_refused(narrower: list[str]) -> None:
    said = {
        "one": {"name": "One", "description": "", "narrower": narrower},
        "two": {"name": "Two", "description": "", "narrower": ["debt"]},
    }
    with pytest.raises(ValueError, match="expected a term that stands in one group"):
        _groups(said, NEEDS)


def test_published_terms_name_the_one_above_and_their_synonyms_and_links() -> None:
    needs = next(one for one in our_taxonomies() if one.name == NEEDS_TAXONOMY)
    food = next(term for term in needs.taxonomy_terms if term.code == "food")
    assert food.parent_id == term_id(NEEDS_TAXONOMY, "money-and-basics")
    assert "food poverty" in food.synonyms
    assert ("same_as", "Open Eligibility", "102") in {
        (link.relation, link.taxonomy, link.code) for link in food.links
    }


def test_the_parent_of_every_term_is_published_too() -> None:
    for taxonomy in our_taxonomies():
        ids = {term.id for term in taxonomy.taxonomy_terms}
        assert len(ids) == len(taxonomy.taxonomy_terms)
        assert {t.parent_id for t in taxonomy.taxonomy_terms if t.parent_id} <= ids


def test_the_vocabulary_says_its_licence() -> None:
    for taxonomy in our_taxonomies():
        assert taxonomy.licence == "CC0-1.0"
        assert taxonomy.licence_url


def test_an_address_of_another_list_is_given_as_one() -> None:
    counselling = links_of("category", "counselling")
    esd = [link for link in counselling if link.taxonomy == "esd service list"]
    assert [link.uri for link in esd] == ["http://id.esd.org.uk/service/163"]
    assert counselling[0].relation == "same_as"


def test_what_is_linked_to_nothing_has_no_links() -> None:
    assert links_of("category", "charity") == []
    assert term_id(CATEGORIES_TAXONOMY, "charity")
