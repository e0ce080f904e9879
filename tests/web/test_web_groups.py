"""A group adds its service by page, and keeps it with the token that it was shown."""

import pytest

from directory.submissions.attempts import MOST_PER_HOUR
from journeys.keeping.desk import Desk
from journeys.moderate import ask, publish, queue
from tests.fixtures.desk import Files
from tests.web.conftest import Browser
from tests.web.made_up import id_of
from tests.web.reading_pages import Element, answers, row, shown
from tests.web.test_web_search import names

BY = "Moderator of Example Council"
CANARY = "organiser-canary@group.example"
OFFER = {
    "name": "Monday Music",
    "description": "Singing together.\r\nNo voice needed.",
    "eligibility": "Anyone over 60",
    "address": "Example Hall, 1 Made Up Street, Sale",
    "postcode": "M33 7ZF",
    "hours": "Mondays 2pm to 4pm",
    "cost": "£2",
    "free": "no",
    "phone": "01632 960002",
    "taking_referrals": "yes",
    "contact_email": CANARY,
}


def pairs(**changed: str) -> list[tuple[str, str]]:
    """The form filled in; `need` and `joining` are ticked."""
    ticked = [("need", "loneliness"), ("joining", "self"), ("joining", "professional")]
    return [*{**OFFER, **changed}.items(), *ticked]


def filled(page: Element) -> dict[str, list[str]]:
    """What stands in the form of a page, by name."""
    sent: dict[str, list[str]] = {}
    for name, value in answers(page.all("form")[0]):
        sent.setdefault(name, []).append(value)
    return sent


def errors(page: Element) -> dict[str, str]:
    """The faults in the summary, by the field that each leads to."""
    links = page.all("div", role="alert")[0].all("a")
    return {link.get("href")[1:]: link.text for link in links}


def saved(browser: Browser, **changed: str) -> str:
    """A listing sent; gives its token."""
    page = browser.post("/add", [*pairs(**changed), ("step", "send")])
    return page.all("code")[0].text


def published(browser: Browser, desk: Desk) -> str:
    token = saved(browser)
    publish(desk, queue(desk)[0].id, BY)
    return token


def keep(browser: Browser, token: str, path: str = "/keep", **more: str) -> Element:
    return browser.post(path, [("token", token), *more.items()])


def test_from_the_form_to_the_token(browser: Browser, desk: Desk) -> None:
    page = browser.press(browser.post("/add", pairs()), "step", "send")
    assert page.all("h1")[0].text == "Saved"
    assert page.all("code")[0].text.startswith("fp_edit_")
    kept = queue(desk)[0]
    assert kept.document["name"] == "Monday Music"
    assert kept.document["description"] == "Singing together.\nNo voice needed."
    assert kept.document["joining"] == ["self", "professional"]
    assert kept.document["free"] is False
    assert kept.contact == {"email": CANARY}


def test_what_is_missing_is_told_at_its_field_and_nothing_is_lost(browser: Browser) -> None:
    changed = {"name": "", "contact_email": "nobody", "minimum_age": "old", "description": ""}
    page = browser.post("/add", pairs(**changed), 422)
    assert errors(page) == {
        "name": "Enter the name",
        "description": "Say what happens there",
        "minimum_age": "Enter a whole number of years from 0 to 120",
        "contact_email": "Enter an email address, such as name@group.example",
    }
    assert filled(page)["need"] == ["loneliness"]
    assert filled(page)["minimum_age"] == ["old"]
    assert filled(page)["free"] == ["no"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"phone": ""}, "phone"),
        ({"postcode": "", "address": ""}, "postcode"),
        ({"minimum_age": "80", "maximum_age": "60"}, "maximum_age"),
        ({"contact_email": ""}, "contact_email"),
        ({"name": "a" * 201}, "name"),
        ({"contact_phone": "ring me"}, "contact_phone"),
    ],
)
def test_every_fault_leads_to_a_field(
    browser: Browser, changed: dict[str, str], field: str
) -> None:
    page = browser.post("/add", pairs(**changed), 422)
    assert list(errors(page)) == [field]
    assert not errors(page)[field].startswith("Something")


def test_a_group_that_is_there_already_sees_it(browser: Browser) -> None:
    page = browser.post("/add", pairs(name="Debt Advice Sale"))
    assert page.all("h1")[0].text == "Is this already you?"
    assert f"/listings/{id_of('debt')}" in [link.get("href") for link in page.all("a")]
    assert "Same name and postcode." in shown(page)
    check = browser.press(page, "step", "check")
    assert check.all("h1")[0].text == "Check your answers"
    assert row(check, "Your email") == CANARY
    again = browser.press(check, "step", "edit")
    assert filled(again)["joining"] == ["self", "professional"]
    assert filled(again)["name"] == ["Debt Advice Sale"]


def test_what_could_not_be_read_is_told_before_it_is_sent(browser: Browser) -> None:
    page = browser.post("/add", [*pairs(hours="when the moon shines"), ("step", "check")])
    assert "When: “when the moon shines” was not understood" in shown(page)


def test_sending_twice_makes_one(browser: Browser, desk: Desk) -> None:
    assert saved(browser) == saved(browser)
    assert len(queue(desk)) == 1


