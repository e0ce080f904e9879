"""The doors of Open Referral UK and HSDS: roots, parameters, pages, streams, single objects."""

from typing import Any
from uuid import UUID

import orjson
import pytest
from starlette.testclient import TestClient

from api.directory.about import About
from api.parts import Parts
from directory.catalogue.asking import Wanted
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, taxonomy_id, term_id
from tests.conformance.checker import page_faults
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.documents import FakeDocuments
from tests.fakes.listings import SERVICES, stored

DOORS = ("/oruk/v3", "/hsds/v3")
LISTS = ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms")
FRIENDS = str(term_id(CATEGORIES_TAXONOMY, "befriending"))
UNKNOWN = "1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["contents"]]


def test_the_roots_steer_validators_to_their_version(api_client: TestClient) -> None:
    uk, hsds = (api_client.get(f"{door}/").json() for door in DOORS)
    assert uk == {
        "version": "HSDS-UK-3.0",
        "profile": "http://testserver/profile",
        "openapi_url": "http://testserver/oruk/v3/openapi.json",
    }
    assert hsds["version"] == "3.2"
    assert "publisher" not in hsds


def test_the_root_answers_without_its_slash_too(api_client: TestClient, door: str) -> None:
    assert api_client.get(door).json() == api_client.get(f"{door}/").json()


def test_hsds_says_who_publishes(parts: Parts) -> None:
    from dataclasses import replace

    from api.app import create_app

    about = About(description="Made up", publisher="Made-up Council", publisher_id="GB-LAE-XXX")
    app = create_app(replace(parts, about=about, public_url="https://directory.example/"))
    with TestClient(app) as client:
        root = client.get("/hsds/v3/").json()
    assert root["publisher"] == {"name": "Made-up Council", "identifier": "GB-LAE-XXX"}
    assert root["description"] == "Made up"
    assert root["profile"] == "https://directory.example/profile"
    assert root["openapi_url"] == "https://directory.example/hsds/v3/openapi.json"


def test_the_description_of_a_door_is_of_that_door_alone(api_client: TestClient, door: str) -> None:
    address = api_client.get(f"{door}/").json()["openapi_url"]
    said = api_client.get(address).json()
    assert said["openapi"].startswith("3.1")
    assert said["servers"] == [{"url": f"http://testserver{door}"}]
    assert {"/", *(f"/{name}" for name in LISTS), *(f"/{name}/{{id}}" for name in LISTS)} == set(
        said["paths"]
    )
    referred = set(_references(said))
    assert referred <= set(said["components"]["schemas"])


def _references(said: Any) -> list[str]:
    if isinstance(said, list):
        return [name for one in said for name in _references(one)]
    if not isinstance(said, dict):
        return []
    own = [said["$ref"].rpartition("/")[2]] if isinstance(said.get("$ref"), str) else []
    return own + [name for one in said.values() for name in _references(one)]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("page", [1, 2, 3, 4, 99])
def test_pages_say_what_they_are(api_client: TestClient, door: str, name: str, page: int) -> None:
    answer = api_client.get(f"{door}/{name}?page={page}&per_page=2")
    assert answer.status_code == 200
    assert page_faults(answer.json(), per_page=2) == []


@pytest.mark.parametrize("name", LISTS)
def test_every_id_in_a_list_answers_under_its_path(
    api_client: TestClient, door: str, name: str
) -> None:
    for one in _ids(api_client.get(f"{door}/{name}?per_page=500")):
        answer = api_client.get(f"{door}/{name}/{one}")
        assert answer.status_code == 200
        assert answer.json()["id"] == one
        assert answer.headers["etag"]
        again = api_client.get(
            f"{door}/{name}/{one}", headers={"If-None-Match": answer.headers["etag"]}
        )
        assert again.status_code == 304


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_id_is_not_found(api_client: TestClient, door: str, name: str) -> None:
    answer = api_client.get(f"{door}/{name}/{UNKNOWN}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_what_was_joined_names_its_successor(
    api_client: TestClient, fake_documents: FakeDocuments, door: str
) -> None:
    first, second = SERVICES[:2]
    tie = first.service_at_locations[0].id
    fake_documents.by_id[str(first.id)] = stored(first, state="merged", successor=str(second.id))
    for path in (f"services/{first.id}", f"service_at_locations/{tie}"):
        answer = api_client.get(f"{door}/{path}")
        there = f"{door}/services/{second.id}"
        assert answer.status_code == 410
        assert answer.json()["successor"] == there
        assert answer.headers["link"] == f'<{there}>; rel="successor-version"'
        assert answer.headers["location"] == there


def test_what_was_withdrawn_is_gone_without_a_successor(
    api_client: TestClient, fake_documents: FakeDocuments, door: str
) -> None:
    first = SERVICES[0]
    fake_documents.by_id[str(first.id)] = stored(first, state="withdrawn")
    answer = api_client.get(f"{door}/services/{first.id}")
    assert answer.status_code == 410
    assert "successor" not in answer.json()
    assert str(first.id) not in _ids(api_client.get(f"{door}/services"))


