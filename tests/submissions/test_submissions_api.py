"""Groups, moderators and readers at the API, with a real database behind it."""

from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from directory.documents.reading import Reading
from directory.operators import new_key
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from tests.fixtures.awards import LoadAwards, an_award, listing_subject
from tests.fixtures.desk import PRIVATE, TEA
from tests.fixtures.records import facts, record

BODY = {"listing": TEA, "contact": {"email": PRIVATE}}
Client = TestClient


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def operator(desk: Desk) -> dict[str, str]:
    return bearer(new_key(desk.database, "Moderator of Example Council", desk.clock.now()))


def sent(client: Client, **headers: str) -> tuple[str, dict[str, str]]:
    answer = client.post("/v1/submissions", json=BODY, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"], bearer(answer.json()["token"])


def test_the_way_of_a_listing(keeping_client: Client, operator: dict[str, str]) -> None:
    submission_id, token = sent(keeping_client)
    own = f"/v1/submissions/{submission_id}"
    assert keeping_client.get(own, headers=token).json()["state"] == "submitted"
    queue = keeping_client.get("/v1/submissions", headers=operator).json()["submissions"]
    assert [one["id"] for one in queue] == [submission_id]
    case = keeping_client.get(f"{own}/case", headers=operator).json()
    assert case["contact"] == {"email": PRIVATE}
    asked = keeping_client.post(f"{own}/ask", headers=operator, json={"note": "Where to park?"})
    assert asked.json()["state"] == "changes_requested"
    change = {"application_process": "Just turn up"}
    assert keeping_client.patch(own, headers=token, json=change).json()["state"] == "submitted"
    done = keeping_client.post(f"{own}/publish", headers=operator)
    assert done.json() == {"id": submission_id, "state": "published"}
    listing = keeping_client.get(own, headers=token).json()["listing_id"]
    assert keeping_client.get(f"/v1/listings/{listing}").json()["name"] == TEA["name"]
    confirmed = keeping_client.post(f"{own}/confirm", headers=token)
    assert confirmed.json()["confirmed_on"] == "2026-11-21"
    assert keeping_client.post(f"{own}/close", headers=token).json()["state"] == "closed"
    assert keeping_client.get(f"/v1/listings/{listing}").json()["status"] == "defunct"


def test_a_repeat_answers_the_same_and_makes_nothing(keeping_client: Client) -> None:
    headers = {"Idempotency-Key": "made-up-key"}
    first = keeping_client.post("/v1/submissions", json=BODY, headers=headers)
    again = keeping_client.post("/v1/submissions", json=BODY, headers=headers)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert again.headers["cache-control"] == "no-store"
    other = {**BODY, "listing": {**TEA, "name": "Another"}}
    reused = keeping_client.post("/v1/submissions", json=other, headers=headers)
    assert reused.status_code == 422
    assert reused.json()["type"] == "/problems/idempotency-key-reused"


def test_wrong_keys_do_not_lock_a_moderator_out(
    keeping_client: Client, operator: dict[str, str]
) -> None:
    for number in range(30):
        wrong = keeping_client.get("/v1/submissions", headers=bearer(f"fp_op_{number}"))
        assert wrong.status_code in (401, 403)
    refused = keeping_client.get("/v1/submissions", headers=bearer("fp_op_x"))
    assert refused.status_code == 429
    assert keeping_client.get("/v1/submissions", headers=operator).status_code == 200


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Idempotency-Key": "with space"}, BODY),
        ({"Idempotency-Key": "k" * 256}, BODY),
        ({}, {**BODY, "approved": True}),
        ({}, {**BODY, "listing": {**TEA, "priority": 100}}),
        ({}, {**BODY, "listing": {**TEA, "name": "a\x00b"}}),
        ({}, {**BODY, "listing": {**TEA, "name": "x" * 201}}),
        ({}, {**BODY, "listing": {"name": "Tea", "description": "Tea"}}),
        ({}, {**BODY, "contact": {}}),
        ({}, {"listing": TEA}),
        ({}, []),
    ],
)
def test_bad_bodies_are_refused_with_the_place(
    keeping_client: Client, headers: dict[str, str], body: Any
) -> None:
    answer = keeping_client.post("/v1/submissions", json=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"]
    assert PRIVATE not in answer.text


MODERATORS = [
    ("GET", "/v1/submissions"),
    ("GET", "/v1/submissions/{id}/case"),
    ("POST", "/v1/submissions/{id}/publish"),
    ("POST", "/v1/submissions/{id}/ask"),
    ("POST", "/v1/submissions/{id}/refuse"),
    ("POST", "/v1/submissions/{id}/reissue"),
    ("GET", "/v1/reports"),
    ("POST", "/v1/reports/{id}/settle"),
]
GROUPS = [
    ("GET", "/v1/submissions/{id}"),
    ("PATCH", "/v1/submissions/{id}"),
    ("POST", "/v1/submissions/{id}/confirm"),
    ("POST", "/v1/submissions/{id}/close"),
]


def asked(client: Client, method: str, path: str, headers: dict[str, str]) -> Any:
    body = {"note": "Why?"} if path.endswith(("ask", "refuse")) else None
    body = {"hours": "Mondays"} if method == "PATCH" else body
    return client.request(method, path, headers=headers, json=body)


@pytest.mark.parametrize(("method", "path"), [*MODERATORS, *GROUPS])
@pytest.mark.parametrize(
    "wrong", [{}, bearer(""), bearer("x"), {"Authorization": "Basic eDp5"}, bearer("é".encode())]
)
def test_nothing_opens_without_its_key(
    keeping_client: Client, method: str, path: str, wrong: Any
) -> None:
    submission_id, _token = sent(keeping_client)
    answer = asked(keeping_client, method, path.format(id=submission_id), wrong)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["type"] == "/problems/not-yours"


@pytest.mark.parametrize(("method", "path"), MODERATORS)
def test_a_group_is_no_moderator(keeping_client: Client, method: str, path: str) -> None:
    submission_id, token = sent(keeping_client)
    assert asked(keeping_client, method, path.format(id=submission_id), token).status_code == 401


@pytest.mark.parametrize(("method", "path"), GROUPS)
def test_a_moderator_is_no_group_and_no_group_is_another(
    keeping_client: Client, operator: dict[str, str], method: str, path: str
) -> None:
    submission_id, token = sent(keeping_client)
    assert asked(keeping_client, method, path.format(id=submission_id), operator).status_code == 401
    assert asked(keeping_client, method, path.format(id=uuid4()), token).status_code == 401


def test_a_token_in_the_address_opens_nothing(keeping_client: Client) -> None:
    submission_id, token = sent(keeping_client)
    secret = token["Authorization"].removeprefix("Bearer ")
    answer = keeping_client.get(f"/v1/submissions/{submission_id}?token={secret}")
    assert answer.status_code == 401


def test_too_many_are_told_when_to_come_back(keeping_client: Client) -> None:
    for number in range(20):
        body = {**BODY, "listing": {**TEA, "name": f"Group {number}"}}
        assert keeping_client.post("/v1/submissions", json=body).status_code == 201
    answer = keeping_client.post("/v1/submissions", json=BODY)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 3600


def test_wrong_moments_are_conflicts(keeping_client: Client) -> None:
    submission_id, token = sent(keeping_client)
    answer = keeping_client.post(f"/v1/submissions/{submission_id}/confirm", headers=token)
    assert answer.status_code == 409
    assert "submitted" in answer.json()["detail"]


def test_a_group_sees_whether_it_is_there_already(
    keeping_client: Client, operator: dict[str, str]
) -> None:
    submission_id, _token = sent(keeping_client)
    keeping_client.post(f"/v1/submissions/{submission_id}/publish", headers=operator)
    question = {"name": "thursday tea & talk", "postcode": "m337zf"}
    (found,) = keeping_client.post("/v1/submissions/matches", json=question).json()["matches"]
    assert found["same"]
    assert found["name"] == TEA["name"]


def test_the_private_contact_is_in_no_public_answer(
    keeping_client: Client, operator: dict[str, str]
) -> None:
    submission_id, token = sent(keeping_client)
    keeping_client.post(f"/v1/submissions/{submission_id}/publish", headers=operator)
    listing = keeping_client.get(f"/v1/submissions/{submission_id}", headers=token)
    listing_id = listing.json()["listing_id"]
    public = [
        listing,
        keeping_client.get(f"/v1/listings/{listing_id}"),
        keeping_client.get(f"/v1/listings/{listing_id}/provenance"),
        keeping_client.get(f"/v1/listings/{listing_id}/similar"),
        keeping_client.get("/v1/search?q=tea"),
        keeping_client.get("/v1/suggest?letters=thu"),
        keeping_client.get("/hsds/v3/services"),
        keeping_client.get("/v1/sources"),
        keeping_client.get("/openapi.json"),
        keeping_client.post("/v1/submissions/matches", json={"name": TEA["name"]}),
    ]
    for answer in public:
        assert answer.status_code == 200, answer.text
        assert PRIVATE not in answer.text


def test_reports_are_kept_for_operators(keeping_client: Client, operator: dict[str, str]) -> None:
    submission_id, token = sent(keeping_client)
    keeping_client.post(f"/v1/submissions/{submission_id}/publish", headers=operator)
    own = keeping_client.get(f"/v1/submissions/{submission_id}", headers=token).json()
    path = f"/v1/listings/{own['listing_id']}/reports"
    kept = keeping_client.post(path, json={"kind": "safety", "text": "I am worried."})
    assert kept.status_code == 201
    assert "not an emergency route" in kept.json()["notice"]
    (found,) = keeping_client.get("/v1/reports", headers=operator).json()["reports"]
    assert (found["kind"], found["text"]) == ("safety", "I am worried.")
    settled = keeping_client.post(f"/v1/reports/{found['id']}/settle", headers=operator)
    assert settled.json()["state"] == "settled"
    assert keeping_client.get("/v1/reports", headers=operator).json() == {"reports": []}
    assert keeping_client.post(path, json={"kind": "rude"}).status_code == 422
    nowhere = keeping_client.post(f"/v1/listings/{uuid4()}/reports", json={"kind": "closed"})
    assert nowhere.status_code == 404


def test_awards_can_be_verified(keeping_client: Client, desk: Desk, load_file: LoadAwards) -> None:
    publish_records(desk.database, facts("council"), [record("council", "1")], desk.clock)
    (stored,) = Reading(desk.database, desk.clock).published()
    load_file(an_award(listing_subject(stored.id)))
    (scheme,) = keeping_client.get("/v1/schemes").json()["schemes"]
    assert scheme["does_not_cover"] == "The quality of single sessions."
    (award,) = keeping_client.get("/v1/awards").json()["awards"]
    assert (award["status"], award["listing"]) == ("active", stored.id)
    answer = keeping_client.get(f"/v1/awards/{award['id']}")
    assert answer.json() == award
    assert answer.headers["cache-control"] == "no-cache"
    assert keeping_client.get(f"/v1/awards/{uuid4()}").status_code == 404
    page = keeping_client.get("/v1/awards?limit=1").json()
    after = keeping_client.get(f"/v1/awards?limit=1&after={page['next']}").json()
    assert after == {"awards": []}
