"""A question is answered from what is held as it is when all is asked of the engine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest

from runtime.locks import FileLock
from search.answers import Page
from search.facts.fact import read_fingers
from search.facts.table import Table
from search.language import Language
from search.meilisearch import MeilisearchIndex, shape
from search.meilisearch.keys import Keys
from search.meilisearch.rows import row
from search.query import FACETS, Query
from search.whole.finding import find
from search.whole.state import Whole
from search.whole.worded import Ways
from tests.contract.brute_force import AREAS, documents
from tests.fixtures.meilisearch import MeilisearchServer, fresh_server
from tests.fixtures.search import NOW, SALE, document, id_of

NEAR: dict[str, Any] = {"lat": SALE[0], "lon": SALE[1]}
KNOWN = [
    *{one.id: one for one in documents(seed=21, size=250)}.values(),
    document("Debt advice", id=id_of(1), categories=("debt-advice",), needs=("debt",)),
    document("Money worries", id=id_of(2), need_words="Debt", organization="Zebu trust"),
    document("Befriending for carers", id=id_of(3), categories=("befriending",), points=(SALE,)),
    document("Thursday tea", id=id_of(4), description="Company for lonely people", town="Sale"),
    document("Drop-in", id=id_of(5), description="Somebody to talk to, a listening ear"),
]
WORDS = (
    "",
    "zebu ",
    "zebu trombone ",
    "zebu quorn plinth ",
    "debt advice ",
    "owing money ",
    "lonely ",
    "no friends ",
    "befriending carers ",
    "drop-in ",
    "thursdoy ",
    "marzipen zebu ",
    "unheardof zebu ",
    "unheardof ",
)
WAYS: tuple[dict[str, Any], ...] = (
    {},
    {"offset": 5, "limit": 7},
    {"forgiving": False},
    {"limit": 0},
    {**NEAR, "within_m": 8_000.0},
    {**NEAR, "within_m": 8_000.0, "sort": "distance"},
    {**NEAR, "sort": "distance"},
    {**NEAR, "within_m": 8_000.0, "reach": "wide", "areas": AREAS[:1]},
    {**NEAR, "reach": "local"},
    {"categories": ("befriending",), "free": True},
    {"age": 30, "day": "MO"},
)


@pytest.fixture(scope="module")
def whole() -> Whole:
    table = Table()
    table.add(read_fingers(orjson.loads(row(one, 1))[shape.FACT] for one in KNOWN))
    return Whole.of(table, np.arange(len(KNOWN)))


@pytest.fixture(scope="module")
def asked(
    meilisearch_server: MeilisearchServer,
    meilisearch_keys: Keys,
    tmp_path_factory: pytest.TempPathFactory,
    language: Language,
) -> Iterator[MeilisearchIndex]:
    lock: Path = tmp_path_factory.mktemp("asked") / "lock"
    server = fresh_server(meilisearch_server, meilisearch_keys, 20.0)
    index = MeilisearchIndex(server, FileLock(lock), language)
    try:
        index.rebuild(KNOWN, 1)
        yield index
    finally:
        index.close()


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("way", WAYS)
def test_pages_are_the_same(
    asked: MeilisearchIndex, whole: Whole, language: Language, words: str, way: dict[str, Any]
) -> None:
    query = Query(now=NOW, words=words, facets=FACETS, **way)
    from_engine = asked.search(query)
    assert from_engine.total_is_exact
    assert plain(find(whole, query, Ways(whole, language.read(words)))) == plain(from_engine)


def plain(page: Page) -> tuple[Any, ...]:
    """A page, its figures rounded, as sums are added up in another order."""
    hits = [
        (one.id, round(one.score, 9), one.distance_m and round(one.distance_m, 6), one.matched)
        for one in page.hits
    ]
    said = (page.corrected, page.all_words, page.lacking)
    return hits, page.total, page.facets, *said