def test_other_pages_are_linked(api_client: TestClient, door: str) -> None:
    answer = api_client.get(f"{door}/services?per_page=2&page=2&search=&full=true")
    for name, page in (("first", 1), ("last", 3), ("prev", 1), ("next", 3)):
        said = f'<{door}/services?per_page=2&search=&full=true&page={page}>; rel="{name}"'
        assert said in answer.headers["link"].split(", ")


def test_filters_combine_with_and(api_client: TestClient, door: str) -> None:
    one = _ids(api_client.get(f"{door}/services?taxonomy_term_id={FRIENDS}"))
    two = _ids(api_client.get(f"{door}/services?search=sale"))
    both = _ids(api_client.get(f"{door}/services?taxonomy_term_id={FRIENDS}&search=sale"))
    assert set(both) == set(one) & set(two)
    assert both
    assert set(both) < set(one)


def test_a_taxonomy_finds_all_that_carry_a_term_of_it(api_client: TestClient, door: str) -> None:
    of_needs = _ids(api_client.get(f"{door}/services?taxonomy_id={taxonomy_id(NEEDS_TAXONOMY)}"))
    assert len(of_needs) == 5


def test_places_by_postcode_and_by_point(api_client: TestClient, door: str) -> None:
    near = _ids(api_client.get(f"{door}/service_at_locations?postcode=M33 7ZF&proximity=2000"))
    assert len(near) == 3
    wider = _ids(api_client.get(f"{door}/service_at_locations?postcode=M33 7ZF"))
    assert set(near) < set(wider)
    point = _ids(api_client.get(f"{door}/services?lat=53.4251&lon=-2.319&within_m=2000"))
    assert len(point) == 3


