"""One changed listing: until the API's own search finds it, and until the index alone has it."""

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from typing import Any

from benchmarks.house.changing import own_listing
from benchmarks.house.results import Run
from benchmarks.house.sides import GEO, LAPTOP, PRODUCTION
from benchmarks.house.stacks import Home
from benchmarks.house.stored import publish
from benchmarks.house.timing import milliseconds
from benchmarks.listings import encoded, listings
from benchmarks.serving import Client
from directory.documents.reading import Reading
from journeys.index import catch_up
from runtime.clock import SystemClock
from runtime.database import Database
from search.index import SearchIndex
from search.published import read_document

UPDATE, INDEXED = "update until searchable", "index brought up to date"
UPDATES, UPDATES_S = 25, 40.0


def through_the_api(home: Home, run: Run, clients: Sequence[Client]) -> None:
    """A listing that a group changes at a server, until `/v1/search` finds what is new."""
    urls = (home.sqlite_url, home.postgres_url)
    for side, client, url in zip((LAPTOP, PRODUCTION), clients, urls, strict=True):
        with own_listing(client, url) as own:
            acts = [partial(own.change, number) for number in range(UPDATES)]
            run.add(UPDATE, side, home.count, _as_many_as_fit(acts))


def of_the_indexes(home: Home, run: Run) -> None:
    """A listing that is published, until the index has it; no server takes part."""
    for side, url, opened in (
        (LAPTOP, home.sqlite_url, home.embedded),
        (PRODUCTION, home.postgres_url, home.meilisearch),
    ):
        with closing(Database(url)) as database, closing(opened()) as index:
            run.add(INDEXED, side, home.count, _changed(database, index))
    with closing(home.raw_meilisearch()) as raw:
        some = [one for one in map(read_document, encoded(UPDATES)) if one]
        acts = [partial(milliseconds, partial(raw.change, one)) for one in some]
        run.add(INDEXED, GEO, home.count, _as_many_as_fit(acts))


def _changed(database: Database, index: SearchIndex) -> list[float]:
    reading = Reading(database, SystemClock())

    def act(one: dict[str, Any]) -> None:
        publish(database, [one], SystemClock().now())
        catch_up(reading, index)
        index.health()

    some = [{**one, "description": f"Changed. {one['description']}"} for one in listings(UPDATES)]
    return _as_many_as_fit([partial(milliseconds, partial(act, one)) for one in some])


def _as_many_as_fit(acts: Sequence[Callable[[], float]]) -> list[float]:
    """Milliseconds of each: the first is a warm-up, those after it as long as their time lasts."""
    acts[0]()
    taken: list[float] = []
    for act in acts[1:]:
        if not taken or sum(taken) < UPDATES_S * 1000:
            taken.append(act())
    return taken
