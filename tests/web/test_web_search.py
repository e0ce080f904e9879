"""Searching by page: what is asked for, what is shown of it, and no dead end."""

from random import Random

import pytest

from search.unavailable import SearchUnavailable
from tests.web.conftest import Browser
from tests.web.made_up import id_of
from tests.web.reading_pages import Element, answers, row, shown
from web.asking.filters import FILTERS


def names(page: Element, kind: str = "ol") -> list[str]:
    """The names of the services in the lists of a kind, in their order."""
    links = [link for cards in page.all(kind, **{"class": "cards"}) for link in cards.all("a")]
    marked = (link.text.removesuffix(" (opens in a new tab)") for link in links)
    return [
        name for link, name in zip(links, marked, strict=True) if "/listings/" in link.get("href")
    ]


def card(page: Element, name: str) -> Element:
    return next(one for one in page.all("article") if name in one.text)


def chosen(page: Element, name: str) -> str:
    """The value that a browser would show chosen in a list."""
    return dict(answers(page.all("select", name=name)[0]))[name]


def applied(page: Element) -> list[str]:
    return [button.get("value") for button in page.all("button", name="remove")]


def test_the_start_says_how_much_there_is(browser: Browser) -> None:
    page = browser.get("/")
    assert "5 services from 2 directories" in shown(page)
    assert [one.text for one in page.all("button", name="need")] == [
        "Loneliness",
        "Money worries",
        "Caring for someone",
        "Moving more",
        "Bereavement",
        "Food",
    ]


def test_the_number_of_results_is_the_heading(browser: Browser) -> None:
    page = browser.search(q="lonely", near="M33 7ZF")
    assert page.all("h1")[0].text == "2 services near M33"
    assert "For “lonely”, within 5 miles of M33 (Trafford), best match first." in shown(page)


def test_a_card_answers_the_questions_of_link_workers(browser: Browser) -> None:
    tea = card(browser.search(q="tea", near="M33 7ZF"), "Thursday Tea and Talk")
    assert "Tea and company for people who live alone." in tea.text
    assert " miles away – 1 Made Up Street, Sale M33" in tea.text
    assert row(tea, "When") == "Thursday, 2pm to 4pm"
    assert row(tea, "Cost") == "£2.50"
    assert row(tea, "Who for") == "Aged 60 and over; Anyone who lives alone"
    assert row(tea, "How to join").startswith("You can refer yourself; Through a professional")
    assert row(tea, "Taking people") == (
        "Taking new people; Waiting time: About three weeks (stated on 2 November 2026)"
    )
    assert row(tea, "Information checked") == "3 weeks ago by Example Voluntary Council"
    assert row(tea, "Serves this place") == "Yes; covers Trafford"
    assert row(tea, "Found by") == "“tea” in its name"
    assert row(tea, "From") == "Made-up Borough Directory and Made-up Links"


def test_what_is_not_known_is_said(browser: Browser) -> None:
    chat = card(browser.search(q="lonely", near="M33 7ZF"), "Lonely No More")
    assert row(chat, "Not given") == (
        "times, cost, who it is for, how to join and whether it takes new people"
    )
    assert row(chat, "Information checked") == "Nobody has said when"
    assert row(chat, "Serves this place") == "Near; its area is not stated"


def test_what_needs_no_place_stands_beside_and_not_among(browser: Browser) -> None:
    page = browser.search(q="lonely", near="M33 7ZF")
    assert "Lonely? Ring Us" not in names(page)
    assert names(page, "ul") == ["Lonely? Ring Us"]
    assert [link.get("href") for link in page.all("a") if "0808" in link.text] == [
        "tel:08081570001"
    ]


def test_where_nothing_is_near_all_that_is_remote_can_be_asked_for(browser: Browser) -> None:
    page = browser.press(browser.search(q="tea", near="TR1 2HE"), "reach", "anywhere")
    assert page.all("input", name="near")[0].get("value") == ""
    assert applied(page) == ["access_mode:phone", "access_mode:online", "all"]


def test_a_need_is_one_press(browser: Browser) -> None:
    page = browser.press(browser.get("/"), "need", "debt")
    assert names(page) == ["Debt Advice Sale"]
    assert applied(page) == ["need:debt"]


