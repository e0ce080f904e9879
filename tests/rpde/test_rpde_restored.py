"""A reader of changes goes on after the directory was brought back from an older copy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from directory import copying
from directory.renumbering import FAR_AHEAD
from directory.withdrawals import withdraw
from journeys.backup.restoring import restore
from journeys.backup.taking import Belongings, take_backup
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from schema.identifiers import listing_id, record_id
from schema.record import Record
from tests.fixtures.awards import LoadAwards, an_award, listing_subject
from tests.fixtures.backups import destination
from tests.fixtures.records import facts, record

TEA, DEBT = record("council", "1", "Tea", "M33 7ZF"), record("council", "2", "Debt", "M33 2AA")
CHOIR = record("council", "3", "Choir", "M33 7ZF")
CAKE = record("council", "1", "Tea", "M33 7ZF", description="Now with cake")
Restore = Callable[[], None]
Json = dict[str, Any]


def listing_of(one: Record) -> str:
    return str(listing_id(record_id(one.source_id, one.key)))


def read_on(client: TestClient, url: str) -> tuple[list[Json], str]:
    """All items from an address on, and where the reader goes on another day."""
    found: list[Json] = []
    while (page := client.get(url).json())["items"]:
        found += page["items"]
        url = page["next"]
    return found, url


def copied(found: list[Json]) -> dict[str, Json | None]:
    """What a reader has of each object after these items."""
    return {one["id"]: one.get("data") for one in found}


@pytest.fixture
def restore_older(desk: Desk, clock: FrozenClock, tmp_path: Path) -> Restore:
    """Two listings are copied; brings that copy back in place of whatever came later."""
    publish_records(desk.database, facts("council"), [TEA, DEBT], clock)
    file = tmp_path / "older.zip"
    ledger = tmp_path / "withdrawals.jsonl"
    kept = Belongings(ledger=ledger, sources=(), settings={})
    take_backup(desk.database, kept, file, "0.0.0", clock.now())

    def bring_back() -> None:
        restore(file, destination(desk.database, tmp_path), clock, replace=True)

    return bring_back


def test_a_reader_ahead_of_an_older_copy_has_in_the_end_what_a_new_reader_has(
    keeping_client: TestClient, restore_older: Restore, desk: Desk, clock: FrozenClock
) -> None:
    publish_records(desk.database, facts("council"), [CAKE, DEBT, CHOIR], clock)
    seen, onwards = read_on(keeping_client, "/rpde/services")
    restore_older()
    changed, last = read_on(keeping_client, onwards)
    assert copied(changed)[listing_of(CHOIR)] is None
    anew, _ = read_on(keeping_client, "/rpde/services")
    assert copied(seen) | copied(changed) == copied(anew)
    told = copied(anew)[listing_of(TEA)]
    assert told is not None
    assert "cake" not in str(told)
    publish_records(desk.database, facts("council"), [CAKE, DEBT, CHOIR], clock)
    again, _ = read_on(keeping_client, last)
    assert copied(again).keys() == {listing_of(TEA), listing_of(CHOIR)}


def test_numbers_are_never_given_twice(
    keeping_client: TestClient, restore_older: Restore, desk: Desk, clock: FrozenClock
) -> None:
    publish_records(desk.database, facts("council"), [CAKE], clock)
    seen, _ = read_on(keeping_client, "/rpde/services")
    highest = max(one["modified"] for one in seen)
    for _ in range(2):
        restore_older()
        found, _ = read_on(keeping_client, "/rpde/services")
        lowest = min(one["modified"] for one in found)
        assert lowest > highest + FAR_AHEAD - 1
        highest = max(one["modified"] for one in found)
    assert highest < 2**53


def test_on_another_machine_too_all_comes_again(
    keeping_client: TestClient,
    desk: Desk,
    clock: FrozenClock,
    restore_older: Restore,
) -> None:
    publish_records(desk.database, facts("council"), [CAKE, DEBT, CHOIR], clock)
    _, onwards = read_on(keeping_client, "/rpde/services")
    with desk.database.writing() as connection:
        copying.clear(connection)
    restore_older()
    changed, _ = read_on(keeping_client, onwards)
    assert copied(changed).keys() == {listing_of(TEA), listing_of(DEBT)}


def test_awards_and_withdrawals_come_again_as_they_stand(
    keeping_client: TestClient,
    desk: Desk,
    clock: FrozenClock,
    restore_older: Restore,
    load_file: LoadAwards,
    tmp_path: Path,
) -> None:
    load_file(an_award(listing_subject(listing_of(TEA))))
    withdraw(
        desk.database, tmp_path / "withdrawals.jsonl", listing_of(DEBT), "made up", clock.now()
    )
    (award,), onwards = read_on(keeping_client, "/rpde/awards")
    _, services = read_on(keeping_client, "/rpde/services")
    restore_older()
    told, _ = read_on(keeping_client, onwards)
    assert copied(told) == {award["id"]: None}
    assert copied(read_on(keeping_client, services)[0])[listing_of(DEBT)] is None
