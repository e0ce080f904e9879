"""Every engine keeps what it is given: written is found, removed is gone, rebuilt is whole."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest

from search.answers import Page
from search.documents import HeldAward
from search.index import Health, SearchIndex
from search.unavailable import IndexMoved
from tests.fixtures.search import SALE, ask, document, id_of

SPRING = datetime(2026, 3, 29, 12, tzinfo=UTC)
LAST_DAY = SPRING.date().toordinal()
LONG_S, LEAST_ANSWERS, LEAST_SIZES = 30.0, 20, 3


def test_what_was_written_is_found_at_once(index: SearchIndex) -> None:
    for number in range(1, 6):
        index.apply([document(f"Group {number}")], (), number)
        assert ask(index, f"group {number} ").total == 1
        assert index.health() == Health(listings=number, position=number)


def test_writing_again_replaces(index: SearchIndex) -> None:
    one = id_of(1)
    index.apply([document("Choir", id=one, points=(SALE, (51.5, -0.1)), needs=("debt",))], (), 1)
    index.apply([document("Chess", id=one, points=(SALE,), needs=("food",))], (), 2)
    assert ask(index, "choir ").total == 0
    page = ask(index, lat=51.5, lon=-0.1, within_m=1_000.0)
    assert page.total == 0
    page = ask(index, "chess ", facets=("need",))
    assert [hit.id for hit in page.hits] == [one]
    assert [facet.value for facet in page.facets["need"]] == ["food"]
    assert index.health().listings == 1


def test_the_last_of_two_writings_at_once_counts(index: SearchIndex) -> None:
    index.apply([document("First", id=id_of(1)), document("Second", id=id_of(1))], (), 1)
    assert [match.words for hit in ask(index, "second ").hits for match in hit.matched]
    assert index.health().listings == 1


def test_what_was_removed_is_gone(index: SearchIndex) -> None:
    index.apply([document(id=id_of(n), points=(SALE,), needs=("debt",)) for n in (1, 2)], (), 1)
    index.apply((), [id_of(1), id_of(99)], 2)
    page = ask(index, lat=SALE[0], lon=SALE[1], within_m=10.0, facets=("need",))
    assert [hit.id for hit in page.hits] == [id_of(2)]
    assert page.facets["need"][0].count == 1
    assert index.health() == Health(1, 2)


def test_one_that_was_taken_out_comes_back(index: SearchIndex) -> None:
    known = [document(f"Choir {n}", id=id_of(n)) for n in (1, 2, 3)]
    index.rebuild(known, 1)
    assert ask(index).total == 3
    for position in range(2, 8, 2):
        index.apply((), [known[0].id], position)
        assert ask(index).total == 2
        index.apply([known[0]], (), position + 1)
        assert ask(index, "choir ").total == 3


def test_what_stands_beside_every_circle_follows_what_is_written(index: SearchIndex) -> None:
    """It is remembered for an area, whoever asks, until the index changes."""
    here = ("E08000009", "E92000001")
    lines = [document(f"Line {n}", id=id_of(n), nationwide=True) for n in (1, 2)]

    def beside() -> list[str]:
        return [hit.id for hit in ask(index, "line ", reach="wide", areas=here).hits]

    index.apply(lines, (), 1)
    assert beside() == beside() == [id_of(1), id_of(2)]
    index.apply([document("Line 3", id=id_of(3), areas=here[:1], nationwide=True)], [id_of(1)], 2)
    assert beside() == beside() == [id_of(2), id_of(3)]
    elsewhere = ask(index, "line ", reach="wide", areas=("E08000003",))
    assert [hit.id for hit in elsewhere.hits] == [id_of(2)]


def test_what_was_read_before_another_thread_wrote_is_not_written(index: SearchIndex) -> None:
    """Nor where others searched meanwhile, and were told how far the index is by now."""
    index.apply([document("Old", id=id_of(1))], (), 1)
    read, written, refused = Event(), Event(), []

    def write_late() -> None:
        index.position()
        read.set()
        assert written.wait(LONG_S)
        try:
            index.apply((), [id_of(1)], 2)
        except IndexMoved as moved:
            refused.append(moved)

    late = Thread(target=write_late)
    late.start()
    assert read.wait(LONG_S)
    index.apply([document("New", id=id_of(1))], (), 3)
    assert (ask(index, "new ").total, index.position()) == (1, 3)
    written.set()
    late.join()
    assert refused
    assert ask(index, "new ").total == 1


def test_what_fails_half_way_leaves_no_trace(index: SearchIndex) -> None:
    index.apply([document("Kept")], (), 1)

    def broken():  # type: ignore[no-untyped-def]
        yield document("Half")
        raise LookupError("the source of documents failed")

    with pytest.raises(LookupError):
        index.apply(broken(), (), 2)
    assert index.health() == Health(1, 1)
    index.apply([document("Next", needs=("debt",))], (), 2)
    assert ask(index, "half ").total == 0
    assert ask(index, facets=("need",)).facets["need"][0].count == 1


def test_a_rebuild_that_fails_leaves_the_old_index(index: SearchIndex) -> None:
    index.apply([document("Kept")], (), 1)

    def broken():  # type: ignore[no-untyped-def]
        yield document("Half")
        raise LookupError("the source of documents failed")

    with pytest.raises(LookupError):
        index.rebuild(broken(), 9)
    assert index.health() == Health(1, 1)
    index.rebuild([document("Whole")], 9)
    assert index.health() == Health(1, 9)


def test_a_rebuild_replaces_everything(index: SearchIndex) -> None:
    index.apply([document("Old", needs=("debt",))], (), 5)
    index.rebuild([document(f"New {n}", needs=("food",)) for n in range(3)], 8)
    assert index.health() == Health(3, 8)
    assert ask(index, "old ").total == 0
    assert [f.value for f in ask(index, facets=("need",)).facets["need"]] == ["food"]
    index.apply([document("Newest")], (), 9)
    assert index.health() == Health(4, 9)


def test_searches_go_on_while_it_is_rebuilt(index: SearchIndex) -> None:
    """Every answer during rebuilds is of one whole generation, never of half of one."""
    index.rebuild([document(needs=("debt",)) for _ in range(40)], 40)
    done, answered, faults, seen = Event(), Event(), [], Counter[int]()

    def search() -> None:
        while not done.is_set():
            try:
                seen[_whole(ask(index, facets=("need",)))] += 1
            except Exception as fault:
                faults.append(fault)
            answered.set()

    threads = [Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert answered.wait(LONG_S)
    for size in range(41, 50):
        index.rebuild([document(needs=("debt",)) for _ in range(size)], size)
        index.apply((), (), size)
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert set(seen) <= set(range(40, 50))
    assert len(seen) >= LEAST_SIZES
    assert seen.total() >= LEAST_ANSWERS


def _whole(page: Page) -> int:
    assert page.total == page.facets["need"][0].count
    return page.total


@pytest.mark.parametrize(
    ("now", "held"),
    [
        (SPRING - timedelta(days=10), True),
        (datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 29, 23, 0, 0, tzinfo=UTC), False),
        (SPRING - timedelta(days=11), False),
    ],
)
def test_an_award_begins_and_ends_by_itself_in_london(
    index: SearchIndex, now: datetime, held: bool
) -> None:
    """The clocks go forward on the last day of this award, so that it ends at 23:00 UTC."""
    award = HeldAward("assured", LAST_DAY - 10, LAST_DAY)
    index.apply([document(awards=(award,))], (), 1)
    for tier, counts in (("ready", held), ("assured", held), ("recognised", False)):
        assert ask(index, now=now, tier=tier).total == int(counts)
    facets = ask(index, now=now, facets=("tier",)).facets["tier"]
    assert {f.value: f.count for f in facets} == ({"ready": 1, "assured": 1} if held else {})


def test_awards_one_after_the_other_do_not_fill_the_gap(index: SearchIndex) -> None:
    first = HeldAward("ready", LAST_DAY - 30, LAST_DAY - 20)
    second = HeldAward("ready", LAST_DAY - 10, LAST_DAY)
    index.apply([document(awards=(first, second))], (), 1)
    for days, total in ((31, 0), (30, 1), (20, 1), (19, 0), (11, 0), (10, 1), (0, 1), (-1, 0)):
        assert ask(index, now=SPRING - timedelta(days=days), tier="ready").total == total


def test_hours_that_no_longer_hold_are_not_counted(index: SearchIndex) -> None:
    known = document(
        days=("MO",), open=((600, 660),), evening=False, weekend=False, hours_until=LAST_DAY
    )
    index.apply([known], (), 1)
    for asked in ({"day": "MO"}, {"time": 610}, {"evening": False}, {"weekend": False}):
        assert ask(index, now=SPRING, **asked).total == 1
        assert ask(index, now=SPRING + timedelta(days=1), **asked).total == 0
