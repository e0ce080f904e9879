"""States of the whole that follow one another, and the postings that each is made of."""

from dataclasses import replace

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.answers import Page
from search.documents import SearchDocument
from search.facts.columns import Numbers
from search.facts.fact import read_fingers
from search.facts.table import Table
from search.language import Language
from search.meilisearch import shape
from search.meilisearch.rows import row
from search.query import Query
from search.whole import postings
from search.whole.arrays import Entries
from search.whole.finding import find
from search.whole.postings import ALL_BITS, BITS, gathered, lay
from search.whole.state import Whole
from search.whole.worded import Ways
from tests.fixtures.search import NOW, document, id_of

TEA, CHOIR, SHED = (
    document(name, id=id_of(at)) for at, name in enumerate(("Tea", "Choir", "Shed"))
)


def added(table: Table, known: list[SearchDocument]) -> Numbers:
    facts = read_fingers(orjson.loads(row(one, 1))[shape.FACT] for one in known)
    table.add(facts)
    return np.array([table.rows[finger] for finger, _ in facts], np.int64)


def held(known: list[SearchDocument]) -> Whole:
    table = Table()
    return Whole.of(table, added(table, known))


def ids(whole: Whole) -> list[str]:
    return sorted(whole.table.id_of(one) for one in whole.rows().tolist())


def ask_whole(whole: Whole, language: Language, words: str) -> Page:
    query = Query(now=NOW, words=words)
    return find(whole, query, Ways(whole, language.read(words)))


def test_a_state_stays_as_it_was_when_another_follows(language: Language) -> None:
    before = held([TEA, CHOIR])
    anew = replace(TEA, name="Coffee")
    after = before.after(added(before.table, [anew, SHED]).tolist(), [CHOIR.id])
    assert ids(before) == [TEA.id, CHOIR.id]
    assert ids(after) == [TEA.id, SHED.id]
    assert [ask_whole(one, language, "tea ").total for one in (before, after)] == [1, 0]
    assert [ask_whole(one, language, "coffee ").total for one in (before, after)] == [0, 1]
    assert (before.listings, after.listings) == (2, 2)


def test_of_what_is_written_twice_the_last_counts(language: Language) -> None:
    whole = held([TEA])
    rows = added(whole.table, [replace(TEA, name="Coffee"), replace(TEA, name="Cocoa")])
    after = whole.after(rows.tolist(), [])
    assert after.listings == 1
    assert ask_whole(after, language, "cocoa ").total == 1


def test_what_is_not_there_can_go_and_come_back() -> None:
    whole = held([TEA, CHOIR])
    gone = whole.after([], [TEA.id, SHED.id, id_of(9)])
    assert ids(gone) == [CHOIR.id]
    back = gone.after(added(whole.table, [TEA]).tolist(), [])
    assert ids(back) == [TEA.id, CHOIR.id]
    assert ids(back.after([], [TEA.id, CHOIR.id])) == []


def test_few_that_were_written_stand_beside_the_many_until_they_are_many() -> None:
    whole = held([document(f"Group {at}", id=id_of(at)) for at in range(1, 3_000)])
    sizes = list[int]()
    for at in range(40):
        coming = [document("Anew", id=id_of(at * 10 + one)) for one in range(10)]
        whole = whole.after(added(whole.table, coming).tolist(), [])
        sizes.append(len(whole.segments))
        assert whole.listings == 3_000
    assert set(sizes) == {1, 2}
    assert sum(one.size for one in whole.segments) < 3_300


def test_ids_that_begin_alike_are_told_apart() -> None:
    known = [document(id=f"0d7a4a0e-3a43-5d9c-8000-00000000000{at}") for at in range(5)]
    whole = held(known[:4])
    gone = whole.after([], [known[1].id, known[4].id])
    assert ids(gone) == [known[0].id, known[2].id, known[3].id]


@st.composite
def having(draw: st.DrawFn) -> list[list[tuple[int, int]]]:
    """For each place some numbers, each with a bit, in whatever order and some of them twice."""
    number = st.sampled_from((0, 1, 2, 65_535, 65_536, 70_000))
    one = st.tuples(number, st.integers(0, BITS - 1))
    return draw(st.lists(st.lists(one, max_size=5), max_size=12))


@settings(deadline=None)
@given(told=having(), at_once=st.integers(1, 5))
def test_postings_tell_all_that_each_place_has(
    told: list[list[tuple[int, int]]], at_once: int
) -> None:
    def read(first: int, end: int) -> tuple[Entries, Entries]:
        some = [(n, at << BITS | 1 << b) for at in range(first, end) for n, b in told[at]]
        numbers, entries = np.array(some, np.uint32).reshape(-1, 2).T
        return numbers, entries

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(postings, "_AT_ONCE", at_once)
        found = gathered(read, len(told), 70_001)
    for number in (0, 1, 2, 65_535, 65_536, 69_999, 70_000):
        bits = [0] * len(told)
        for at, some in enumerate(told):
            for other, bit in some:
                bits[at] |= 1 << bit if other == number else 0
        laid = np.zeros(len(told), np.uint8)
        lay(found.of(number, number + 1), laid)
        assert laid.tolist() == found.dense(number).tolist() == bits
        assert found.many(number, number + 1) == np.count_nonzero(bits)
        assert (found.of(number, number + 1) & ALL_BITS).all()