def test_all_parameters_of_open_referral_uk_reach_the_catalogue(
    api_client: TestClient, parts: Parts, door: str
) -> None:
    asked = (
        "search=debt&minimum_age=18&maximum_age=65.5&start_time=09:00&end_time=17:30&day=Tuesday"
        f"&organization_id={UNKNOWN}&modified_after=2026-10-05&category=food-bank&source=made_up"
        "&age=70&tier=assured"
    )
    assert api_client.get(f"{door}/services?{asked}").status_code == 200
    assert isinstance(parts.catalogue, FakeCatalogue)
    wanted = parts.catalogue.asked[-1]
    assert (wanted.words, wanted.starts_at_age, wanted.ends_at_age) == (("debt",), 18, 65.5)
    assert (wanted.minimum_age, wanted.maximum_age) == (70, 70)
    assert wanted.tiers == ("assured", "recognised")
    assert wanted.held_on
    assert (wanted.day, wanted.opens, wanted.closes) == ("TU", 540, 1050)
    assert wanted.organization_id == UNKNOWN
    assert wanted.modified_after
    assert wanted.modified_after.isoformat() == "2026-10-04T23:59:59.999999+00:00"
    assert wanted.marks == (("category:food-bank",), ("source:made_up",))


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("page=0", "page"),
        ("page=x", "page"),
        ("per_page=501", "per_page"),
        ("format=csv", "format"),
        ("no_such=1", "no_such"),
        ("taxonomy_term_id=food", "taxonomy_term_id"),
        ("modified_after=yesterday", "modified_after"),
        ("minimum_age=-1", "minimum_age"),
        ("start_time=25:00", "start_time"),
        ("day=someday", "day"),
        ("full=maybe", "full"),
        ("lat=53.4", "lon"),
        ("proximity=500", "proximity"),
        ("within_m=500", "within_m"),
        ("postcode=nowhere", "postcode"),
        ("postcode=M33 7ZF&lat=53.4&lon=-2.3", "postcode"),
        ("page=1&page=2", "page"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(
    api_client: TestClient, door: str, query: str, parameter: str
) -> None:
    answer = api_client.get(f"{door}/services?{query}")
    assert answer.status_code == 422
    assert [one["parameter"] for one in answer.json()["errors"]] == [parameter]
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("name", LISTS)
def test_lines_hold_everything_without_pages(api_client: TestClient, door: str, name: str) -> None:
    answer = api_client.get(f"{door}/{name}?format=ndjson&per_page=1")
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    headed = api_client.head(f"{door}/{name}?format=ndjson&per_page=1")
    assert (headed.status_code, headed.content) == (200, b"")
    assert headed.headers["content-type"] == answer.headers["content-type"]
    said = [orjson.loads(line)["id"] for line in answer.content.splitlines()]
    assert said == _ids(api_client.get(f"{door}/{name}?per_page=500"))
    assert answer.content.endswith(b"\n") or not said


def test_minimal_gives_ids_and_changes_alone_on_one_page(api_client: TestClient, door: str) -> None:
    page = api_client.get(f"{door}/services?minimal=true&per_page=1").json()
    assert page_faults(page) == []
    assert len(page["contents"]) == len(SERVICES) == page["total_items"]
    assert {tuple(one) for one in page["contents"]} == {("id", "last_modified")}
    beyond = api_client.get(f"{door}/services?minimal=true&page=2").json()
    assert beyond["empty"] is True
    assert beyond["total_items"] == len(SERVICES)
    nothing = api_client.get(f"{door}/services?minimal=true&search=zebra").json()
    assert page_faults(nothing) == []


def test_a_short_list_leaves_out_what_there_is_several_of(
    api_client: TestClient, door: str
) -> None:
    for one in api_client.get(f"{door}/services?full=false").json()["contents"]:
        assert {"id", "name", "status"} <= set(one)
        assert not [name for name, value in one.items() if isinstance(value, list)]


def test_a_service_in_its_place_brings_the_service(api_client: TestClient, door: str) -> None:
    listed = api_client.get(f"{door}/service_at_locations").json()["contents"]
    alone = [api_client.get(f"{door}/service_at_locations/{one['id']}").json() for one in listed]
    for one in [*listed, *alone]:
        assert one["service"]["id"] == one["service_id"]
        assert (one["name"], one["status"]) == (one["service"]["name"], "active")
        assert one["location"]["latitude"]


def test_a_post_keeps_everything_out_of_the_address(api_client: TestClient, door: str) -> None:
    asked = {"postcode": "M33 7ZF", "proximity": 2000, "category": ["befriending"]}
    answer = api_client.post(f"{door}/service_at_locations", json=asked)
    assert len(_ids(answer)) == 3
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    assert "M33" not in answer.headers["link"]
    assert 'rel="next"' not in answer.headers["link"]


def test_a_bare_post_takes_the_address_as_hsds_declares_it(
    api_client: TestClient, door: str
) -> None:
    assert len(_ids(api_client.post(f"{door}/services?per_page=2"))) == 2
    both = api_client.post(f"{door}/services?per_page=2", json={"page": 2})
    assert both.status_code == 422


@pytest.mark.parametrize(
    ("query", "kept"),
    [("", "no-cache"), ("?postcode=M33 7ZF", "no-store"), ("?lat=53.4&lon=-2.3", "no-store")],
)
def test_what_a_place_led_to_is_kept_nowhere(
    api_client: TestClient, door: str, query: str, kept: str
) -> None:
    for ending in ("", "&format=ndjson" if query else "?format=ndjson"):
        answer = api_client.get(f"{door}/services{query}{ending}")
        assert answer.headers["cache-control"] == kept


def test_terms_by_taxonomy_parent_and_top(api_client: TestClient, door: str) -> None:
    ours = f"{door}/taxonomy_terms?taxonomy_id={taxonomy_id(CATEGORIES_TAXONOMY)}&per_page=500"
    every = api_client.get(ours).json()["contents"]
    top = api_client.get(f"{ours}&top_only=true").json()["contents"]
    assert 0 < len(top) < len(every)
    assert not [term for term in top if "parent_id" in term]
    below = api_client.get(f"{ours}&parent_id={top[0]['id']}").json()["contents"]
    assert {term["parent_id"] for term in below} == {top[0]["id"]}


def test_a_branch_finds_what_stands_below_it(api_client: TestClient, door: str) -> None:
    term = api_client.get(f"{door}/taxonomy_terms/{FRIENDS}").json()
    above = _ids(api_client.get(f"{door}/services?taxonomy_term_id={term['parent_id']}"))
    alone = _ids(api_client.get(f"{door}/services?taxonomy_term_id={FRIENDS}"))
    assert set(alone) <= set(above)
    assert alone


def test_organizations_come_with_their_services_when_asked(
    api_client: TestClient, fake_documents: FakeDocuments, door: str
) -> None:
    own = UUID(UNKNOWN)
    said = orjson.loads(fake_documents.by_id[str(SERVICES[0].id)].body)
    said |= {
        "organization_id": str(own),
        "organization": {"id": str(own), "name": "Made-up Trust", "description": ""},
    }
    fake_documents.by_id[said["id"]] = stored(type(SERVICES[0]).model_validate(said))
    short = api_client.get(f"{door}/organizations").json()["contents"]
    assert [(one["name"], "services" in one) for one in short] == [("Made-up Trust", False)]
    for path in ("organizations?full_service=true", f"organizations/{own}?full_service=true"):
        body = api_client.get(f"{door}/{path}").json()
        one = body["contents"][0] if "contents" in body else body
        assert [service["id"] for service in one["services"]] == [said["id"]]


def test_a_preflight_is_answered(api_client: TestClient, door: str) -> None:
    asked = {"Origin": "https://page.example", "Access-Control-Request-Method": "GET"}
    answer = api_client.options(f"{door}/services", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"


def test_nothing_is_read_for_lines_that_are_not_sent(
    api_client: TestClient, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    read: list[Wanted] = []
    monkeypatch.setattr(FakeCatalogue, "walk", lambda _, wanted: iter(read.append(wanted) or ()))
    assert api_client.head(f"{door}/services?format=ndjson").status_code == 200
    assert read == []
    api_client.get(f"{door}/services?format=ndjson")
    assert len(read) == 1
