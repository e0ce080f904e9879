"""Who is asked, and how each puts a question; a side is left out of kinds that it cannot answer."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import replace

from benchmarks.api import address
from benchmarks.house.asked import KINDS, PLACED, PREFIX, TYPO
from benchmarks.house.filling import PEERS_UP_TO
from benchmarks.house.raw_tantivy import ForgivingEngine
from benchmarks.house.stacks import Home
from benchmarks.raw_meilisearch import Raw
from benchmarks.serving import Client
from search.query import Query

LAPTOP, PRODUCTION = "API on SQLite, tantivy", "API on PostgreSQL, Meilisearch"
TANTIVY, MEILISEARCH = "tantivy directly", "Meilisearch directly"
GEO = "Meilisearch by _geo"
POSTGRES, FTS5 = "PostgreSQL text, PostGIS", "SQLite FTS5, R*Tree"
SIDES = (LAPTOP, TANTIVY, PRODUCTION, MEILISEARCH, GEO, POSTGRES, FTS5)
COUNTED = ("category", "need", "access_mode")
"""What the API counts unless it is told what; tiers too, which raw engines do not hold."""
STEADY = frozenset((LAPTOP, TANTIVY, PRODUCTION, MEILISEARCH, GEO))


class Degraded(Exception):
    """The database answered in the place of the search engine, which took too long."""


Ask = Callable[[Query], object]
Asks = Mapping[str, Mapping[str, Ask]]


def sides(home: Home, stack: ExitStack, laptop: Client, production: Client) -> Asks:
    """By kind, how each side that can answer it is asked; all are closed with `stack`."""
    tantivy = home.raw_tantivy()
    meilisearch = stack.enter_context(closing(home.raw_meilisearch()))
    asks = {
        kind: {
            LAPTOP: _through(laptop),
            TANTIVY: _of_tantivy(tantivy, kind),
            PRODUCTION: _through(production),
            **_of_meilisearch(meilisearch, kind),
        }
        for kind in KINDS
    }
    if home.count <= PEERS_UP_TO:
        _add_databases(asks, home, stack)
    return asks


def _through(client: Client) -> Ask:
    def ask(query: Query) -> None:
        body = client.get(address(query))
        if b'"degraded":true' in body:
            raise Degraded

    return ask


def _of_tantivy(raw: ForgivingEngine, kind: str) -> Ask:
    return _counting({PREFIX: raw.unfinished, TYPO: raw.misspelt}.get(kind, raw.search))


def _counting(ask: Ask) -> Ask:
    """The same, with the facets that the API's answer to the question holds."""
    return lambda query: ask(replace(query, facets=query.facets or COUNTED))


def _of_meilisearch(raw: Raw, kind: str) -> dict[str, Ask]:
    """In a circle also by its own `_geo`; nearest first it can be asked in no other way."""
    box, geo = _counting(raw.box), _counting(raw.geo)
    if kind not in PLACED:
        return {MEILISEARCH: box}
    if "nearest" in kind:
        return {GEO: geo}
    return {MEILISEARCH: box, GEO: geo}


def _add_databases(asks: dict[str, dict[str, Ask]], home: Home, stack: ExitStack) -> None:
    """The databases' own search, which cannot read misspelt words."""
    postgres = stack.enter_context(closing(home.postgres_text()))
    fts5 = stack.enter_context(closing(home.fts5()))
    for kind in KINDS:
        if kind != TYPO:
            begun = kind == PREFIX
            asks[kind][POSTGRES] = lambda query, begun=begun: postgres.search(query, prefix=begun)  # type: ignore[misc]
            asks[kind][FTS5] = lambda query, begun=begun: fts5.search(query, prefix=begun)  # type: ignore[misc]
