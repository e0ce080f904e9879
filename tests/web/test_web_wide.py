"""Everything that needs no journey, from the page of results near a place."""

from tests.web.conftest import Browser
from tests.web.reading_pages import shown

PLACE = {"q": "lonely", "near": "M33 7ZF"}


def test_what_needs_no_journey_is_listed_alone_and_the_place_is_kept(browser: Browser) -> None:
    page = browser.press(browser.search(**PLACE), "reach", "wide")
    assert page.all("h1")[0].text == "1 service for M33"
    assert "For “lonely”, nationwide, online, by phone or at home." in shown(page)
    assert "Lonely? Ring Us" in shown(page)
    assert "Thursday Tea and Talk" not in shown(page)
    assert page.all("input", name="near")[0].get("value") == "M33 7ZF"


def test_filters_keep_to_what_needs_no_journey(browser: Browser) -> None:
    page = browser.search(**PLACE, reach="wide", need="loneliness")
    assert page.all("h1")[0].text == "1 service for M33"
    assert [one.get("value") for one in page.all("button", name="remove")] == [
        "reach:wide",
        "need:loneliness",
        "all",
    ]


def test_taking_it_back_leads_to_the_services_nearby(browser: Browser) -> None:
    wide = browser.search(**PLACE, reach="wide")
    for button in ("reach:wide", "all"):
        with_need = browser.search(**PLACE, reach="wide", need="loneliness")
        page = browser.press(wide if button != "all" else with_need, "remove", button)
        assert page.all("h1")[0].text == "2 services near M33"


def test_what_the_form_cannot_mean_is_left_unread(browser: Browser) -> None:
    assert browser.search(**PLACE, reach="x").all("h1")[0].text == "2 services near M33"
