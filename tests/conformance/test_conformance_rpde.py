"""OpenActive's own validator over our running feeds, and over one that breaks the rules."""

from collections.abc import Iterator
from threading import Event, Thread

import orjson
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from directory.feeds import Feeds
from directory.withdrawals import withdraw
from journeys.awards import revoke_award
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.identifiers import listing_id, record_id
from tests.fixtures.awards import LoadAwards, an_award, record_subject
from tests.fixtures.desk import Files
from tests.fixtures.records import facts, record
from tests.fixtures.rpde import ValidateFeed
from tests.fixtures.running import running

HARMLESS = {"minimum_items_per_page", "missing_cache_control"}
"""Pages are kept small here, so that there are several; a walk takes the end for a full page."""
CHANGED_MEANWHILE = {"no_duplicate_items"}
"""As the rule itself says: an item that changes while the feed is read is met again."""


@pytest.fixture
def feed(keeping_client: TestClient, desk: Desk, clock: FrozenClock, files: Files) -> Iterator[str]:
    """The address of the feed of sixty made-up listings, on a server that runs."""
    publish(desk.database, clock, range(60), "As it was")
    withdrawn = str(listing_id(record_id("council", "7")))
    withdraw(desk.database, files.folder / "ledger", withdrawn, "made up", clock.now())
    with running(keeping_client.app) as address:
        yield f"{address}/rpde/services"


def publish(database: Database, clock: FrozenClock, keys: range, told: str) -> None:
    said = [
        record("council", str(key), f"Group {key}", f"M{key} 1AA", description=told) for key in keys
    ]
    publish_records(database, facts("council"), said, clock)


def test_the_validator_finds_nothing_in_the_feed_of_listings(
    feed: str, validate_feed: ValidateFeed
) -> None:
    walk = validate_feed(f"{feed}?limit=7")
    assert walk.pages >= 10
    assert walk.failures == ()
    assert set(walk.warnings) <= HARMLESS


def test_the_validator_finds_nothing_in_the_feed_of_awards(
    feed: str, desk: Desk, clock: FrozenClock, load_file: LoadAwards, validate_feed: ValidateFeed
) -> None:
    load_file(*(an_award(record_subject("council", str(key))) for key in range(5)))
    revoke_award(desk.database, clock, Feeds(desk.database, clock).awards(0, 1)[0].id, "made up")
    walk = validate_feed(f"{feed.replace('services', 'awards')}?limit=2")
    assert walk.pages >= 4
    assert walk.failures == ()
    assert set(walk.warnings) <= HARMLESS


@pytest.mark.parametrize(("first", "may_fail"), [(100, set()), (0, CHANGED_MEANWHILE)])
def test_the_validator_finds_nothing_while_a_writer_changes_the_feed(
    feed: str,
    desk: Desk,
    clock: FrozenClock,
    validate_feed: ValidateFeed,
    first: int,
    may_fail: set[str],
) -> None:
    """New listings, or changes of those that are there, while the validator reads."""
    enough, turns = Event(), 0

    def write() -> None:
        nonlocal turns
        database = Database(desk.database.url)
        while not enough.is_set() and turns < 60:
            turns += 1
            key = first + turns * 3 % 1_000
            publish(database, clock, range(key, key + 3), f"Turn {turns}")
        database.close()

    writer = Thread(target=write)
    writer.start()
    try:
        walk = validate_feed(f"{feed}?limit=7")
    finally:
        enough.set()
        writer.join()
    assert turns > 1
    assert walk.pages >= 10
    assert set(walk.failures) <= may_fail


def test_the_validator_sees_a_feed_that_begins_with_what_was_met(
    feed: str, desk: Desk, clock: FrozenClock, validate_feed: ValidateFeed
) -> None:
    """The same items with `>=` in the place of `>`: what this validator is for."""
    feeds = Feeds(desk.database, clock)

    async def broken(scope: object, receive: object, send: object) -> None:
        request = Request(scope, receive)  # type: ignore[arg-type]
        after = int(request.query_params.get("afterChangeNumber", 1))
        found = feeds.services(after - 1, 7)
        items = [
            {"state": "deleted", "kind": "service", "id": one.id, "modified": one.number}
            for one in found
        ]
        last = found[-1].number if found else after
        onwards = str(request.url.replace(query=f"afterChangeNumber={last}"))
        body = {"next": onwards, "items": items, "license": "https://licence.example/"}
        answer = Response(orjson.dumps(body), media_type="application/json")
        await answer(scope, receive, send)  # type: ignore[arg-type]

    with running(broken) as address:
        walk = validate_feed(f"{address}/feed?afterChangeNumber=1")
    assert {"no_duplicate_items", "after_param_should_increase"} & set(walk.failures)
