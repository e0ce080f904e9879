"""The door of files: parts of them, conditions, what is told of them, and when there are none."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.parts import Parts
from directory.withdrawals import withdraw
from journeys.exports.bulk import Bulk
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from schema.identifiers import listing_id, record_id
from tests.fixtures.records import facts, record

FILE = "/bulk/services.ndjson"


@pytest.fixture
def bulk(parts: Parts, clock: FrozenClock, tmp_path: Path) -> Bulk:
    database = parts.desk.database
    said = [record("council", str(key), f"Group {key}", f"M{key} 1AA") for key in range(9)]
    publish_records(database, facts("council"), said, clock)
    return Bulk(tmp_path / "exports", database, clock)


@pytest.fixture
def door(parts: Parts, bulk: Bulk) -> Iterator[TestClient]:
    bulk.make()
    app = create_app(_with(parts, bulk))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def _with(parts: Parts, bulk: Bulk) -> Parts:
    values = {name: getattr(parts, name) for name in Parts.__dataclass_fields__}
    return Parts(**{**values, "bulk": bulk})


def _body(bulk: Bulk, name: str = "services.ndjson") -> bytes:
    with bulk.open(name).file as file:
        return file.read()


def test_the_list_leads_to_every_file(door: TestClient) -> None:
    told = door.get("/bulk/").json()
    assert told["services"] == 9
    assert [one["id"] for one in told["sources"]] == ["council"]
    for one in told["files"]:
        answer = door.get(one["href"])
        assert answer.status_code == 200
        assert answer.headers["content-type"].split(";")[0] == one["media_type"]
        assert len(answer.content) == one["bytes"] == int(answer.headers["content-length"])
        assert sha256(answer.content).hexdigest() == one["sha256"]
        digest = re.fullmatch("sha-256=:(.*):", answer.headers["repr-digest"])
        assert digest
        assert b64decode(digest[1]).hex() == one["sha256"]
        assert door.get(one["manifest"]).json()["file"]["name"] == one["name"]
    assert door.get("/bulk").json() == told


def test_a_file_tells_how_it_may_be_kept_used_and_named(door: TestClient, bulk: Bulk) -> None:
    headers = door.get(FILE, headers={"Origin": "https://page.example"}).headers
    generation = bulk.manifest().generation
    assert headers["content-disposition"] == f'attachment; filename="services-g{generation}.ndjson"'
    assert headers["accept-ranges"] == "bytes"
    assert headers["cache-control"] == "no-cache"
    assert headers["last-modified"] == "Sat, 21 Nov 2026 12:00:00 GMT"
    assert 'services.ndjson.manifest.json>; rel="describedby"' in headers["link"]
    assert headers["access-control-allow-origin"] == "*"
    assert "Content-Range" in headers["access-control-expose-headers"]


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", slice(0, 1)),
        ("bytes=5-9", slice(5, 10)),
        ("Bytes=100-", slice(100, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=10-99999999", slice(10, None)),
        ("bytes=-99999999", slice(0, None)),
    ],
)
def test_a_part_is_answered_as_a_part(
    door: TestClient, bulk: Bulk, asked: str, part: slice
) -> None:
    body, answer = _body(bulk), door.get(FILE, headers={"Range": asked})
    first, last, _ = part.indices(len(body))
    assert answer.status_code == 206
    assert answer.content == body[part]
    assert answer.headers["content-range"] == f"bytes {first}-{last - 1}/{len(body)}"
    assert answer.headers["content-length"] == str(len(body[part]))


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=999999-1000000", "bytes=-0"])
def test_a_part_behind_the_end_is_refused(door: TestClient, bulk: Bulk, asked: str) -> None:
    answer = door.get(FILE, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(_body(bulk))}"
    assert answer.json()["type"] == "/problems/range-not-there"


@pytest.mark.parametrize(
    "asked",
    ["bytes=9-5", "bytes=a-b", "bytes=-", "lines=0-1", "0-5", "bytes=0-1,4-5", "bytes=" + "9" * 99],
)
def test_what_is_no_single_range_of_bytes_is_not_heeded(
    door: TestClient, bulk: Bulk, asked: str
) -> None:
    """RFC 9110, section 14.2: a server may ignore the field, and must with an unknown unit."""
    answer = door.get(FILE, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, _body(bulk))


def test_a_part_of_another_version_is_the_whole_of_this_one(door: TestClient, bulk: Bulk) -> None:
    headers = door.get(FILE).headers
    for condition in (headers["etag"], headers["last-modified"]):
        answer = door.get(FILE, headers={"Range": "bytes=0-4", "If-Range": condition})
        assert answer.status_code == 206
    for condition in ('"another"', f"W/{headers['etag']}", "Sat, 21 Nov 2026 11:00:00 GMT"):
        answer = door.get(FILE, headers={"Range": "bytes=0-4", "If-Range": condition})
        assert (answer.status_code, answer.content) == (200, _body(bulk))


def test_what_the_caller_holds_is_not_sent_again(door: TestClient) -> None:
    headers = door.get(FILE).headers
    tag, day = headers["etag"], headers["last-modified"]
    held = [
        ({"If-None-Match": tag}, 304),
        ({"If-None-Match": f'"x", W/{tag}'}, 304),
        ({"If-None-Match": tag, "Range": "bytes=0-1"}, 304),
        ({"If-None-Match": '"x"', "If-Modified-Since": day}, 200),
        ({"If-Modified-Since": day}, 304),
        ({"If-Modified-Since": "Sat, 21 Nov 2026 11:59:59 GMT"}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
    ]
    for condition, status in held:
        answer = door.get(FILE, headers=condition)
        assert answer.status_code == status, condition
        assert answer.headers["etag"] == tag
        assert status == 200 or not answer.content


def test_head_tells_the_length_and_reads_nothing(door: TestClient, bulk: Bulk) -> None:
    answer = door.head(FILE, headers={"Range": "bytes=0-4"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(_body(bulk)))


def test_a_page_of_another_site_may_ask_for_a_part(door: TestClient) -> None:
    asked = {
        "Origin": "https://page.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "range, if-range",
    }
    answer = door.options(FILE, headers=asked)
    assert answer.status_code == 204
    assert {"Range", "If-Range"} <= set(answer.headers["access-control-allow-headers"].split(", "))


def test_after_a_withdrawal_nothing_is_answered_until_there_are_new_files(
    door: TestClient, bulk: Bulk, parts: Parts, clock: FrozenClock, tmp_path: Path
) -> None:
    tag = door.get(FILE).headers["etag"]
    withdrawn = str(listing_id(record_id("council", "3")))
    withdraw(parts.desk.database, tmp_path / "ledger", withdrawn, "made up", clock.now())
    for asked in ({}, {"Range": "bytes=0-4"}, {"If-None-Match": tag}):
        for path in (FILE, f"{FILE}.manifest.json", "/bulk/"):
            answer = door.get(path, headers=asked)
            assert answer.status_code == 503
            assert 0 < int(answer.headers["retry-after"]) < 60
            assert answer.json()["type"] == "/problems/files-awaited"
    bulk.make()
    answer = door.get(FILE, headers={"Range": "bytes=10-", "If-Range": tag})
    assert answer.status_code == 200, "what goes on with the old file gets the new one, whole"
    assert withdrawn not in answer.text


def test_files_end_with_the_kite_marks_in_them(
    door: TestClient, bulk: Bulk, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = bulk.manifest()
    ends = clock.now() + timedelta(days=1)
    ending = manifest.model_copy(update={"valid_until": ends})
    monkeypatch.setattr(bulk, "_current", lambda: (bulk.shelf.current(), ending))
    assert door.get("/bulk/").json()["valid_until"] == ends.isoformat().replace("+00:00", "Z")
    clock.at = ends
    assert door.get(FILE).status_code == 503


def test_unknown_names_and_parameters_are_refused(door: TestClient) -> None:
    for name in ("nothing.csv", "index.json", "..%2Fcurrent", "services.csv.manifest.jsonx"):
        assert door.get(f"/bulk/{name}").status_code in (404, 422), name
    assert door.get(f"{FILE}?page=2").status_code == 422
    assert door.put(FILE).status_code == 405


def test_a_server_without_files_says_so(api_client: TestClient) -> None:
    answer = api_client.get("/bulk/services.csv")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_answers_are_as_described(door: TestClient, parts: Parts, bulk: Bulk) -> None:
    app: FastAPI = create_app(_with(parts, bulk))
    described = app.openapi()["paths"]
    assert set(described["/bulk/{name}"]["get"]["responses"]) >= {"200", "206", "304", "416", "503"}
    names = described["/bulk/{name}"]["get"]["parameters"][0]["schema"]["enum"]
    assert set(names) >= {json.loads(door.get("/bulk/").text)["files"][0]["name"]}
    assert {door.get(f"/bulk/{name}").status_code for name in names} == {200}
