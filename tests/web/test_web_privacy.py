"""A canary postcode is searched for by page, then looked for in all that is written or linked."""

import logging

import pytest
import structlog

from journeys.keeping.desk import Desk
from tests.fixtures.desk import Files
from tests.web.conftest import Browser
from tests.web.reading_pages import Element

CANARY = "M33 6DG"
TRACES = ("6DG", "6dg", "53.4257", "2.3167", "unicycling")


def _pages(browser: Browser) -> list[Element]:
    found = browser.search(q="unicycling lonely", near=CANARY)
    return [
        found,
        browser.press(found, "reach"),
        browser.search(near="m336dg", need="loneliness"),
        browser.search(422, q="unicycling", near=CANARY, age="500"),
        browser.search(near=CANARY, trail="unicycling", next="unicycling"),
        browser.get(f"/?near={CANARY}&q=debt"),
        browser.get(f"/unicycling/{CANARY}", 404),
    ]


def test_nothing_that_is_written_holds_the_place(
    browser: Browser,
    files: Files,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    desk: Desk,
) -> None:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as lines:
        asked = [*_pages(browser), browser.search(422, q="debt", near=f"{CANARY}X")]
    assert len(lines) >= len(asked)
    logged = [one.getMessage() for one in caplog.records if not one.name.startswith("httpx2")]
    written = f"{lines} {logged} {capfd.readouterr()}"
    assert not [trace for trace in TRACES if trace in written]
    assert {trace: files.hold(trace) for trace in TRACES} == {trace: [] for trace in TRACES}


def test_the_place_stands_in_its_own_field_and_nowhere_else(browser: Browser) -> None:
    for page in _pages(browser):
        for one in page.walk():
            said = {name: value for name, value in one.attributes.items() if _holds(value)}
            assert not said or (one.get("id") == "near" and list(said) == ["value"]), said
        assert not _holds(page.text)


def test_no_address_and_no_header_holds_the_place(browser: Browser) -> None:
    for page in _pages(browser):
        addresses = [one.get("href") + one.get("action") for one in page.walk()]
        assert not [address for address in addresses if _holds(address) or "near=" in address]
        assert not _holds(str(browser.last.headers))
        assert browser.last.headers["Cache-Control"] == "no-store"
        assert browser.last.headers["Referrer-Policy"] == "no-referrer"


def test_a_crash_is_a_page_and_its_log_holds_no_value(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise ValueError(CANARY)

    monkeypatch.setattr("web.pages.search.find", crash)
    with structlog.testing.capture_logs() as lines:
        page = browser.search(500, q="debt", near=CANARY)
    assert page.all("h1")[0].text == "Something failed here"
    assert page.all("code")[0].text == browser.last.headers["X-Request-ID"]
    crashes = [line for line in lines if line["event"] == "crash"]
    assert [line["kind"] for line in crashes] == ["ValueError"]
    assert not _holds(str(lines))


def _holds(text: str) -> bool:
    return "6dg" in text.casefold()
