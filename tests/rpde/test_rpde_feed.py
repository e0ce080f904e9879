"""The feed of changes as a reader of Realtime Paged Data Exchange 1.0 meets it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from directory.withdrawals import withdraw
from journeys.awards import revoke_award
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from schema.identifiers import listing_id, record_id
from schema.record import Record
from tests.fixtures.awards import LoadAwards, an_award, listing_subject
from tests.fixtures.desk import Files
from tests.fixtures.records import facts, record

TEA, DEBT = record("council", "1", "Tea", "M33 7ZF"), record("council", "2", "Debt", "M33 2AA")


def listing_of(one: Record) -> str:
    return str(listing_id(record_id(one.source_id, one.key)))


def pages(client: TestClient, url: str) -> Iterator[dict[str, Any]]:
    """Every page from `url` on, the empty one at the end too."""
    while True:
        answer = client.get(url)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        yield page
        if not page["items"]:
            assert page["next"] == str(answer.url)
            return
        url = page["next"]


def items(client: TestClient, url: str = "/rpde/services") -> list[dict[str, Any]]:
    return [item for page in pages(client, url) for item in page["items"]]


@pytest.fixture
def two_listings(desk: Desk, clock: FrozenClock) -> None:
    publish_records(desk.database, facts("council"), [TEA, DEBT], clock)


@pytest.mark.usefixtures("two_listings")
def test_each_listing_stands_once_with_the_bytes_of_the_other_doors(
    keeping_client: TestClient,
) -> None:
    found = items(keeping_client)
    assert {one["id"] for one in found} == {listing_of(TEA), listing_of(DEBT)}
    for one in found:
        assert (one["state"], one["kind"]) == ("updated", "service")
        assert one["data"] == keeping_client.get(f"/hsds/v3/services/{one['id']}").json()
        assert one["data"]["sources"][0]["licence"] == "Open Government Licence v3.0"


@pytest.mark.usefixtures("two_listings")
def test_a_change_moves_its_listing_to_the_end_and_a_withdrawal_leaves_a_tombstone(
    keeping_client: TestClient, desk: Desk, clock: FrozenClock, files: Files
) -> None:
    first = items(keeping_client)
    changed = record("council", "1", "Tea", "M33 7ZF", description="Now with cake")
    publish_records(desk.database, facts("council"), [changed], clock)
    onwards = f"/rpde/services?afterChangeNumber={first[-1]['modified']}"
    assert [one["id"] for one in items(keeping_client, onwards)] == [listing_of(TEA)]
    withdraw(desk.database, files.folder / "ledger", listing_of(TEA), "made up", clock.now())
    last = items(keeping_client)[-1]
    assert last == {
        "state": "deleted",
        "kind": "service",
        "id": listing_of(TEA),
        "modified": first[-1]["modified"] + 2,
    }


@pytest.mark.usefixtures("two_listings")
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_of_any_size_hold_the_same(keeping_client: TestClient, limit: int) -> None:
    assert items(keeping_client, f"/rpde/services?limit={limit}") == items(keeping_client)


@pytest.mark.usefixtures("two_listings")
def test_pages_are_kept_for_long_and_the_empty_one_at_the_end_is_not(
    keeping_client: TestClient,
) -> None:
    first = keeping_client.get("/rpde/services")
    end = keeping_client.get(first.json()["next"])
    assert first.headers["cache-control"] == "public, max-age=3600"
    assert end.headers["cache-control"] == "public, max-age=8"


@pytest.mark.usefixtures("two_listings")
def test_head_entity_tag_and_open_to_other_sites(keeping_client: TestClient) -> None:
    got = keeping_client.get("/rpde/services")
    head = keeping_client.head("/rpde/services")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == got.headers["etag"]
    again = {"If-None-Match": got.headers["etag"]}
    assert keeping_client.get("/rpde/services", headers=again).status_code == 304
    assert got.headers["content-type"] == "application/json"
    assert got.headers["access-control-allow-origin"] == "*"


@pytest.mark.usefixtures("two_listings")
def test_the_licence_of_all_is_named_or_where_each_is_told(
    keeping_client: TestClient, desk: Desk, clock: FrozenClock
) -> None:
    def licence() -> str:
        return next(pages(keeping_client, "/rpde/services"))["license"]

    def use(*urls: str | None) -> None:
        with desk.database.writing() as connection:
            connection.execute(text("DELETE FROM record"))
            connection.execute(text("DELETE FROM run"))
            connection.execute(text("DELETE FROM source"))
        for number, url in enumerate(urls):
            said = facts(f"source{number}")
            licensed = said.model_copy(
                update={"licence": said.licence.model_copy(update={"url": url})}
            )
            publish_records(desk.database, licensed, [], clock)

    assert licence() == "http://testserver/v1/sources"
    use("https://licence.example/open", "https://licence.example/open")
    assert licence() == "https://licence.example/open"
    use("https://licence.example/open", "https://licence.example/other")
    assert licence() == "http://testserver/v1/sources"


@pytest.mark.usefixtures("two_listings")
def test_a_number_that_never_was_and_a_feed_that_is_none(keeping_client: TestClient) -> None:
    beyond = keeping_client.get("/rpde/services?afterChangeNumber=9007199254740991")
    assert (beyond.status_code, beyond.json()["items"]) == (200, [])
    assert beyond.json()["next"] == str(beyond.url)
    assert keeping_client.get("/rpde/nothing").status_code == 404
    assert keeping_client.get("/rpde/services?afterTimestamp=1").status_code == 422
    assert keeping_client.post("/rpde/services").status_code == 405


@pytest.mark.usefixtures("two_listings")
def test_a_mark_that_ended_is_not_in_the_bytes_although_nobody_has_published_since(
    keeping_client: TestClient, load_file: LoadAwards, clock: FrozenClock
) -> None:
    load_file(an_award(listing_subject(listing_of(TEA))))
    marked = next(one for one in items(keeping_client) if one["id"] == listing_of(TEA))
    assert marked["data"]["awards"]
    clock.at = datetime(2027, 3, 1, tzinfo=UTC)
    ended = next(one for one in items(keeping_client) if one["id"] == listing_of(TEA))
    assert "awards" not in ended["data"]
    assert ended["modified"] == marked["modified"]


@pytest.mark.usefixtures("two_listings")
def test_awards_are_announced_corrected_and_revoked(
    keeping_client: TestClient, desk: Desk, load_file: LoadAwards, clock: FrozenClock
) -> None:
    load_file(an_award(listing_subject(listing_of(TEA))))
    (granted,) = items(keeping_client, "/rpde/awards")
    assert (granted["state"], granted["kind"]) == ("updated", "award")
    assert granted["data"] == keeping_client.get(f"/v1/awards/{granted['id']}").json()
    assert (granted["data"]["status"], granted["data"]["valid_until"]) == ("active", "2027-02-28")
    load_file(an_award(listing_subject(listing_of(TEA)), level="assured"))
    (corrected,) = items(keeping_client, f"/rpde/awards?afterChangeNumber={granted['modified']}")
    assert corrected["data"]["level"] == "Assured"
    revoke_award(desk.database, clock, granted["id"], "made up")
    (revoked,) = items(keeping_client, "/rpde/awards")
    assert (revoked["state"], "data" in revoked) == ("deleted", False)
    assert revoked["modified"] > corrected["modified"]
    assert orjson.dumps(revoked).find(b"made up") < 0


@pytest.mark.usefixtures("two_listings")
def test_an_award_of_a_withdrawn_listing_does_not_name_it(
    keeping_client: TestClient,
    desk: Desk,
    load_file: LoadAwards,
    clock: FrozenClock,
    files: Files,
) -> None:
    load_file(an_award(listing_subject(listing_of(TEA))))
    withdraw(desk.database, files.folder / "ledger", listing_of(TEA), "made up", clock.now())
    (award,) = items(keeping_client, "/rpde/awards")
    assert award["data"]["status"] == "withdrawn"
    assert listing_of(TEA) not in orjson.dumps(award).decode()