def test_filters_keep_everything_else_and_are_taken_away_one_by_one(browser: Browser) -> None:
    page = browser.search(q="advice", near="M33 7ZF", within="16093", need="debt", free="yes")
    assert names(page) == ["Debt Advice Sale"]
    page = browser.press(page, "remove", "need:debt")
    assert applied(page) == ["free:yes"]
    assert page.all("input", name="near")[0].get("value") == "M33 7ZF"
    assert chosen(page, "within") == "16093"
    assert (
        applied(browser.press(browser.search(q="advice", age="70", free="yes"), "remove", "all"))
        == []
    )


def test_counts_stand_beside_what_can_be_chosen(browser: Browser) -> None:
    page = browser.search(q="lonely", near="M33 7ZF")
    labels = {one.get("for"): one.text for one in page.all("label")}
    assert labels["need-loneliness"] == "Loneliness and isolation (2)"
    assert labels["source-made_up_links"] == "Made-up Links (1)"
    assert labels["language-ur"] == "Urdu (1)"
    assert labels["taking_referrals-yes"] == "Takes new people (1)"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("category", "befriending"),
        ("age", "70"),
        ("day", "TH"),
        ("time", "15:00"),
        ("access_mode", "in_person"),
        ("joining", "professional"),
        ("taking_referrals", "yes"),
        ("language", "ur"),
        ("checked", "1"),
        ("serves", "yes"),
        ("source", "made_up_links"),
    ],
)
def test_every_filter_finds_what_says_so(browser: Browser, name: str, value: str) -> None:
    page = browser.search(near="M33 7ZF", need="loneliness", **{name: value})
    assert "Thursday Tea and Talk" in names(page)
    assert f"{name}:{value}" in applied(page)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gender_only", "men"),
        ("evening", "yes"),
        ("weekend", "yes"),
        ("personal_budget", "yes"),
        ("tier", "ready"),
        ("accessibility", "step_free"),
        ("age", "30"),
        ("day", "MO"),
    ],
)
def test_what_is_not_said_is_never_a_yes(browser: Browser, name: str, value: str) -> None:
    page = browser.search(q="tea", near="M33 7ZF", **{name: value})
    assert "Thursday Tea and Talk" not in names(page)


def test_values_that_no_form_sends_are_left_out(browser: Browser) -> None:
    page = browser.search(
        q="tea", near="Sale", need="<script>", day="XX", within="9" * 30, sort="x"
    )
    assert applied(page) == []
    assert names(page) == ["Thursday Tea and Talk"]


def test_the_order_is_said_and_can_be_chosen(browser: Browser) -> None:
    page = browser.search(q="lonely", near="M33 7ZF", sort="distance")
    assert "nearest first." in shown(page)
    assert chosen(page, "sort") == "distance"
    assert "nearest first." in shown(browser.search(near="M33 7ZF"))


def test_two_places_of_a_name_are_a_choice_that_loses_nothing(browser: Browser) -> None:
    page = browser.search(q="debt", near="Newport", within="16093", need="debt", age="40")
    assert page.all("h1")[0].text == "Which Newport?"
    chosen = browser.press(page, "place", "Newport, Isle of Wight")
    assert chosen.all("input", name="near")[0].get("value") == "Newport, Isle of Wight"
    assert applied(chosen) == ["need:debt", "age:40", "all"]
    assert "within 10 miles of Newport" in shown(chosen)


def test_an_unknown_place_is_told_with_an_example_and_nothing_is_lost(browser: Browser) -> None:
    page = browser.search(422, q="debt", near="ZZ99 9ZZ", need="debt", within="16093")
    assert page.all("title")[0].text.startswith("Error: ")
    summary = page.all("div", role="alert")[0]
    assert "M33 7ZF" in summary.text
    assert [link.get("href") for link in summary.all("a")] == ["#near"]
    assert page.all("input", name="q")[0].get("value") == "debt"
    assert page.all("input", name="near")[0].get("value") == "ZZ99 9ZZ"
    assert page.all("input", name="need")[0].get("value") == "debt"
    assert page.all("input", name="near")[0].get("aria-invalid") == "true"


@pytest.mark.parametrize(("name", "value"), [("age", "500"), ("age", "٣"), ("time", "25:00")])
def test_a_wrong_number_is_told_beside_it(browser: Browser, name: str, value: str) -> None:
    page = browser.search(422, q="debt", near="Sale", **{name: value})
    assert [link.get("href") for link in page.all("div", role="alert")[0].all("a")] == [f"#{name}"]
    assert page.all("input", name=name)[0].get("value") == value


