"""Ages, costs, yes and no, status, languages: small values in many words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.cleaning.ages import Ages, clean_age, clean_ages, in_order
from harvesters.cleaning.costs import clean_amount, clean_cost
from harvesters.cleaning.languages import clean_languages
from harvesters.cleaning.status import clean_status, is_closed, status_in_name
from harvesters.cleaning.yes_no import clean_yes_no


@pytest.mark.parametrize(
    ("said", "ages"),
    [
        ("55+", (55, None)),
        ("50+ years", (50, None)),
        ("aged 16 and over", (16, None)),
        ("over 65", (65, None)),
        ("Over 50s", (50, None)),
        ("5 upwards", (5, None)),
        ("age 60 plus", (60, None)),
        ("16-25", (16, 25)),
        ("18 to 25", (18, 25)),
        ("8–12 yrs", (8, 12)),
        ("11 years to 19 years", (11, 19)),
        ("Young people aged 13 to 25 years.", (13, 25)),
        ("under 18s", (None, 17)),
        ("up to 25", (None, 25)),
        ("25 and under", (None, 25)),
        ("children under 5", (None, 4)),
    ],
)
def test_ages_in_words(said: str, ages: tuple[int | None, int | None]) -> None:
    assert clean_ages(said, "minimum_age") == (Ages(*ages), ())


@pytest.mark.parametrize("said", ["All ages", "any age", "everyone", "", None, "NA", "-1"])
def test_no_limit_is_no_fault(said: str | None) -> None:
    assert clean_ages(said, "minimum_age") == (None, ())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("adults", "age-unreadable"),
        ("16+ (18+ for the gym)", "age-unreadable"),
        ("6 months - 5 years", "age-unreadable"),
        ("0-999", "age-out-of-range"),
        ("99-5", "age-order"),
    ],
)
def test_ages_that_mean_nothing_are_reported(said: str, code: str) -> None:
    ages, issues = clean_ages(said, "minimum_age")
    assert ages is None
    assert [one.code for one in issues] == [code]


@pytest.mark.parametrize(
    ("said", "age"), [(-1, None), ("-1", None), (0, 0), ("16", 16), (16.5, 16.5), ("18.0", 18)]
)
def test_one_age(said: object, age: float | None) -> None:
    assert clean_age(said, "minimum_age") == (age, ())


@pytest.mark.parametrize("said", [999, "1e400", "sixteen", float("inf"), True])
def test_no_age_at_all(said: object) -> None:
    age, issues = clean_age(said, "maximum_age")
    assert age is None
    assert len(issues) == 1


def test_a_greatest_age_below_the_least_drops_both() -> None:
    ages, issues = in_order(Ages(60, 16), "minimum_age")
    assert ages is None
    assert "60 to 16" in str(issues[0])


@pytest.mark.parametrize(
    ("said", "free", "amounts"),
    [
        ("Free", True, []),
        ("Free of charge", True, []),
        ("The course is free.", True, []),
        ("no charge", True, []),
        ("Nil", True, []),
        ("£0", True, [0]),
        ("0", True, [0]),
        ("£3 per session", False, [3]),
        ("£2.50", False, [2.5]),
        ("2.50", False, [2.5]),
        ("50p per person", False, [0.5]),
        ("£1,200 a year", False, [1200]),
        ("£3-£5", False, [3, 5]),
        ("Free for members, £3 others", None, [3]),
        ("First session free, then £5", None, [5]),
        ("Suggested donation £2", None, [2]),
        ("donations welcome", None, []),
        ("feel free to ask", None, []),
        ("Not free", None, []),
        ("Free if you receive benefits", None, []),
    ],
)
def test_costs_in_words(said: str, free: bool | None, amounts: list[float]) -> None:
    cost, issues = clean_cost(said, "fees_description")
    assert cost is not None
    assert (cost.free, [price.amount for price in cost.prices], cost.words) == (free, amounts, said)
    assert issues == ()


@pytest.mark.parametrize(("said", "amount"), [("£1,000", 1000), (2.5, 2.5), ("0", 0), ("", None)])
def test_amounts(said: object, amount: float | None) -> None:
    assert clean_amount(said, "amount") == (amount, ())


@pytest.mark.parametrize("said", ["lots", "-5", "9" * 30, "NaN £"])
def test_amounts_that_are_none(said: str) -> None:
    assert [one.code for one in clean_amount(said, "amount")[1]] == ["cost-unreadable"]


@pytest.mark.parametrize("said", ["Yes", "y", "TRUE", True, 1, "x", "✓"])
def test_yes(said: object) -> None:
    assert clean_yes_no(said, "free") == (True, ())


@pytest.mark.parametrize("said", ["No", "n", "False", False, 0])
def test_no(said: object) -> None:
    assert clean_yes_no(said, "free") == (False, ())


def test_perhaps_is_neither() -> None:
    answer, issues = clean_yes_no("perhaps", "free")
    assert answer is None
    assert "expected yes or no" in str(issues[0])


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("active", "active"),
        ("Open", "active"),
        ("closed", "defunct"),
        ("Temporarily closed", "temporarily closed"),
        ("suspended", "temporarily closed"),
        ("inactive", "inactive"),
    ],
)
def test_status_words(said: str, status: str) -> None:
    assert clean_status(said, "status") == (status, ())


def test_an_unknown_status_is_reported() -> None:
    status, issues = clean_status("under review", "status")
    assert status is None
    assert [one.code for one in issues] == ["status-unknown"]


@pytest.mark.parametrize("said", ["2010", "Yes", "31/03/2013", "replaced by a hub", True])
def test_anything_in_a_column_of_closures_says_closed(said: object) -> None:
    assert is_closed(said)


@pytest.mark.parametrize("said", ["", None, "No", "false", "NA", False, "0"])
def test_nothing_in_a_column_of_closures_says_open(said: object) -> None:
    assert not is_closed(said)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Hill Street Library (closed)", "defunct"),
        ("Closed - Hill Street Library", "defunct"),
        ("Hill Street Hub [CLOSED 2010]", "defunct"),
        ("Hill Street Hub - TEMPORARILY CLOSED", "temporarily closed"),
        ("The Closed Loop Bicycle Club", None),
        ("Closed Door Theatre", None),
    ],
)
def test_a_name_may_say_that_it_is_closed(name: str, status: str | None) -> None:
    assert status_in_name(name) == status


@pytest.mark.parametrize(
    ("said", "languages"),
    [
        ("Urdu, Punjabi and Polish", [("Urdu", "ur"), ("Punjabi", "pa"), ("Polish", "pl")]),
        ("ur", [("Urdu", "ur")]),
        ("en-GB", [("English", "en")]),
        ("BSL", [("British Sign Language", "bfi")]),
        ("British Sign Language (BSL)", [("British Sign Language", "bfi")]),
        ("Farsi/Dari", [("Persian", "fa"), ("Dari", "prs")]),
        (["pl", "Somali"], [("Polish", "pl"), ("Somali", "so")]),
        ("Chinese (Cantonese)", [("Cantonese", "yue")]),
        ("English & other", [("English", "en")]),
    ],
)
def test_languages(said: object, languages: list[tuple[str, str]]) -> None:
    found, issues = clean_languages(said, "languages")
    assert [tuple(one) for one in found or ()] == languages
    assert issues == ()


def test_a_language_that_we_do_not_know_keeps_its_name() -> None:
    found, issues = clean_languages("Klingon", "languages")
    assert [tuple(one) for one in found or ()] == [("Klingon", None)]
    assert [one.code for one in issues] == ["language-unknown"]


@given(st.text(max_size=60))
def test_no_words_raise(said: str) -> None:
    for step in (clean_ages, clean_age, clean_cost, clean_amount, clean_yes_no, clean_status):
        step(said, "field")
    clean_languages(said, "field")
