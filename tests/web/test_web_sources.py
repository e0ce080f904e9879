"""Where it comes from, by page; and the style sheet."""

import re

import pytest

from directory import run_lease, runs
from directory.runs import FAILED, Counts, RunReport
from journeys.keeping.desk import Desk
from tests.web.conftest import Browser
from tests.web.made_up import LINKS
from tests.web.reading_pages import Element, row, shown
from web.static_files import address_of


def _source(page: Element, title: str) -> Element:
    return next(one for one in page.all("section") if one.all("h2")[0].text == title)


def test_each_source_tells_its_licence_and_its_last_reading(browser: Browser) -> None:
    council = _source(browser.get("/sources"), "Made-up Borough Directory")
    assert row(council, "Published by") == "Made-up Borough Council, council.example"
    assert row(council, "Licence") == "Open Government Licence v3.0"
    assert row(council, "In their words") == "Contains made-up data"
    assert row(council, "Holds") == "5 records"
    assert row(council, "State") == "Up to date"
    assert row(council, "Last read") == "21 November 2026 (today): 5 read and 5 new"


def test_a_source_that_failed_says_so(browser: Browser, desk: Desk) -> None:
    run = run_lease.begin(desk.database, LINKS, desk.clock.now())
    failed = RunReport(run, LINKS.id, FAILED, Counts(), reason="the address answered with a page")
    with desk.database.writing() as connection:
        runs.finish(connection, failed, desk.clock.now())
    links = _source(browser.get("/sources"), "Made-up Links")
    assert row(links, "State") == (
        "The last reading failed; what was known before stays: the address answered with a page"
    )


def test_places_are_credited_too(browser: Browser) -> None:
    assert "Contains OS data © Crown copyright" in shown(browser.get("/sources"))


def test_about_names_the_sources_and_what_is_not_kept(browser: Browser) -> None:
    text = shown(browser.get("/about"))
    assert "Made-up Borough Directory, Made-up Borough Council" in text
    assert "set no cookies and run no scripts" in text
    assert "WCAG 2.2 at level AA" in text


def test_the_style_sheet_is_kept_under_the_address_of_its_content(browser: Browser) -> None:
    answer = browser.client.get(address_of("style.css"))
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]
    assert browser.client.get("/static/style.css?v=old").headers["Cache-Control"] == "no-cache"
    assert not re.search(r"url\(|@import|https?:", answer.text)


@pytest.mark.parametrize("name", ["none.css", "..%2fparts.py", "style.css%00", "."])
def test_nothing_else_is_static(browser: Browser, name: str) -> None:
    assert browser.client.get(f"/static/{name}").status_code == 404


def test_programs_still_read_problems(browser: Browser) -> None:
    answer = browser.client.get("/nowhere", headers={"Accept": "application/json"})
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert browser.client.delete("/", headers={"Accept": "text/html"}).status_code == 405