def test_serving_a_place_needs_the_place(browser: Browser) -> None:
    page = browser.search(422, q="debt", serves="yes")
    assert "Enter a place" in page.all("div", role="alert")[0].text


def test_asking_nothing_is_told(browser: Browser) -> None:
    assert (
        "Say what would help"
        in browser.search(422, q=" ", near="").all("div", role="alert")[0].text
    )


def test_nothing_found_offers_ways_on(browser: Browser) -> None:
    page = browser.search(q="advice", near="M33 7ZF", need="debt", gender_only="men")
    assert page.all("h1")[0].text == "No services found near M33"
    drop = page.all("button", name="drop")
    assert drop[0].text == "Look without “Women or men only: Men only”: 1 service"
    found = browser.press(page, "drop", drop[0].get("value"))
    assert names(found) == ["Debt Advice Sale"]
    assert applied(found) == ["need:debt"]


def test_nothing_near_shows_the_nearest_and_how_far_to_look(browser: Browser) -> None:
    page = browser.search(q="debt", near="LA1 1AA", within="1609")
    assert "The nearest that are farther away" in shown(page)
    assert "Debt Advice Sale" in names(page)
    farther = browser.press(page, "farther")
    assert farther.all("h1")[0].text == "1 service near LA1"
    assert "62 miles" in shown(farther)


def test_words_of_crisis_put_help_first(browser: Browser) -> None:
    page = browser.search(q="suicidal", near="Sale")
    assert shown(page).index("If you need help now") < shown(page).index(page.all("h1")[0].text)
    assert "tel:116123" in [link.get("href") for link in page.all("a")]
    assert page.all("a", **{"class": "exit-link"})


def test_words_alone_can_be_shared_and_a_place_in_the_address_is_not_read(browser: Browser) -> None:
    page = browser.get("/?q=lonely&near=M33+6DG&need=debt")
    assert page.all("h1")[0].text == "3 services"
    assert page.all("input", name="near")[0].get("value") == ""
    assert "6DG" not in browser.last.text
    assert applied(page) == []


@pytest.mark.parametrize("query", ["?q=%00%ff%ed%a0%80", "?near=%ff", "?q=" + "a" * 5_000, "?\xff"])
def test_odd_addresses_break_nothing(browser: Browser, query: str) -> None:
    assert browser.client.get(f"/{query}").status_code in (200, 400)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"&&=&",
        b"q=%00&near=%00",
        b"q=%ED%A0%80",
        b"q=" + b"a" * 200_000,
        b"trail=x&next=y&q=tea",
    ],
)
def test_odd_forms_break_nothing(browser: Browser, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.client.post("/", content=body, headers=headers).status_code in (200, 422)


def test_no_mixture_of_odd_values_breaks_anything(browser: Browser) -> None:
    odd = ["", "0", "-1", "yes", "TU", "25:61", "٣", "\u202e", "{{7*7}}", "%00", "a" * 300, "ready"]
    fields = ["q", "near", "within", "sort", "drop", "remove", "farther", "reach", "place", "trail"]
    fields += ["next", "back", *(one.name for one in FILTERS)]
    seeded = Random(2026)
    for _ in range(60):
        pairs = [(seeded.choice(fields), seeded.choice(odd)) for _ in range(8)]
        browser.post("/", pairs, status=None)
        assert browser.last.status_code in (200, 422), pairs


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("application/x-www-form-urlencoded", b"\xff"),
        ("application/x-www-form-urlencoded", b"a&" * 5_000),
    ],
)
def test_what_is_no_form_is_refused(browser: Browser, kind: str, body: bytes) -> None:
    answer = browser.client.post("/", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert "could not be read" in answer.text


def test_while_search_cannot_answer_people_read_so(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = browser.client.app.state.pages.index  # type: ignore[attr-defined]

    def broken(*_: object) -> None:
        raise SearchUnavailable("the index is away")

    for asked in ("search", "search_many"):
        monkeypatch.setattr(index, asked, broken)
    page = browser.search(503, q="tea")
    assert "Search is not working just now" in shown(page)
    assert browser.last.headers["Retry-After"] == "5"
    assert "Similar" not in shown(browser.get(f"/listings/{id_of('tea')}"))
