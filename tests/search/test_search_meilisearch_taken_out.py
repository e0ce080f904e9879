"""What stands in Meilisearch in the place of a listing that was taken out is seen by nobody."""

from collections.abc import Iterator
from pathlib import Path

import meilisearch
import orjson
import pytest

from runtime.locks import FileLock
from search.index import Health
from search.language import Language
from search.meilisearch import MeilisearchIndex, shape
from search.meilisearch.keys import Keys
from search.meilisearch.rows import gone_row, row
from tests.fixtures.meilisearch import MASTER_KEY, MeilisearchServer, fresh_server
from tests.fixtures.search import SALE, ask, document, id_of

LISTINGS = [
    document(f"Choir {name}", id=id_of(number), points=(SALE,), needs=("debt",))
    for number, name in enumerate(("Aardvark", "Bandoneon", "Clarinet"), 1)
]
GONE = LISTINGS[0].id


@pytest.fixture
def index(
    meilisearch_server: MeilisearchServer,
    meilisearch_keys: Keys,
    tmp_path: Path,
    language: Language,
) -> Iterator[MeilisearchIndex]:
    server = fresh_server(meilisearch_server, meilisearch_keys, 20.0)
    made = MeilisearchIndex(server, FileLock(tmp_path / "lock"), language)
    made.rebuild(LISTINGS, 1)
    made.apply((), [GONE], 2)
    yield made
    made.close()


def rows_of(index: MeilisearchIndex, clause: str) -> int:
    """How many rows of the engine fulfil a filter, listings or not."""
    client = meilisearch.Client(index.server.url, MASTER_KEY)
    told = client.index(index.server.prefix).search("", {"filter": clause, "limit": 0})
    return int(told["estimatedTotalHits"])


def test_it_is_not_found_not_counted_and_not_suggested(index: MeilisearchIndex) -> None:
    assert rows_of(index, "flags = gone AND at = 2") == 1
    assert index.health() == Health(2, 2)
    for asked in ({}, {"lat": SALE[0], "lon": SALE[1], "within_m": 100.0}, {"needs": ("debt",)}):
        page = ask(index, facets=("need",), **asked)
        assert page.total == len(page.hits) == page.facets["need"][0].count == 2
    assert ask(index, "aardvark ", forgiving=False).total == 0
    assert ask(index, "choir ").total == 2
    suggested = [one.id for one in index.suggest("choir") if one.kind == "service"]
    assert suggested == [id_of(2), id_of(3)]


def test_its_words_are_in_no_listing_any_more(index: MeilisearchIndex) -> None:
    assert ask(index, "aradvark ").corrected == {}
    assert ask(index, "choi").total == 2


def test_it_can_be_written_again_and_taken_out_again(index: MeilisearchIndex) -> None:
    index.apply(LISTINGS[:1], (), 3)
    assert rows_of(index, "flags = gone") == 0
    assert index.health() == Health(3, 3)
    assert [hit.id for hit in ask(index, "aardvark ").hits] == [GONE]
    index.apply((), [GONE], 4)
    assert index.health() == Health(2, 4)
    assert ask(index, "aardvark ", forgiving=False).total == 0


def test_what_is_written_and_taken_out_at_once_is_written(index: MeilisearchIndex) -> None:
    index.apply(LISTINGS[:1], [GONE], 3)
    assert index.health() == Health(3, 3)


def test_a_rebuild_leaves_it_out(index: MeilisearchIndex) -> None:
    index.apply((), [id_of(99)], 3)
    assert rows_of(index, "flags = gone") == 2
    index.rebuild(LISTINGS[1:], 4)
    assert rows_of(index, "flags = gone") == 0
    assert index.health() == Health(2, 4)


def test_its_fact_is_no_listings() -> None:
    kept = orjson.loads(gone_row(GONE, 7))
    finger, listing_id = orjson.loads(kept[shape.FACT])
    assert listing_id == GONE
    assert finger == kept[shape.FINGER]
    assert finger != orjson.loads(row(LISTINGS[0], 7))[shape.FINGER]
