"""Searching through the door: the same answer by GET and by POST, with its reasons."""

import pytest
from starlette.testclient import TestClient

from tests.fakes.index import FakeIndex


def test_get_and_post_answer_alike(api_client: TestClient) -> None:
    asked = {"q": "debt", "near": "M33 7ZF", "within_m": 8047, "category": ["debt-advice"]}
    by_get = api_client.get("/v1/search", params=asked)
    by_post = api_client.post("/v1/search", json=asked)
    assert by_get.json() == by_post.json()
    assert by_get.json()["total"] == 2


def test_a_result_tells_how_far_whether_it_serves_and_why(api_client: TestClient) -> None:
    found = api_client.get("/v1/search?q=debt&near=M33 7ZF&sort=distance").json()
    first, second = found["results"]
    assert first["serves"] == {"verdict": "yes", "reason": "covers Trafford"}
    assert second["serves"] == {"verdict": "no", "reason": "serves Salford only"}
    assert first["distance_m"] < second["distance_m"]
    assert first["matched"] == [{"field": "name", "words": ["debt"]}]
    assert first["listing"]["name"] == "Debt Advice Sale"


def test_serves_yes_leaves_out_the_rest(api_client: TestClient) -> None:
    found = api_client.get("/v1/search?q=debt&near=M33 7ZF&serves=yes").json()
    assert [one["listing"]["name"] for one in found["results"]] == ["Debt Advice Sale"]


def test_distance_may_be_given_with_its_unit(api_client: TestClient) -> None:
    for within, within_m in (("5mi", 8_047), ("8km", 8_000), ("0.5km", 500), ("100km", 100_000)):
        found = api_client.get("/v1/search", params={"near": "Sale", "within": within}).json()
        assert found["within_m"] == within_m


def test_services_without_place_stand_in_a_list_of_their_own(api_client: TestClient) -> None:
    found = api_client.get("/v1/search?q=friends&near=Sale").json()
    beside = found["nationwide_and_online"]
    assert [one["listing"]["name"] for one in beside["results"]] == ["Friends by Phone"]
    assert beside["total"] == 1
    assert [one["listing"]["name"] for one in found["results"]] == ["Sale Moor Friends"]


def test_those_without_place_are_listed_alone_when_asked_for(api_client: TestClient) -> None:
    found = api_client.get("/v1/search?q=friends&near=Sale&reach=wide").json()
    assert [one["listing"]["name"] for one in found["results"]] == ["Friends by Phone"]
    assert found["nationwide_and_online"]["results"] == []


def test_a_postcode_among_the_words_is_the_place_and_said_to_be(api_client: TestClient) -> None:
    answer = api_client.get("/v1/search", params={"q": "debt M33 7ZF"})
    place = answer.json()["place"]
    assert (place["district"], place["authority_name"]) == ("M33", "Trafford")
    assert place["note"].startswith("Your words name this place")
    assert answer.json()["total"] == 2
    assert answer.headers["cache-control"] == "no-store"
    assert "7ZF" not in answer.text


def test_words_of_crisis_put_urgent_help_first(api_client: TestClient) -> None:
    answer = api_client.get("/v1/search?q=suicidal&near=Sale")
    assert answer.text.startswith('{"urgent_help":[{"name":"Emergency services","contact":"999"')
    assert api_client.get("/v1/search?q=debt").json()["urgent_help"] == []


def test_nothing_found_says_what_to_do(api_client: TestClient) -> None:
    found = api_client.get("/v1/search?q=eccles&near=Sale&within_m=3000").json()
    assert found["total"] == 0
    assert {"within_m": 12_000, "total": 1} in found["loosen"]
    assert [one["listing"]["name"] for one in found["nearest_beyond"]] == ["Debt Advice Eccles"]
    strict = api_client.get("/v1/search?q=debt&category=befriending").json()
    assert {"drop": ["category"], "total": 2} in strict["loosen"]


def test_several_places_of_a_name_are_offered(api_client: TestClient) -> None:
    found = api_client.get("/v1/search?q=debt&near=Newport").json()
    assert [one["near"] for one in found["choices"]] == [
        "Newport, Newport",
        "Newport, Isle of Wight",
    ]
    assert found["results"] == []


def test_facets_are_counted_on_the_first_page_unless_asked_for(
    api_client: TestClient, fake_index: FakeIndex
) -> None:
    first = api_client.get("/v1/search?near=Sale&limit=1").json()
    assert {"value": "debt-advice", "name": "Debt and money advice", "count": 2} in (
        first["facets"]["category"]
    )
    cursor = first["cursor"]
    assert api_client.get(f"/v1/search?near=Sale&limit=1&cursor={cursor}").json()["facets"] == {}
    asked = api_client.get("/v1/search?near=Sale&facet=need&facet=source").json()["facets"]
    assert list(asked) == ["need", "source"]


def test_every_filter_reaches_the_index(api_client: TestClient, fake_index: FakeIndex) -> None:
    api_client.get(
        "/v1/search?near=Sale&category=library&need=debt&age=70&day=TU&time=18:30&evening=true"
        "&weekend=false&access_mode=phone&access_mode=online&joining=self&taking_referrals=true"
        "&gender_only=women&free=true&personal_budget=true&language=ur&accessibility=step_free"
        "&tier=ready&checked_since=2026-05-01&source=made_up_council&serves=yes&limit=7"
    )
    asked = fake_index.asked[0]
    told = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    assert told["categories"] == ("library",)
    assert told["access_modes"] == ("phone", "online")
    assert (told["age"], told["day"], told["time"]) == (70, "TU", 18 * 60 + 30)
    assert (told["evening"], told["weekend"], told["free"]) == (True, False, True)
    assert str(told["checked_since"]) == "2026-05-01"
    assert told["areas"][0] == "E08000009"
    unset = [name for name, value in told.items() if value in (None, (), "")]
    assert unset == ["words"], "each filter of the address reaches the index"


def test_a_cursor_goes_on_and_serves_its_own_search_only(api_client: TestClient) -> None:
    first = api_client.get("/v1/search?q=debt&near=Sale&limit=1").json()
    cursor = first["cursor"]
    second = api_client.get(f"/v1/search?q=debt&near=Sale&limit=1&cursor={cursor}").json()
    assert second["results"][0]["id"] != first["results"][0]["id"]
    assert "cursor" not in second
    other = api_client.get(f"/v1/search?q=lonely&near=Sale&limit=1&cursor={cursor}")
    assert other.status_code == 422
    assert other.json()["type"] == "/problems/cursor-misused"


def test_an_answer_says_that_nothing_is_degraded(api_client: TestClient) -> None:
    assert api_client.get("/v1/search?q=debt").json()["degraded"] is False


def test_an_unchanged_answer_without_place_is_not_sent_again(api_client: TestClient) -> None:
    etag = api_client.get("/v1/search?q=debt").headers["etag"]
    again = api_client.get("/v1/search?q=debt", headers={"If-None-Match": etag})
    assert again.status_code == 304


@pytest.mark.parametrize("letters", ["sa", "Sale"])
def test_suggestions_by_kind(api_client: TestClient, letters: str) -> None:
    found = api_client.get(f"/v1/suggest?letters={letters}").json()
    assert [one["near"] for one in found["places"]] == ["Sale"]
    assert {one["name"] for one in found["services"]} == {"Sale Chat and Tea", "Sale Moor Friends"}
