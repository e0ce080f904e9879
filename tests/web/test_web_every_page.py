"""What holds for every page: structure, labels, no script, nothing from outside."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.web.conftest import Browser
from tests.web.made_up import id_of
from tests.web.reading_pages import FIELDS, Element
from web.drawing import HEADERS

OFFER = (
    ("name", "Monday Music"),
    ("description", "Singing together"),
    ("postcode", "M33 7ZF"),
    ("phone", "01632 960002"),
    ("contact_email", "organiser@group.example"),
)
PAGES: dict[str, Callable[[Browser], Element]] = {
    "start": lambda b: b.get("/"),
    "words in the address": lambda b: b.get("/?q=lonely"),
    "results": lambda b: b.search(q="lonely", near="M33 7ZF", need="loneliness"),
    "nothing asked": lambda b: b.search(422, q=""),
    "nothing found": lambda b: b.search(q="unicycles", near="Sale", need="debt"),
    "unknown place": lambda b: b.search(422, q="debt", near="ZZ99 9ZZ"),
    "wrong age": lambda b: b.search(422, q="debt", age="500"),
    "which place": lambda b: b.search(q="debt", near="Newport"),
    "crisis": lambda b: b.search(q="suicidal", near="Sale"),
    "listing": lambda b: b.get(f"/listings/{id_of('tea')}"),
    "listing about abuse": lambda b: b.get(f"/listings/{id_of('refuge')}"),
    "report": lambda b: b.get(f"/listings/{id_of('tea')}/report"),
    "empty report": lambda b: b.post(f"/listings/{id_of('tea')}/report", [], 422),
    "reported": lambda b: b.post(f"/listings/{id_of('tea')}/report", [("kind", "closed")]),
    "add": lambda b: b.get("/add"),
    "add with faults": lambda b: b.post("/add", [("email", "nobody")], 422),
    "is this you": lambda b: b.post("/add", [("name", "Debt Advice Sale"), *OFFER[1:]]),
    "check": lambda b: b.post("/add", [*OFFER, ("step", "check")]),
    "saved": lambda b: b.post("/add", [*OFFER, ("step", "send")]),
    "keep": lambda b: b.get("/keep"),
    "wrong token": lambda b: b.post("/keep", [("token", "fp_edit_0")], 422),
    "own listing": lambda b: _own(b, "/keep"),
    "change": lambda b: _own(b, "/keep/change"),
    "close": lambda b: _own(b, "/keep/close"),
    "about": lambda b: b.get("/about"),
    "sources": lambda b: b.get("/sources"),
    "no such page": lambda b: b.get("/nowhere", 404),
    "no such listing": lambda b: b.get(f"/listings/{id_of('nobody')}", 404),
    "no such award": lambda b: b.get(f"/awards/{id_of('nobody')}", 404),
}


def _own(browser: Browser, path: str) -> Element:
    saved = browser.post("/add", [*OFFER, ("step", "send")])
    return browser.post(path, [("token", saved.all("code")[0].text)])


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, browser: Browser) -> Element:
    drawn: Element = PAGES[request.param](browser)
    return drawn


def test_every_page_is_plain_safe_and_readable_by_machines(page: Element, browser: Browser) -> None:
    _has_its_landmarks(page)
    _labels_every_field(page)
    _points_at_what_is_there(page)
    _runs_and_fetches_nothing(page)
    _links_out_safely(page)
    for name, value in HEADERS.items():
        assert browser.last.headers[name] == value
    assert browser.last.headers["Cache-Control"] in ("no-store", "no-cache")
    assert "set-cookie" not in browser.last.headers


def _has_its_landmarks(page: Element) -> None:
    assert page.all("html")[0].get("lang") == "en-GB"
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert page.all("h1")[0].text
    assert page.all("title")[0].text.endswith("– Fingerpost")
    assert [one.get("href") for one in page.all("a", **{"class": "skip"})] == ["#main"]
    levels = [int(one.tag[1]) for one in page.walk() if re.fullmatch(r"h[1-6]", one.tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def _labels_every_field(page: Element) -> None:
    labelled = {one.get("for") for one in page.all("label")}
    fields = [one for one in page.walk() if one.tag in FIELDS and one.get("type") != "hidden"]
    assert [one.attributes for one in fields if one.get("id") not in labelled] == []
    assert all(button.text for button in page.all("button"))
    groups = page.all("fieldset")
    assert all(group.children[0].tag == "legend" for group in groups)


def _points_at_what_is_there(page: Element) -> None:
    ids = [one.get("id") for one in page.walk() if "id" in one.attributes]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    pointing = ("aria-labelledby", "aria-describedby")
    wanted = {ref for one in page.walk() for name in pointing for ref in one.get(name).split()}
    wanted |= {one.get("for") for one in page.all("label")}
    wanted |= {one.get("href")[1:] for one in page.all("a") if one.get("href").startswith("#")}
    assert wanted <= set(ids)


def _runs_and_fetches_nothing(page: Element) -> None:
    for one in page.walk():
        assert one.tag not in ("script", "iframe", "object", "embed", "style", "base")
        assert not [name for name in one.attributes if name.startswith("on") or name == "style"]
    fetched = [one.get("src") for one in page.all("img")]
    fetched += [one.get("href") for one in page.all("link")]
    assert all(address.startswith("/static/") for address in fetched)
    assert all(re.match(r"/(?!/)", form.get("action")) for form in page.all("form"))
    assert {form.get("method") for form in page.all("form")} <= {"post"}


def _links_out_safely(page: Element) -> None:
    for link in page.all("a"):
        scheme = link.get("href").partition(":")[0]
        assert re.match(r"[/#]", link.get("href")) or scheme in ("http", "https", "mailto", "tel")
        if scheme in ("http", "https"):
            assert {"noopener", "noreferrer", "nofollow"} <= set(link.get("rel").split())
