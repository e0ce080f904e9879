"""Hostile requests at the doors of the standards: refused in words, never a failure of ours."""

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

PROBLEMS = ("application/problem+json", "application/fhir+json")
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ID = "1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"
LISTS = [
    f"/{door}/v3/{name}"
    for door in ("oruk", "hsds")
    for name in (
        "services",
        "service_at_locations",
        "organizations",
        "taxonomies",
        "taxonomy_terms",
    )
]
SEARCHES = [f"/fhir/R4/{kind}" for kind in ("HealthcareService", "Organization", "Location")]
OTHERS = ["/rpde/services", "/rpde/awards", "/bulk/", "/v1/awards", "/v1/sources", "/v1/schemes"]
QUERIES = {
    "a number that is none": "proximity=nan&postcode=M33",
    "an endless number": "proximity=inf&postcode=M33&lat=1e400",
    "thirty digits": f"page={'9' * 30}&_count={'9' * 30}&afterChangeNumber={'9' * 30}",
    "less than nothing": "page=-1&per_page=0&_count=-1&limit=-1&afterChangeNumber=-1",
    "a nought byte": "search=%00&name=%00&page=%00",
    "a lone surrogate": "search=%ED%A0%80&name=%ED%A0%80",
    "bytes that are no text": "search=%FF%FE&name=%FF",
    "ten kilobytes": f"search={'a' * 10_240}&name={'a' * 10_240}",
    "one name ten kilobytes long": f"{'a' * 10_240}=1",
    "a key twice": "page=1&page=2&_count=1&_count=2&limit=1&limit=2",
    "three hundred keys": "&".join(f"x{number}=1" for number in range(300)),
    "a formula of the database": "search='%20OR%201=1;--&name='%20OR%201=1;--",
    "marks of the index": 'search="(*:AND%20NEAR&name="(*:AND%20NEAR',
    "no names": "&&&===&=&",
    "brackets": "page[]=1&_count[$gt]=1&limit[0]=2",
    "turned writing": "search=%E2%80%AE%E2%80%8B%F3%A0%80%81&name=%E2%80%AE",
    "a day that never was": "modified_after=2026-02-30T25:61:00Z&_lastUpdated=ge2026-02-30",
    "half a point": "lat=53&near=53%7C%7C%7C",
    "a half postcode of letters": "postcode=%F0%9F%92%A9&proximity=1",
}
BODIES = {
    "nothing like JSON": b"\xff\xfe{",
    "nested deeply": b"[" * 50_000,
    "a number of 5,000 digits": b'{"page": ' + b"9" * 5_000 + b"}",
    "not a number": b'{"proximity": NaN}',
    "a key twice": b'{"page": 1, "page": 2}',
    "a lone surrogate": b'{"search": "\\ud800"}',
    "a nought": b'{"search": "\\u0000"}',
    "a list": b"[]",
    "null": b'{"page": null}',
    "thirty megabytes": b" " * 30_000_000,
}
NO_IDS = ["%00", "..%2f..%2fetc%2fpasswd", "a" * 10_240, "%ED%A0%80", "1;--", f"{ID}%0d%0aX: 1"]


def _is_refused_in_words(answer: Response) -> bool:
    kind = answer.headers.get("content-type", "")
    return 400 <= answer.status_code < 500 and kind.startswith(PROBLEMS)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_no_query_makes_any_door_fail(demonstration_door: TestClient, query: str) -> None:
    for path in (*LISTS, *SEARCHES, *OTHERS):
        answer = demonstration_door.get(f"{path}?{query}")
        is_answered = answer.status_code == 200 or _is_refused_in_words(answer)
        has_no_files = path == "/bulk/" and answer.status_code == 503
        assert is_answered or has_no_files, (path, answer.status_code, answer.text[:200])


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_no_body_makes_a_list_fail(demonstration_door: TestClient, body: bytes) -> None:
    for path in LISTS if len(body) < 1_000_000 else LISTS[:1]:
        answer = demonstration_door.post(path, content=body, headers=JSON)
        assert _is_refused_in_words(answer), (path, answer.status_code)


@pytest.mark.parametrize(
    "form", [b"\xff=%FF", b"name=%00", b"name=a&" * 300, b"=" * 1000, b" " * 30_000_000]
)
def test_no_form_makes_a_search_fail(demonstration_door: TestClient, form: bytes) -> None:
    answer = demonstration_door.post(f"{SEARCHES[0]}/_search", content=form, headers=FORM)
    assert answer.status_code == 200 or _is_refused_in_words(answer)


@pytest.mark.parametrize("no_id", NO_IDS, ids=range(len(NO_IDS)))
def test_no_id_makes_an_object_fail(demonstration_door: TestClient, no_id: str) -> None:
    for path in (*LISTS, *SEARCHES, "/v1/awards", "/v1/listings", "/bulk", "/schema", "/profile"):
        answer = demonstration_door.get(f"{path}/{no_id}")
        has_no_files = path == "/bulk" and answer.status_code == 503
        assert has_no_files or _is_refused_in_words(answer), (path, answer.status_code)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("If-None-Match", '"' + "a" * 9_000),
        ("Accept", "application/fhir+json;q=x," * 300),
        ("X-Request-ID", "M33 7ZF'; --"),
        ("Range", "bytes=9-1,a-b,-"),
        ("If-Modified-Since", "yesterday"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("Content-Type", "\x7f"),
    ],
)
def test_no_header_makes_a_door_fail(demonstration_door: TestClient, name: str, value: str) -> None:
    for path in (LISTS[0], SEARCHES[0], *OTHERS[:2]):
        answer = demonstration_door.get(path, headers={name: value})
        assert answer.status_code == 200 or _is_refused_in_words(answer), path
        assert value not in answer.headers.values()
