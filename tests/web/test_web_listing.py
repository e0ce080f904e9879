"""One listing by page: all that is known, what is not, who says so, and nothing that can bite."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from directory import withdrawals
from journeys.index import catch_up
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from schema.identifiers import record_id
from schema.source import Attribution
from tests.fixtures.awards import LoadAwards, an_award, listing_subject
from tests.web.conftest import Browser
from tests.web.made_up import COUNCIL, LINKS, id_of, said
from tests.web.reading_pages import Element, row, shown

TEA = f"/listings/{id_of('tea')}"
BITING = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}"


def publish(desk: Desk, key: str, name: str, **fields: Any) -> str:
    """One more listing; gives its address."""
    publish_records(desk.database, COUNCIL, [said(key, name, **fields)], desk.clock)
    catch_up(desk.reading, desk.index)
    return f"/listings/{id_of(key)}"


def test_all_that_is_known_is_shown(browser: Browser) -> None:
    page = browser.get(TEA)
    assert page.all("h1")[0].text == "Thursday Tea and Talk"
    assert "Also known as Tea and Talk" in shown(page)
    assert row(page, "When") == "Thursday, 2pm to 4pm"
    assert row(page, "Where") == "1 Made Up Street Sale Trafford M33 7ZF"
    assert row(page, "Who it is for") == "Aged 60 and over Anyone who lives alone"
    assert row(page, "Cost") == "£2.50"
    assert row(page, "Phone") == "01632 960001 extension 12"
    assert row(page, "Email") == "tea@group.example"
    assert row(page, "Website") == "tea.example/thursdays"
    assert row(page, "Languages") == "Urdu"
    assert row(page, "Helps with") == "Loneliness and isolation"
    assert row(page, "Area covered") == "Trafford"
    assert row(page, "Run by") == "Example Neighbours"
    links = [link.get("href") for link in page.all("a")]
    assert "tel:01632960001" in links
    assert "mailto:tea@group.example" in links
    assert "https://tea.example/thursdays" in links


def test_the_essentials_that_nobody_gave_are_said(browser: Browser) -> None:
    page = browser.get(f"/listings/{id_of('chat')}")
    assert row(page, "When") == row(page, "Cost") == row(page, "Phone") == "Not given"
    assert row(page, "Taking new people") == "Not known; ask"
    assert "Nobody has said when this was last checked. Ring before you go." in shown(page)
    assert "We know of none. That is not a bad mark" in shown(page)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("defunct", "This has closed"),
        ("inactive", "This is not running now"),
        ("temporarily closed", "This is closed for the time being"),
    ],
)
def test_what_has_closed_says_so_first(
    browser: Browser, desk: Desk, status: str, told: str
) -> None:
    page = browser.get(publish(desk, "shut", "Shut Library", status=status))
    assert shown(page).split("Shut Library", 2)[-1].strip().startswith(told)
    assert page.all("meta", name="robots")
    running = browser.get(TEA)
    assert "closed" not in row(running, "When")
    assert not running.all("meta", name="robots")


def test_a_claim_of_a_source_is_no_kite_mark(browser: Browser) -> None:
    text = shown(browser.get(TEA))
    assert "“Example Quality Mark, level 2” – reported by Made-up Borough Directory" in text
    assert "unverified" in text
    assert "We know of none." in text


def test_each_source_is_credited_with_its_licence_and_words(browser: Browser) -> None:
    page = browser.get(TEA)
    text = shown(page)
    assert "Made-up Borough Directory, Made-up Borough Council" in text
    assert "Made-up Links, Made-up Health Alliance" in text
    assert "Licence: Open Government Licence v3.0" in text
    assert "Contains made-up data" in [link.text for link in page.all("a")]
    rows = {line.children[0].text: line.text for line in page.all("tr")}
    assert "“old@group.example”" in rows["Email"]
    assert "This listing last changed on 21 November 2026." in text


def test_a_printed_copy_says_where_and_when_it_was_printed(browser: Browser) -> None:
    printed = browser.get(TEA).all("p", **{"class": "paper-only"})[0].text
    assert printed.startswith(f"Printed from http://testserver{TEA} on 21 November 2026.")
    assert "Information checked: 3 weeks ago, on 31 October 2026, by Example Voluntary" in printed


def test_similar_ones_are_near_the_listing(browser: Browser) -> None:
    page = browser.get(TEA)
    similar = page.all("section", **{"aria-labelledby": "similar-title"})[0]
    assert [link.text for link in similar.all("a")] == ["Lonely No More"]
    assert not [link for link in similar.all("a") if link.get("target")]


def test_abuse_pages_can_be_left_at_once_and_are_not_kept(browser: Browser) -> None:
    page = browser.get(f"/listings/{id_of('refuge')}")
    assert page.all("a", **{"class": "exit-link"})
    assert browser.last.headers["Cache-Control"] == "no-store"
    assert not browser.get(TEA).all("a", **{"class": "exit-link"})


def test_an_unchanged_page_is_not_sent_again(browser: Browser, clock: FrozenClock) -> None:
    browser.get(TEA)
    held = {"If-None-Match": browser.last.headers["ETag"]}
    assert browser.client.get(TEA, headers=held).status_code == 304
    clock.at += timedelta(days=1)
    assert browser.client.get(TEA, headers=held).status_code == 200


def test_a_records_own_id_leads_to_its_listing(browser: Browser) -> None:
    answer = browser.client.get(f"/listings/{record_id(LINKS.id, 'tea')}")
    assert (answer.status_code, answer.headers["Location"]) == (301, TEA)


def test_what_was_withdrawn_is_gone(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    ledger = tmp_path / "withdrawals.jsonl"
    withdrawals.withdraw(desk.database, ledger, id_of("tea"), "asked for", desk.clock.now())
    page = browser.get(TEA, 410)
    assert page.all("h1")[0].text == "This listing is no longer here"
    assert not [link for link in page.all("a") if "/listings/" in link.get("href")]
    assert "asked for" not in page.text


def test_what_was_joined_leads_to_its_successor(browser: Browser, desk: Desk) -> None:
    one = publish(desk, "apart", "Chatty Tables", postcode="M33 2AB")
    other = f"/listings/{id_of('apart', LINKS)}"
    for postcode in ("M33 3AB", "M33 2AB"):
        told = said("apart", "Chatty Tables", source=LINKS, postcode=postcode)
        publish_records(desk.database, LINKS, [told], desk.clock)
    kept, gone = sorted((one, other), key=lambda path: browser.client.get(path).status_code)
    browser.get(kept)
    page = browser.get(gone, 410)
    assert kept in [link.get("href") for link in page.all("a")]


@pytest.mark.parametrize("field", ["description", "eligibility_description", "fees_description"])
def test_everything_from_a_feed_is_text(browser: Browser, desk: Desk, field: str) -> None:
    path = publish(desk, "biting", f"Biting {BITING}", needs=["loneliness"], **{field: BITING})
    for page in (browser.get(path), browser.search(q="biting", near="M33 7ZF")):
        assert BITING in page.text
        assert not page.all("script")
        assert all(one.get("src").startswith("/static/") for one in page.all("img"))


def test_only_addresses_that_are_safe_are_links(browser: Browser, desk: Desk) -> None:
    biting = Attribution(text="Contains made-up data", url="javascript:alert(1)")
    source = COUNCIL.model_copy(update={"attribution": (biting,)})
    publish_records(desk.database, source, [said("js", "Odd Credits")], desk.clock)
    page = browser.get(f"/listings/{id_of('js')}")
    assert "Contains made-up data" in shown(page)
    assert not [link for link in page.all("a") if "javascript" in link.get("href")]


def test_a_kite_mark_says_what_it_means_and_what_not(
    browser: Browser, load_file: LoadAwards
) -> None:
    load_file(an_award(listing_subject(id_of("tea"))))
    page = browser.get(TEA)
    assert [mark.text for mark in page.all("p", **{"class": "mark"})] == [
        "Kite mark held: Example Kite Mark: Ready"
    ]
    assert row(page, "What it does not cover") == "The quality of single sessions."
    assert "held until 28 February 2027." in shown(page)
    award = _award(browser, page)
    assert "This kite mark holds today." in shown(award)
    assert row(award, "Held by") == "Thursday Tea and Talk"
    assert row(award, "From and until") == "1 March 2026 to 28 February 2027, that day included"


def test_a_kite_mark_ends_by_itself(
    browser: Browser, clock: FrozenClock, load_file: LoadAwards
) -> None:
    load_file(an_award(listing_subject(id_of("tea"))))
    before = browser.get(TEA)
    clock.at += timedelta(days=120)
    assert not browser.get(TEA).all("p", **{"class": "mark"})
    assert "This kite mark has expired." in shown(_award(browser, before))


def test_a_kite_mark_of_a_withdrawn_listing_is_on_none(
    browser: Browser, desk: Desk, load_file: LoadAwards, tmp_path: Path
) -> None:
    load_file(an_award(listing_subject(id_of("tea"))))
    before = browser.get(TEA)
    withdrawals.withdraw(desk.database, tmp_path / "w", id_of("tea"), "asked", desk.clock.now())
    award = _award(browser, before)
    assert "The listing is withdrawn, and this kite mark is not shown on any listing." in shown(
        award
    )
    assert "holds today" not in shown(award)
    assert "Thursday Tea and Talk" not in shown(award)
    assert id_of("tea") not in shown(award)


def _award(browser: Browser, page: Element) -> Element:
    link = next(one for one in page.all("a") if one.get("href").startswith("/awards/"))
    return browser.get(link.get("href"))
