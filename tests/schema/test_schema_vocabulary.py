"""The vocabulary: it is sound, and the words of real sources find their meaning in it."""

import csv
import json
from pathlib import Path

import pytest

from schema.vocabulary import CATEGORIES, NEEDS, category_for, need_for
from schema.words import normal


def _means_something(words: str) -> bool:
    return category_for(words) is not None or need_for(words) is not None


def _column(path: Path, column: str) -> set[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[column] for row in csv.DictReader(file) if row[column]}


def test_every_category_serves_known_needs_and_every_need_is_served() -> None:
    served = {need for category in CATEGORIES.values() for need in category.needs}
    assert served <= NEEDS.keys()
    assert NEEDS.keys() - served == {"sleep", "discrimination"}


def test_every_term_is_found_by_its_slug_its_name_and_each_word() -> None:
    for terms, find in ((NEEDS, need_for), (CATEGORIES, category_for)):
        for term in terms.values():
            for words in (term.slug, term.name, term.name.upper(), *term.words):
                assert find(words) == term.slug, words


def test_slugs_are_slugs_and_descriptions_are_sentences() -> None:
    for term in (*NEEDS.values(), *CATEGORIES.values()):
        assert term.slug == normal(term.slug).replace(" ", "-")
        assert term.description.endswith(".")


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("Food Banks", "food-bank"),
        ("  FOODBANK ", "food-bank"),
        ("Children’s Centres", "childrens-centre"),
        ("Creativity>Music>Singing", "music-and-singing"),
        ("Personal Health>Chiropodist / Foot Care", "foot-care"),
        ("Cricket, Tennis", "sports-club"),
        ("Local authority run library", "library"),
        ("English classes (ESOL)", "esol"),
        ("Dementia Cafés", "dementia-support"),
        ("Arts & Crafts", "arts-and-crafts"),
        ("unheard of", None),
        ("", None),
        (">/,", None),
    ],
)
def test_words_of_sources_find_their_category(words: str, category: str | None) -> None:
    assert category_for(words) == category


@pytest.mark.parametrize(
    ("words", "need"),
    [
        ("lonely", "loneliness"),
        ("Bereavement / Grief", "bereavement"),
        ("Low Income>Unemployed", "employment"),
        ("Refugees/Asylum Seekers", "immigration"),
        ("sex and relationships (young people)", "sexual-health"),
        ("child behaviour", "parenting"),
        ("decluttering", "daily-living"),
        ("nonsense", None),
    ],
)
def test_words_of_people_find_their_need(words: str, need: str | None) -> None:
    assert need_for(words) == need


def test_every_aliss_category_means_something(shared_dir: Path) -> None:
    path = shared_dir / "data/aliss-api-v4-docs/categories_fixture.json"
    said = json.loads(path.read_text("utf-8"))
    missing = [row["fields"]["name"] for row in said if not _means_something(row["fields"]["name"])]
    assert len(said) == 212
    assert missing == []


def test_nearly_every_term_of_bristol_means_something(shared_dir: Path) -> None:
    kinds = {"BCC Services", "BCC User Groups", "esdServiceTypes", "BCC Primary Services"}
    path = shared_dir / "data/taxonomies/bristol_terms.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        terms = [row["name"] for row in csv.DictReader(file) if row["vocabulary"] in kinds]
    assert [term for term in terms if not _means_something(term)] == ["AAB"]


def test_every_kind_in_greater_manchesters_lists_has_a_category(shared_dir: Path) -> None:
    lists = shared_dir / "data/greater-manchester-open-data"
    said = _column(lists / "sports_clubs__sports_clubs.csv", "category")
    said |= _column(lists / "sport_facilities__sports_facilities.csv", "facility_type")
    said |= _column(lists / "care_homes__trafford_care_homes.csv", "type")
    said |= _column(lists / "libraries__trafford_libraries.csv", "type")
    assert len(said) > 40
    unknown = {words for words in said if category_for(words) is None}
    assert unknown == {"Lostock High School run library"}
