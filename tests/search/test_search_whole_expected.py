"""What an answer will hold is told while the answer is made, and nothing else is told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pytest

from search.facts.why import Answered, Why
from search.language import Language
from search.query import Query
from search.whole.answering import Answering
from search.whole.current import Current
from tests.contract.brute_force import AREAS
from tests.fixtures.search import NOW, SALE
from tests.search.test_search_whole_found import KNOWN, held

NEAR = Query(now=NOW, words="group", lat=SALE[0], lon=SALE[1], within_m=50_000.0, limit=5)
WIDE = Query(now=NOW, words="group", reach="wide", limit=5)
QUESTIONS = (
    NEAR,
    WIDE,
    replace(NEAR, words="", sort="distance"),
    replace(NEAR, words="grop zzyzx", facets=("category", "tier")),
    replace(NEAR, words="nothing says this", forgiving=False),
    replace(WIDE, areas=AREAS[:1], offset=3),
)


@pytest.fixture(scope="module")
def current() -> Current[None]:
    return Current(held(KNOWN), None)


@pytest.mark.parametrize("query", QUESTIONS)
def test_the_hits_of_an_answer_are_told(
    current: Current[None], language: Language, query: Query
) -> None:
    told: list[str] = []
    (page,) = Answering(Current(current.whole, None), language, told.extend).pages([query])
    assert told == [hit.id for hit in page.hits]


def test_they_are_told_before_reasons_are_looked_for_and_the_next_is_asked(
    current: Current[None], language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    went_on: list[str] = []

    def expecting(ids: Collection[str]) -> None:
        went_on.append(f"told {len(ids)}")

    def of(why: Why, fingers: Sequence[str]) -> Mapping[str, Answered]:
        went_on.append("why")
        return answered(why, fingers)

    answered = Why.of
    monkeypatch.setattr(Why, "of", of)
    Answering(current, language, expecting).pages([NEAR, WIDE])
    assert went_on == ["told 5", "why", "told 5", "why"]