def test_the_private_contact_stays_private(browser: Browser, desk: Desk) -> None:
    token = published(browser, desk)
    for page in (keep(browser, token), browser.search(q="monday music", near="M33 7ZF")):
        assert CANARY not in page.text
    assert names(browser.search(q="monday music", near="M33 7ZF")) == ["Monday Music"]


def test_the_token_is_in_no_address_and_no_file(browser: Browser, desk: Desk, files: Files) -> None:
    token = published(browser, desk)
    for path in ("/keep", "/keep/confirm", "/keep/change", "/keep/close"):
        page = keep(browser, token, path)
        addresses = [one.get("href") + one.get("action") for one in page.walk()]
        assert not [address for address in addresses if "fp_edit" in address]
        assert token not in str(browser.last.headers)
    assert files.hold(token) == []


def test_one_press_says_that_nothing_has_changed(browser: Browser, desk: Desk) -> None:
    own = keep(browser, published(browser, desk))
    assert [button.text for button in own.all("button")] == [
        "Nothing has changed",
        "Change something",
        "It has closed",
    ]
    form = own.all("form")[0]
    page = browser.post(form.get("action"), answers(form))
    assert "it was checked today" in shown(page)
    link = next(a for a in page.all("a") if a.get("href").startswith("/listings/"))
    public = shown(browser.get(link.get("href")))
    assert "Today, on 21 November 2026, by Monday Music (confirmed by the group)." in public


def test_times_change_at_once_and_names_wait(browser: Browser, desk: Desk) -> None:
    token = published(browser, desk)
    form = keep(browser, token, "/keep/change")
    assert filled(form)["hours"] == ["Mondays 2pm to 4pm"]
    assert filled(form)["taking_referrals"] == ["yes"]
    sent = {
        name: value
        for name, value in answers(form.all("form")[0])
        if name not in ("need", "joining")
    }
    changes = {**sent, "hours": "Mondays 3pm to 5pm", "name": "Monday Choir", "save": "yes"}
    page = browser.post("/keep/change", list(changes.items()))
    assert "Some of them wait until somebody has read them." in shown(page)
    assert "Changes that somebody has yet to read" in shown(page)
    found = browser.search(q="monday", near="M33 7ZF")
    assert "Monday, 3pm to 5pm" in shown(found)
    assert names(found) == ["Monday Music"]


def test_a_change_that_is_none_changes_nothing(browser: Browser, desk: Desk) -> None:
    token = published(browser, desk)
    form = keep(browser, token, "/keep/change").all("form")[0]
    page = browser.post("/keep/change", [*answers(form), ("save", "yes")])
    assert "Nothing was different" in shown(page)


def test_a_wrong_change_is_told_and_kept_on_the_page(browser: Browser, desk: Desk) -> None:
    token = published(browser, desk)
    wrong = [*pairs(phone="", minimum_age="old"), ("token", token), ("save", "yes")]
    page = browser.post("/keep/change", wrong, 422)
    assert list(errors(page)) == ["minimum_age"]
    assert filled(page)["minimum_age"] == ["old"]


def test_closing_is_asked_once_more(browser: Browser, desk: Desk) -> None:
    token = published(browser, desk)
    assert keep(browser, token, "/keep/close").all("h1")[0].text == "Has Monday Music closed?"
    assert names(browser.search(q="monday music", near="M33 7ZF")) == ["Monday Music"]
    page = keep(browser, token, "/keep/close", sure="yes")
    assert "cannot be found any more" in shown(page)
    assert names(browser.search(q="monday music", near="M33 7ZF")) == []
    assert not page.all("button")


def test_what_a_moderator_asks_is_shown(browser: Browser, desk: Desk) -> None:
    token = saved(browser)
    ask(desk, queue(desk)[0].id, BY, "Which door is it?")
    page = keep(browser, token)
    assert "Which door is it?" in shown(page)
    assert "asks for a change" in shown(page)


def test_confirming_too_early_is_told(browser: Browser) -> None:
    page = browser.post("/keep/confirm", [("token", saved(browser))], 409)
    assert page.all("h1")[0].text == "That cannot be done now"


def test_a_wrong_token_opens_nothing_and_guessing_ends(browser: Browser) -> None:
    for number in range(MOST_PER_HOUR["wrong token"]):
        page = browser.post("/keep", [("token", f"fp_edit_{number}")], 422)
    assert errors(page)["token"].startswith("We do not know this token.")
    browser.post("/keep", [("token", "fp_edit_x")], 429)


@pytest.mark.parametrize("path", ["/add", "/keep", "/keep/confirm", "/keep/change", "/keep/close"])
def test_forms_of_other_sites_change_nothing(browser: Browser, path: str) -> None:
    kind = "application/x-www-form-urlencoded"
    for site in ("cross-site", "same-site"):
        headers = {"Content-Type": kind, "Sec-Fetch-Site": site}
        assert browser.client.post(path, content="a=b", headers=headers).status_code == 403


def test_a_step_that_was_bookmarked_leads_to_the_start(browser: Browser) -> None:
    answer = browser.client.get("/keep/change")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/keep")
