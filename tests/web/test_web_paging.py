"""Going on through results: every service once, and back again."""

from journeys.index import catch_up
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from schema.source import Licence, Publisher, SourceFacts
from tests.web.conftest import Browser
from tests.web.made_up import said
from tests.web.test_web_search import names

MANY = SourceFacts(
    id="many", title="Many", publisher=Publisher(name="Many"), licence=Licence(name="Open")
)


def _publish_many(desk: Desk, number: int) -> None:
    records = [
        said(str(at), f"Knitting Circle {at}", ["loneliness"], source=MANY) for at in range(number)
    ]
    publish_records(desk.database, MANY, records, desk.clock)
    catch_up(desk.reading, desk.index)


def test_every_service_is_shown_once(browser: Browser, desk: Desk) -> None:
    _publish_many(desk, 45)
    page = browser.search(q="knitting", near="M33 7ZF", need="loneliness")
    first, seen = names(page), names(page)
    for _ in range(2):
        page = browser.press(page, "next")
        seen += names(page)
    assert sorted(seen) == sorted(f"Knitting Circle {at}" for at in range(45))
    assert not page.all("button", name="next")
    assert "(page 3)" in page.all("title")[0].text
    back = browser.press(browser.press(page, "back"), "back")
    assert names(back) == first


def test_a_changed_filter_begins_at_the_start(browser: Browser, desk: Desk) -> None:
    _publish_many(desk, 45)
    page = browser.press(browser.search(q="knitting", near="M33 7ZF"), "next")
    trail = page.all("input", name="trail")[0].get("value")
    again = browser.search(q="knitting", near="M33 7ZF", need="loneliness", next=trail)
    assert again.all("h1")[0].text == "45 services near M33"
    assert not again.all("input", name="trail")
