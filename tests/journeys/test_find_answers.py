"""The way of a question from its words to an answer that is never a dead end."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.parts import Parts
from journeys.find import find
from journeys.finding.answer import Answer, Loosening
from journeys.finding.errors import (
    PlaceNeeded,
    PlaceTwice,
    PlaceUnknown,
    PlaceUnplaced,
    QuestionRefused,
)
from journeys.finding.question import FIVE_MILES_M, Filters, Question
from search.unavailable import SearchUnavailable
from tests.fakes.documents import FakeDocuments
from tests.fakes.index import FakeIndex
from tests.fakes.listings import SERVICES, listing_id, service, stored

DEBT_SALE, DEBT_ECCLES = str(listing_id("Debt Advice Sale")), str(listing_id("Debt Advice Eccles"))


def _find(parts: Parts, question: Question) -> Answer:
    return find(question, parts.index, parts.documents, parts.gazetteer, parts.clock)


def _ids(answer: Answer) -> list[str]:
    return [one.id for one in answer.local.found]


def test_a_place_limits_to_five_miles_and_tells_district_and_authority(parts: Parts) -> None:
    answer = _find(parts, Question(words="debt", near="m337zf"))
    assert answer.within_m == FIVE_MILES_M == 8_047
    assert answer.place
    assert (answer.place.name, answer.place.authority_name) == ("M33", "Trafford")
    assert set(_ids(answer)) == {DEBT_SALE, DEBT_ECCLES}


def test_words_sort_by_relevance_and_a_place_alone_by_distance(parts: Parts) -> None:
    assert _find(parts, Question(words="debt", near="Sale")).sort == "relevance"
    by_place = _find(parts, Question(near="Sale"))
    assert by_place.sort == "distance"
    distances = [one.distance_m or 0 for one in by_place.local.found]
    assert distances == sorted(distances)


def test_every_hit_says_how_far_whether_it_serves_and_why(parts: Parts) -> None:
    found = {one.id: one for one in _find(parts, Question(words="debt", near="Sale")).local.found}
    sale, eccles = found[DEBT_SALE], found[DEBT_ECCLES]
    assert sale.serves
    assert eccles.serves
    assert (sale.serves.verdict, eccles.serves.verdict) == ("yes", "no")
    assert eccles.serves.reason == "serves Salford only"
    assert sale.distance_m == 0
    assert sale.matched[0].words == ("debt",)


def test_serves_keeps_only_listings_whose_area_holds_the_place(parts: Parts) -> None:
    answer = _find(parts, Question(words="debt", near="Sale", filters=Filters(serves=True)))
    assert _ids(answer) == [DEBT_SALE]


def test_services_without_place_stand_beside_the_local_ones(parts: Parts) -> None:
    answer = _find(parts, Question(words="friends", near="Sale"))
    assert [one.id for one in answer.wide.found] == [str(listing_id("Friends by Phone"))]
    assert str(listing_id("Friends by Phone")) not in _ids(answer)


def test_a_nationwide_service_with_a_place_near_stands_with_the_near(parts: Parts) -> None:
    near = service("Friends in Sale and everywhere", nationwide=True, access_modes=["phone"])
    far = service("Friends in Truro and everywhere", at=(50.26, -5.05), nationwide=True)
    made = replace(
        parts, index=FakeIndex((near, far)), documents=FakeDocuments((stored(near), stored(far)))
    )
    answer = _find(made, Question(words="friends", near="Sale"))
    assert _ids(answer) == [str(near.id)]
    (other,) = answer.wide.found
    assert other.id == str(far.id)
    assert other.distance_m
    assert other.distance_m > 300_000
    assert other.serves
    assert other.serves.verdict == "yes"
    assert answer.wide.total == 2


def test_no_more_than_three_services_without_place_are_shown(parts: Parts) -> None:
    many = [service(f"Friends line {n}", at=None, nationwide=True) for n in range(9)]
    made = replace(parts, index=FakeIndex(many), documents=FakeDocuments(map(stored, many)))
    answer = _find(made, Question(words="friends", near="Sale"))
    assert len(answer.wide.found) == 3
    assert answer.wide.total == 9


def test_without_a_place_everything_stands_in_one_list(parts: Parts) -> None:
    answer = _find(parts, Question(words="friends"))
    assert len(answer.local.found) == 2
    assert answer.wide.total == 0
    assert all(one.serves is None for one in answer.local.found)


@pytest.mark.parametrize("state", ["withdrawn", "merged", None])
def test_what_is_no_longer_published_is_not_shown(
    parts: Parts, fake_documents: FakeDocuments, state: str | None
) -> None:
    if state is None:
        del fake_documents.by_id[DEBT_SALE]
    else:
        fake_documents.by_id[DEBT_SALE] = stored(SERVICES[0], state=state)
    answer = _find(parts, Question(words="debt", near="Sale"))
    assert _ids(answer) == [DEBT_ECCLES]
    assert answer.local.total == 1


def test_documents_are_read_once_for_the_whole_answer(
    parts: Parts, fake_documents: FakeDocuments
) -> None:
    _find(parts, Question(near="Sale"))
    assert fake_documents.reads == 1


def test_two_towns_of_one_name_are_a_choice_and_nothing_is_searched(
    parts: Parts, fake_index: FakeIndex
) -> None:
    answer = _find(parts, Question(words="suicidal", near="Newport"))
    assert [one.near for one in answer.choices] == ["Newport, Newport", "Newport, Isle of Wight"]
    assert answer.urgent_help
    assert fake_index.asked == []


def test_nothing_found_says_which_filter_stands_in_the_way(parts: Parts) -> None:
    filters = Filters(free=True, categories=("befriending",))
    answer = _find(parts, Question(words="debt", near="Sale", filters=filters))
    assert answer.local.total == 0
    assert Loosening(1, drop=("categories",)) in answer.loosen
    assert Loosening(2, drop=("categories", "free")) in answer.loosen
    totals = [one.total for one in answer.loosen]
    assert totals == sorted(totals, reverse=True)
    assert 0 not in totals


def test_nothing_near_says_how_far_to_go_and_what_is_nearest(parts: Parts) -> None:
    answer = _find(parts, Question(words="debt", near="Sale", within_m=3_000, limit=20))
    assert answer.local.total == 1
    far = _find(parts, Question(words="eccles", near="Sale", within_m=3_000))
    assert far.loosen[-1] == Loosening(1, within_m=12_000)
    (nearest,) = far.nearest_beyond.found
    assert nearest.id == DEBT_ECCLES
    assert nearest.distance_m
    assert nearest.distance_m > 3_000


def test_a_listing_far_beyond_is_named_with_its_distance(parts: Parts) -> None:
    answer = _find(parts, Question(words="edinburgh", near="Sale"))
    (nearest,) = answer.nearest_beyond.found
    assert 250_000 < (nearest.distance_m or 0) < 300_000
    assert nearest.serves
    assert nearest.serves.verdict == "unknown"


@pytest.mark.parametrize(
    ("question", "error", "parameter", "told"),
    [
        (Question(near="ZZ99 9ZZ"), PlaceUnknown, "near", "ZZ99 9ZZ"),
        (Question(near="M"), PlaceUnknown, "near", '"M" is not a place we know'),
        (Question(near="M33 9ZZ"), PlaceUnplaced, "near", "no position"),
        (Question(near="Sale", lat=53.0, lon=-2.0), PlaceTwice, "near", "one of them"),
        (Question(sort="distance"), PlaceNeeded, "sort", "M33 7ZF"),
        (Question(filters=Filters(serves=True)), PlaceNeeded, "serves", "M33 7ZF"),
        (Question(within_m=100), PlaceNeeded, "within_m", "M33 7ZF"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    parts: Parts, question: Question, error: type[QuestionRefused], parameter: str, told: str
) -> None:
    with pytest.raises(error) as refused:
        _find(parts, question)
    assert refused.value.parameter == parameter
    assert told in refused.value.detail
    assert told not in repr(refused.value), "what is logged of an exception holds no place"


def test_the_earliest_end_of_an_award_bounds_the_answer(
    parts: Parts, fake_documents: FakeDocuments
) -> None:
    soon, later = datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    fake_documents.by_id[DEBT_SALE] = stored(SERVICES[0], valid_until=later)
    fake_documents.by_id[DEBT_ECCLES] = stored(SERVICES[1], valid_until=soon)
    assert _find(parts, Question(words="debt")).valid_until == soon


def test_an_index_that_is_down_is_not_an_empty_answer(parts: Parts, fake_index: FakeIndex) -> None:
    fake_index.broken = SearchUnavailable("made up")
    with pytest.raises(SearchUnavailable):
        _find(parts, Question(words="debt"))


def test_nothing_of_an_answer_is_finer_than_the_district(parts: Parts) -> None:
    asked = Question(words="suicidal debt", near="M33 7ZF", limit=1)
    answer = _find(parts, asked)
    bare = replace(answer, local=replace(answer.local, found=()))
    for written in (repr(bare), repr(answer.place), answer.cursor or ""):
        assert "7ZF" not in written
        assert "53.4251" not in written


def test_a_point_is_named_by_its_district(parts: Parts) -> None:
    answer = _find(parts, Question(lat=53.4251, lon=-2.3190))
    assert answer.place
    assert answer.place.name == "M33"
    assert "53.42" not in repr(answer.place)
