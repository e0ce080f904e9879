"""What pages about abuse do for whoever reads them in fear, what they cannot, and what may run."""

import re

from tests.fixtures.served import ROOT
from tests.web.conftest import Browser
from tests.web.made_up import id_of
from tests.web.reading_pages import Element
from web.drawing import HEADERS

REFUGE = f"/listings/{id_of('refuge')}"
POLICY = HEADERS["Content-Security-Policy"]


def _leads_away_first(page: Element) -> bool:
    """Whether the first link after the one past the header leads to another site."""
    exits = [one for one in page.all("aside") if one.get("aria-label") == "Leave quickly"]
    return bool(exits) and exits[0].all("a")[0].get("href").startswith("https://")


def test_a_search_about_abuse_can_be_left_at_once_and_is_not_kept(browser: Browser) -> None:
    assert _leads_away_first(browser.search(need="domestic-abuse"))
    assert browser.last.headers["Cache-Control"] == "no-store"
    assert not _leads_away_first(browser.search(q="choir"))


def test_nobody_is_told_that_leaving_leaves_no_trace(browser: Browser) -> None:
    assert "It does not delete your history." in browser.get(REFUGE).text
    assert "in its history" in browser.get("/about").text


def test_where_one_leaves_to_learns_nothing_of_where_one_was(browser: Browser) -> None:
    page = browser.get(REFUGE)
    assert browser.last.headers["Referrer-Policy"] == "no-referrer"
    assert {"noopener", "noreferrer"} <= set(
        page.all("a", **{"class": "exit-link"})[0].get("rel").split()
    )


def test_the_policy_lets_no_script_run_and_nothing_come_from_elsewhere(browser: Browser) -> None:
    said = dict(one.strip().split(" ", 1) for one in POLICY.split(";"))
    assert said.pop("default-src") == "'none'"
    assert not [name for name in said if name.startswith(("script", "connect", "frame-src"))]
    assert {word for one in said.values() for word in one.split()} == {"'self'", "'none'", "data:"}
    browser.get(REFUGE)
    assert browser.last.headers["Content-Security-Policy"] == POLICY


def test_the_guide_shows_the_policy_as_it_is_sent() -> None:
    guide = (ROOT / "docs" / "pages.md").read_text("utf-8")
    shown = re.search(r"^Content-Security-Policy: (.+?)\n(?=\S)", guide, re.MULTILINE | re.DOTALL)
    assert shown
    assert " ".join(shown[1].split()) == POLICY
