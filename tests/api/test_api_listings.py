"""One listing: its bytes, its entity tag, how long it may be kept, and when it is gone."""

from datetime import timedelta
from threading import current_thread
from typing import Any

import pytest
from starlette.testclient import TestClient

from runtime.clock import FrozenClock
from tests.fakes.documents import FakeDocuments
from tests.fakes.listings import SERVICES, stored

FIRST, SECOND = SERVICES[:2]
PATHS = ("/v1/listings/{}", "/hsds/v3/services/{}")


@pytest.mark.parametrize("path", PATHS)
def test_a_listing_is_the_stored_bytes(
    api_client: TestClient, fake_documents: FakeDocuments, path: str
) -> None:
    answer = api_client.get(path.format(FIRST.id))
    kept = fake_documents.by_id[str(FIRST.id)]
    assert answer.content == kept.body
    assert answer.headers["etag"] == f'"{kept.etag}"'
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("form", ['"{}"', 'W/"{}"', '"other", "{}"', "*"])
def test_what_the_caller_holds_is_not_sent_again(
    api_client: TestClient, fake_documents: FakeDocuments, path: str, form: str
) -> None:
    etag = fake_documents.by_id[str(FIRST.id)].etag
    held = {"If-None-Match": form.format(etag)}
    answer = api_client.get(path.format(FIRST.id), headers=held)
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["etag"] == f'"{etag}"'
    other = api_client.get(path.format(FIRST.id), headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("ends_in_s", [3_600, 0.4])
def test_no_cache_outlives_the_end_of_an_award(
    api_client: TestClient,
    fake_documents: FakeDocuments,
    clock: FrozenClock,
    ends_in_s: float,
    path: str,
) -> None:
    until = clock.now() + timedelta(seconds=ends_in_s)
    fake_documents.by_id[str(FIRST.id)] = stored(FIRST, valid_until=until)
    answer = api_client.get(path.format(FIRST.id))
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", PATHS)
def test_who_holds_a_listing_hears_at_once_that_it_was_withdrawn(
    api_client: TestClient, fake_documents: FakeDocuments, path: str
) -> None:
    held = {"If-None-Match": api_client.get(path.format(FIRST.id)).headers["etag"]}
    fake_documents.by_id[str(FIRST.id)] = stored(FIRST, state="withdrawn")
    answer = api_client.get(path.format(FIRST.id), headers=held)
    assert answer.status_code == 410
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("tail", ["", "/provenance", "/similar"])
def test_a_withdrawn_listing_is_gone(
    api_client: TestClient, fake_documents: FakeDocuments, tail: str
) -> None:
    fake_documents.by_id[str(FIRST.id)] = stored(FIRST, state="withdrawn")
    answer = api_client.get(f"/v1/listings/{FIRST.id}{tail}")
    assert answer.status_code == 410
    assert answer.json()["type"] == "/problems/gone"
    assert "successor" not in answer.json()
    assert FIRST.name not in answer.text


@pytest.mark.parametrize("path", PATHS)
def test_a_merged_listing_names_its_successor_at_the_same_door(
    api_client: TestClient, fake_documents: FakeDocuments, path: str
) -> None:
    gone = stored(FIRST, state="merged", successor=str(SECOND.id))
    fake_documents.by_id[str(FIRST.id)] = gone
    answer = api_client.get(path.format(FIRST.id))
    successor = path.format(SECOND.id)
    assert answer.status_code == 410
    assert answer.json()["successor"] == successor
    assert answer.headers["link"] == f'<{successor}>; rel="successor-version"'
    assert api_client.get(successor).status_code == 200


@pytest.mark.parametrize("tail", ["", "/provenance", "/similar"])
def test_an_id_that_never_was_is_404_and_one_that_is_none_is_422(
    api_client: TestClient, tail: str
) -> None:
    never = api_client.get(f"/v1/listings/1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11{tail}")
    assert never.status_code == 404
    none = api_client.get(f"/v1/listings/not-an-id{tail}")
    assert none.status_code == 422
    assert none.json()["errors"][0]["parameter"] == "listing_id"


def test_provenance_names_the_source_of_a_field(api_client: TestClient) -> None:
    said = api_client.get(f"/v1/listings/{FIRST.id}/provenance").json()
    assert said["fields"]["name"]["sources"] == ["made_up_council"]


def test_similar_listings_come_with_their_distance(api_client: TestClient) -> None:
    (other,) = api_client.get(f"/v1/listings/{FIRST.id}/similar").json()["results"]
    assert other["listing"]["name"] == "Debt Advice Eccles"
    assert 6_000 < other["distance_m"] < 7_000


def test_pages_of_services_add_up(api_client: TestClient) -> None:
    pages = [
        api_client.get(f"/hsds/v3/services?page={page}&per_page=4").json() for page in (1, 2, 3)
    ]
    assert [page["size"] for page in pages] == [4, 2, 0]
    assert [page["first_page"] for page in pages] == [True, False, False]
    assert [page["last_page"] for page in pages] == [False, True, True]
    assert [page["empty"] for page in pages] == [False, False, True]
    assert {page["total_items"] for page in pages} == {len(SERVICES)}
    assert {page["total_pages"] for page in pages} == {2}
    ids = [one["id"] for page in pages for one in page["contents"]]
    assert sorted(ids) == sorted(str(one.id) for one in SERVICES)


def test_a_page_has_an_entity_tag(api_client: TestClient) -> None:
    etag = api_client.get("/hsds/v3/services").headers["etag"]
    again = api_client.get("/hsds/v3/services", headers={"If-None-Match": etag})
    assert again.status_code == 304


def test_sources_tell_licence_health_and_counts_but_no_values(api_client: TestClient) -> None:
    answer = api_client.get("/v1/sources")
    (source,) = answer.json()["sources"]
    assert source["licence"]["name"] == "Open Government Licence v3.0"
    assert source["health"] == "ok"
    assert source["last_run"]["counts"]["read"] == 6
    assert (source["failures"], source["next_due_at"]) == (0, "2026-11-20T15:01:00Z")
    assert "a private line" not in answer.text


@pytest.mark.parametrize("path", PATHS)
def test_where_the_event_loop_must_not_wait_a_listing_is_read_by_a_thread(
    api_client: TestClient,
    fake_documents: FakeDocuments,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
) -> None:
    read, readers = fake_documents.document, list[str]()

    def document(*asked: Any) -> Any:
        readers.append(current_thread().name)
        return read(*asked)

    monkeypatch.setattr(fake_documents, "document", document)
    assert api_client.get(path.format(FIRST.id)).status_code == 200
    assert readers == ["handed"]
