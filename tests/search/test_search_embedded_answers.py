"""What rows answer is kept with the words: the same for whoever asks next, and no more of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.answers import Match
from search.embedded import EmbeddedIndex, answers
from search.embedded.answers import Answers
from search.query import Query
from tests.fixtures.search import NOW, ask, document


@pytest.fixture
def index(tmp_path: Path) -> Iterator[EmbeddedIndex]:
    made = EmbeddedIndex(tmp_path)
    listings = [document(f"Debt club {n}", points=((51.5, n / 10),)) for n in range(8)]
    made.rebuild(listings, 1)
    yield made
    made.close()


def _kept(index: EmbeddedIndex, words: str) -> Answers:
    attempt = next(iter(index._opened.now().snapshot.ways._kept[words]))
    return attempt.answers


def test_who_asks_again_is_answered_as_before(index: EmbeddedIndex) -> None:
    first = ask(index, "debt club")
    assert len(_kept(index, "debt club")._kept) == 8
    assert ask(index, "debt club") == first
    assert {hit.matched for hit in first.hits} == {(Match("name", ("debt", "club")),)}


def test_other_words_have_other_reasons(index: EmbeddedIndex) -> None:
    ask(index, "debt club")
    assert {hit.matched for hit in ask(index, "club").hits} == {(Match("name", ("club",)),)}


def test_the_way_to_what_was_found_before_is_the_askers_own(index: EmbeddedIndex) -> None:
    here, there = (
        index.search(Query(now=NOW, words="debt", lat=51.5, lon=lon, within_m=200_000.0))
        for lon in (0.0, 0.7)
    )
    assert sorted(h.distance_m or 0 for h in here.hits) == pytest.approx(
        sorted(h.distance_m or 0 for h in there.hits)
    )
    assert {h.id: h.distance_m for h in here.hits} != {h.id: h.distance_m for h in there.hits}


def test_what_is_kept_is_so_much_and_no_more(
    index: EmbeddedIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "_MOST", 3)
    whole = ask(index, "debt")
    assert whole.total == len(whole.hits) == 8
    assert 0 < len(_kept(index, "debt")._kept) <= 3


def test_a_changed_listing_answers_anew(index: EmbeddedIndex) -> None:
    before = ask(index, "debt club").hits[0]
    index.apply([document("Debt clinic and club", id=before.id)], [], 2)
    after = {hit.id: hit.matched for hit in ask(index, "debt clinic").hits}
    assert after[before.id] == (Match("name", ("debt", "clinic")),)
