"""What is kept of words that were asked before is what is found anew, and it takes little room."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.answers import Page
from search.facts import why
from search.facts.why import Why
from search.language import Language
from search.query import FACETS, Query
from search.whole import kept, wide
from search.whole.answering import Answering
from search.whole.current import Current
from search.whole.kept import Kept
from search.whole.matches import Matches
from search.whole.state import Whole
from search.whole.worded import Ways
from tests.contract.brute_force import AREAS
from tests.contract.test_search_contract import queries
from tests.fixtures.search import NOW, SALE
from tests.search.test_search_whole_found import KNOWN, added, ask_anew, held

NEAR: dict[str, Any] = {"lat": SALE[0], "lon": SALE[1], "within_m": 60_000.0}
WORDS = ("zebu", "advice zebu", "community group zebu", "zebu advice unheardof", "support", "ben")
QUESTIONS = [
    replace(Query(now=NOW, words=words, facets=FACETS), **asked)
    for words in WORDS
    for asked in (
        NEAR,
        {**NEAR, "offset": 4, "limit": 3},
        {**NEAR, "sort": "distance", "reach": "local"},
        {**NEAR, "reach": "wide", "areas": AREAS[:2]},
        {"reach": "wide", "areas": AREAS[:1], "free": True, "offset": 2},
        {"reach": "wide", "areas": AREAS[1:], "age": 30, "limit": 0},
        {"reach": "wide"},
        {"access_modes": ("online",), "day": "MO"},
    )
]


def written_later() -> Whole:
    """In two segments, some listings replaced and some taken out."""
    whole = held(KNOWN[:600])
    coming = [replace(one, points=(SALE,), name="zebu anew") for one in KNOWN[550:620]]
    return whole.after(added(whole.table, coming).tolist(), [one.id for one in KNOWN[:40]])


STATES = [Current(held(KNOWN), None), Current(written_later(), None)]


def ask(current: Current[None], language: Language, query: Query) -> Page:
    """As the ways of the state and all that was found by them are kept; pages are not."""
    current.pages._kept.clear()
    return Answering(current, language).pages([query])[0]


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(query=queries(), words=st.sampled_from(WORDS), current=st.sampled_from(STATES))
def test_every_question_is_answered_as_if_its_words_were_new(
    language: Language, query: Query, words: str, current: Current[None]
) -> None:
    query = replace(query, words=words)
    again = ask(current, language, query)
    assert again == ask_anew(current.whole, language, query)


def test_many_threads_that_ask_for_the_same_words_are_answered_alike(language: Language) -> None:
    alone = [ask_anew(STATES[1].whole, language, query) for query in QUESTIONS]
    current = Current(written_later(), None)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda one: ask(current, language, one), QUESTIONS * 4))
    assert answers == alone * 4


def test_what_was_kept_of_a_state_stays_with_it(language: Language) -> None:
    before = Current(held(KNOWN), None)
    told = [ask(before, language, query) for query in QUESTIONS]
    coming = [replace(one, name="zebu anew", points=(SALE,)) for one in KNOWN[:60]]
    gone = [one.id for one in KNOWN[60:90]]
    table = before.whole.table
    after = Current(before.whole.after(added(table, coming).tolist(), gone), None)
    later = [ask(after, language, query) for query in QUESTIONS]
    assert later != told
    assert [ask(before, language, query) for query in QUESTIONS] == told
    assert [ask_anew(after.whole, language, query) for query in QUESTIONS] == later
    ids = {hit.id for page in later for hit in page.hits}
    assert ids.isdisjoint(gone)


def test_answers_are_the_same_where_there_is_no_room_to_keep_anything(
    monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    told = [ask(STATES[1], language, query) for query in QUESTIONS]
    for module, name in ((why, "_MOST"), (wide, "_MOST_MARKS"), (kept, "_MOST")):
        monkeypatch.setattr(module, name, 0)
    current = Current(written_later(), None)
    assert [ask(current, language, query) for query in QUESTIONS * 2] == told * 2
    assert all(one.matches.size == 0 for one in current.whole.segments)


def test_what_was_kept_first_goes_first_and_no_more_is_kept_than_there_is_room() -> None:
    room, found = Kept[str, int](10), list[str]()

    def get(word: str, size: int) -> int:
        def find() -> int:
            found.append(word)
            return size

        return room.of(word, [word], find, lambda told: told)

    for word in ("a", "b", "a", "c", "b", "c", "a", "c"):
        assert get(word, 4) == 4
        assert room.size <= 10
    assert found == ["a", "b", "c", "a"]
    for word in ("m2", "m2"):
        get(word, 1)
    assert found[4:] == ["m2", "m2"]
    get("large", 11)
    get("large", 11)
    assert found[6:] == ["large", "large"]
    assert room.size == 0


def test_what_is_found_by_words_counts_as_long_as_it_is_kept(
    monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setattr("search.whole.current._ROOM", 30_000)
    monkeypatch.setattr("search.whole.current._OF_A_LISTING", 0)
    current, told = Current(held(KNOWN), None), list[Page]()
    for query in QUESTIONS * 2:
        told.append(ask(current, language, query))
        kept_now = [ways for one in WORDS if (ways := current.ways.get(one))]
        assert len(kept_now) < len(WORDS)
        assert sum(one.bytes() for one in kept_now) == current.ways.size <= 30_000
    assert told == [ask_anew(current.whole, language, query) for query in QUESTIONS * 2]


def test_words_with_digits_leave_nothing_behind(language: Language) -> None:
    current = Current(held(KNOWN), None)
    ask(current, language, Query(now=NOW, words="zebu m33", **NEAR))
    (segment,) = current.whole.segments
    assert segment.matches.size == 0
    ask(current, language, Query(now=NOW, words="zebu", **NEAR))
    assert segment.matches.size > 0


@pytest.mark.parametrize("words", ["zebu", "advice zebu", "community group zebu"])
def test_no_more_bytes_are_kept_of_words_than_are_counted(language: Language, words: str) -> None:
    whole = held([replace(one, points=one.points[:1]) for one in KNOWN])
    (part,) = next(Ways(whole, language.read(words)).all()).parts()
    assert isinstance(part.matches, Matches)
    counted = part.matches.bytes
    points = part.matches.points(part.segment.around, part.segment.size)
    told = (part.matches.places, part.matches.of, points, *part.matches.codes, *part.matches.meant)
    assert sum(one.nbytes for one in told) <= counted


def test_reasons_are_forgotten_when_they_are_too_many(
    monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setattr(why, "_MOST", 5)
    whole = held(KNOWN)
    way = next(Ways(whole, language.read("zebu")).all())
    fingers = whole.table.fingers[:40]
    fresh = Why(whole.table, way.way.asked, lambda _: np.zeros(0, np.int64)).of(fingers)
    for at in range(0, 40, 3):
        some = fingers[at : at + 3]
        told = way.why.of(some)
        assert [told[one] for one in some] == [fresh[one] for one in some]
        assert len(told) <= 5
