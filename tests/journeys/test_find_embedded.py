"""The way of a question through the embedded index and the published documents themselves."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.parts import Parts
from journeys.find import find
from journeys.finding.answer import Answer
from journeys.finding.question import Filters, Question
from journeys.suggest import suggest
from search.embedded import EmbeddedIndex
from search.language_files import load_language
from search.published import search_document
from tests.fakes.listings import SERVICES, listing_id


@pytest.fixture
def embedded(parts: Parts, tmp_path: Path) -> Iterator[Parts]:
    index = EmbeddedIndex(tmp_path / "index", load_language())
    index.rebuild((one for one in map(search_document, SERVICES) if one), 7)
    yield replace(parts, index=index)
    index.close()


def _find(parts: Parts, question: Question) -> Answer:
    return find(question, parts.index, parts.documents, parts.gazetteer, parts.clock)


def _names(found: Answer) -> list[str]:
    names = {str(one.id): one.name for one in SERVICES}
    return [names[one.id] for one in found.local.found]


def test_a_need_is_found_near_a_place_by_another_word(embedded: Parts) -> None:
    answer = _find(embedded, Question(words="lonely", near="M33 7ZF"))
    assert set(_names(answer)) == {"Sale Chat and Tea", "Sale Moor Friends"}
    assert [one.id for one in answer.wide.found] == [str(listing_id("Friends by Phone"))]
    assert all(one.matched for one in answer.local.found)


def test_a_typing_error_is_understood_and_told(embedded: Parts) -> None:
    answer = _find(embedded, Question(words="advise debtt", near="Sale"))
    assert set(_names(answer)) == {"Debt Advice Sale", "Debt Advice Eccles"}
    assert "debtt" in answer.corrected


def test_coverage_filters_and_verdicts_agree(embedded: Parts) -> None:
    for asked in (Question(near="Sale"), Question(near="Sale", filters=Filters(serves=True))):
        answer = _find(embedded, asked)
        verdicts = {one.serves.verdict for one in answer.local.found if one.serves}
        assert verdicts == ({"yes"} if asked.filters.serves else {"yes", "no", "near", "unknown"})


def test_nothing_found_is_no_dead_end(embedded: Parts) -> None:
    filters = Filters(categories=("library",), free=True)
    answer = _find(embedded, Question(near="Sale", filters=filters))
    assert answer.local.total == 0
    assert ("categories",) in {one.drop for one in answer.loosen}
    far = _find(embedded, Question(near="Sale", filters=Filters(categories=("library",))))
    (nearest,) = far.nearest_beyond.found
    assert nearest.id == str(listing_id("Edinburgh Library"))


def test_pages_show_everything_once(embedded: Parts) -> None:
    asked = Question(near="Sale", limit=1)
    seen: list[str] = []
    for _ in range(10):
        answer = _find(embedded, asked)
        seen += [one.id for one in answer.local.found]
        if answer.cursor is None:
            break
        asked = replace(asked, cursor=answer.cursor)
    assert len(seen) == len(set(seen)) == 4


def test_letters_are_completed(embedded: Parts) -> None:
    found = suggest("befr", 8, embedded.index, embedded.documents, embedded.gazetteer)
    assert "befriending" in {one.id for one in found.categories}


def test_a_word_is_not_said_to_be_read_as_another_where_nothing_came_of_it(embedded: Parts) -> None:
    filters = Filters(gender_only="men", personal_budget=True)
    answer = _find(embedded, Question(words="debtt", near="Sale", filters=filters))
    assert answer.local.total == 0
    assert not answer.corrected


def test_words_that_listings_have_are_not_said_to_be_misspelt(embedded: Parts) -> None:
    answer = _find(embedded, Question(words="debt friends", near="Sale"))
    assert not answer.all_words
    assert answer.local.total
    assert not answer.corrected
