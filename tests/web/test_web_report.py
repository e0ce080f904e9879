"""Something wrong? Said by page, kept for the operator."""

from directory.submissions.attempts import MOST_PER_HOUR
from journeys.keeping.desk import Desk
from journeys.report import reports_about
from tests.web.conftest import Browser
from tests.web.made_up import id_of
from tests.web.reading_pages import shown

TEA = f"/listings/{id_of('tea')}"


def test_what_is_said_is_kept_once(browser: Browser, desk: Desk) -> None:
    page = browser.get(TEA)
    assert "This is not an emergency route" in shown(page)
    said = [("kind", "contact_wrong"), ("text", "The number rings\r\nat a bakery")]
    for _ in range(2):
        thanks = browser.post(f"{TEA}/report", said)
        assert thanks.all("h1")[0].text == "Thank you, that is saved"
        assert "This is not an emergency route" in shown(thanks)
    kept = reports_about(desk)
    assert [(one.listing_id, one.kind, one.text) for one in kept] == [
        (id_of("tea"), "contact_wrong", "The number rings\nat a bakery")
    ]


def test_what_is_missing_is_told_and_the_words_are_kept(browser: Browser, desk: Desk) -> None:
    page = browser.post(f"{TEA}/report", [("text", "rings at a bakery")], 422)
    assert page.all("div", role="alert")[0].all("a")[0].get("href") == "#kind-closed"
    assert page.all("textarea")[0].text == "rings at a bakery"
    long = browser.post(f"{TEA}/report", [("kind", "closed"), ("text", "a" * 1_001)], 422)
    assert "Use 1,000 characters or fewer" in shown(long)
    assert not reports_about(desk)


def test_a_report_from_another_site_is_refused(browser: Browser, desk: Desk) -> None:
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "cross-site",
    }
    answer = browser.client.post(f"{TEA}/report", content="kind=closed", headers=headers)
    assert answer.status_code == 403
    assert not reports_about(desk)


def test_senders_are_throttled_in_plain_words(browser: Browser) -> None:
    for number in range(MOST_PER_HOUR["report"]):
        browser.post(f"{TEA}/report", [("kind", "other"), ("text", str(number))])
    page = browser.post(f"{TEA}/report", [("kind", "other"), ("text", "once more")], 429)
    assert page.all("h1")[0].text == "Too many for now"
    assert int(browser.last.headers["Retry-After"]) > 0


def test_nothing_can_be_said_of_what_is_not_there(browser: Browser) -> None:
    browser.post(f"/listings/{id_of('nobody')}/report", [("kind", "closed")], 404)
    browser.get(f"/listings/{id_of('nobody')}/report", 404)
