"""What a process holds of listings: read once, ranked and counted at once, never out of date."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import orjson
import pytest

from places.geometry import distance_m
from runtime.locks import FileLock
from search.facts.columns import Ragged, folded
from search.facts.fact import WORDED, read_fingers
from search.facts.held import LEAST_ROOM, MOST_ROOM, Held
from search.facts.some import Some
from search.facts.table import Table
from search.language import Language
from search.meilisearch import MeilisearchIndex, shape
from search.meilisearch.counting import count
from search.meilisearch.held import listings
from search.meilisearch.keys import Keys
from search.meilisearch.rows import row
from search.query import FACETS, Query
from tests.contract.brute_force import documents, facet_counts
from tests.fixtures.meilisearch import MeilisearchServer, fresh_server
from tests.fixtures.search import NOW, SALE, ask, document, id_of

KNOWN = list({one.id: one for one in documents(seed=5, size=300)}.values())
ROWS = [orjson.loads(row(one, 1)) for one in KNOWN]
FACTS = {one[shape.FINGER]: one[shape.FACT] for one in ROWS}


@pytest.fixture(scope="module")
def some() -> Some:
    table = Table()
    table.add(read_fingers(FACTS.values()))
    return Some(table, np.arange(len(KNOWN)))


def test_rows_of_different_lengths_are_read_in_any_order() -> None:
    kept = Ragged(np.int64)
    for one in ([3, 1], [], [7], []):
        kept.add(one, [len(one)])
    values, lengths = kept.read(np.array([3, 2, 1, 0, 0]))
    assert values.tolist() == [7, 3, 1, 3, 1]
    assert folded(np.minimum, values, lengths, 99).tolist() == [99, 7, 99, 1, 1]


def test_ids_and_distances_are_those_of_the_documents(some: Some) -> None:
    assert some.ids() == [one.id for one in KNOWN]
    for one, far in zip(KNOWN, some.nearest_m(*SALE).tolist(), strict=True):
        nearest = min((distance_m(*SALE, *point) for point in one.points), default=np.inf)
        assert far == pytest.approx(nearest, abs=1e-6)


def test_listings_that_are_taken_in_together_are_as_those_taken_in_one_by_one(some: Some) -> None:
    single, all_rows = Table(), np.arange(len(KNOWN))
    for told in FACTS.values():
        single.add(read_fingers([told, told]))
    assert single.fingers == some.table.fingers
    assert single.words.words == some.table.words.words
    assert single.ids_of(all_rows) == some.table.ids_of(all_rows)
    for read in (Table.tokens, Table.marked, Table.points):
        for one, other in zip(read(single, all_rows), read(some.table, all_rows), strict=True):
            assert one.tolist() == other.tolist()
    assert single.limits(all_rows).tolist() == some.table.limits(all_rows).tolist()
    for word in some.table.words.words:
        assert single.words.times(word) == some.table.words.times(word)


def test_facets_are_counted_as_by_looking_at_all(some: Some) -> None:
    counts = count(some, FACETS, NOW)
    query = Query(now=NOW)
    for facet in FACETS:
        assert counts[facet] == facet_counts(KNOWN, facet, query), facet


def test_stems_stand_where_they_are_said() -> None:
    table = Table()
    tea = document("Tea garden", organization="Tea trust", description="Quiet")
    told = [orjson.loads(row(one, 1))[shape.FACT] for one in (tea, document("Quiet room"))]
    table.add(read_fingers(told))
    standing = table.standing(("tea", "quiet", "unknown"), np.array([0, 1]))
    assert [part.tolist() for part in standing] == [[1, 2], [0, 0], [1, 0], [2, 0]]


def test_words_are_told_where_they_stand_and_of_long_texts_but_the_beginning() -> None:
    table = Table()
    long = f"Drop-in garden. {'Quiet ' * 400} gardener"
    one = document("Tea gardens", need_words="Gardening", town="Teatown", description=long)
    table.add(read_fingers([orjson.loads(row(one, 1))[shape.FACT]]))
    of_stem = table.words.of_stem
    numbers = [number for said in ("garden", "dropin", "nothing") for number in of_stem(said)]
    begun = table.begun(np.array([0]), ("teat",)).tolist()
    (heard,) = table.heard(np.array([0]), [*numbers, *begun])
    assert dict(zip(WORDED, table.told(heard), strict=True)) == {
        "name": ["gardens"],
        "needs": ["gardening"],
        "kinds": [],
        "organization": [],
        "town": ["teatown"],
        "description": ["garden", "dropin"],
        "more": ["gardener"],
    }


def test_what_changes_has_another_finger() -> None:
    said = {"id": id_of(1), "name": "Choir"}
    fingers = [
        orjson.loads(row(document(**(said | more)), 1))[shape.FINGER]
        for more in ({}, {"description": "Sings"}, {"points": (SALE,)}, {})
    ]
    assert len(set(fingers)) == 3
    assert fingers[0] == fingers[3]


def test_a_listing_is_read_once_and_what_has_gone_is_left_out() -> None:
    asked = list[str]()

    def read(fingers: Sequence[str]) -> list[str]:
        asked.extend(fingers)
        return [FACTS[one] for one in fingers if one in FACTS]

    kept, fingers = Held(), list(FACTS)[:4]
    listings(kept, fingers[:3], read)
    found = listings(kept, [fingers[3], "gone", fingers[0]], read)
    assert asked == [*fingers[:3], fingers[3], "gone"]
    assert found.ids() == [KNOWN[3].id, KNOWN[0].id]


def test_no_more_are_held_than_there_is_room_for() -> None:
    kept, fingers = Held(room=10), list(FACTS)
    for start in range(0, 60, 6):
        found = listings(kept, fingers[start : start + 6], lambda some: [FACTS[f] for f in some])
        assert found.ids() == [one.id for one in KNOWN[start : start + 6]]
        assert len(kept.table.fingers) <= 10


def test_there_is_room_for_all_listings_and_as_many_that_have_changed() -> None:
    kept, rooms = Held(), list[int]()
    for there_are in (20_000, 200_000, 1_000_000, 10_000_000):
        kept.make_room(there_are)
        rooms.append(kept.room)
    assert rooms == [LEAST_ROOM, 400_000, MOST_ROOM, MOST_ROOM]


def test_the_room_stays_where_it_is_not_known_how_many_there_are(
    meilisearch_server: MeilisearchServer,
    meilisearch_keys: Keys,
    tmp_path: Path,
    language: Language,
) -> None:
    """A search that did not have to learn how many listings there are throws nothing away."""
    server = fresh_server(meilisearch_server, meilisearch_keys, 20.0)
    index = MeilisearchIndex(server, FileLock(tmp_path / "lock"), language)
    try:
        index.rebuild(KNOWN, 1)
        held = index._reader._held
        index.read_ahead(20.0)
        held.make_room(1_000_000)
        ask(index, lat=SALE[0], lon=SALE[1], within_m=9_000.0)
        assert index._reader._known is not None
        assert index._reader._known.listings is None
        assert held.room == MOST_ROOM
    finally:
        index.close()
