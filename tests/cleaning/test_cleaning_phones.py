"""Telephone numbers as British listings give them; all in Ofcom's ranges for drama."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.cleaning.phones import clean_phones


def _numbers(value: object) -> list[str]:
    return [phone.number for phone in clean_phones(value, "phones")[0] or ()]


def _codes(value: object) -> list[str]:
    return [one.code for one in clean_phones(value, "phones")[1]]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("0161 496 0000", "0161 496 0000"),
        ("01614960000", "0161 496 0000"),
        ("0161-496-0000", "0161 496 0000"),
        ("(0161) 496 0000", "0161 496 0000"),
        ("0161 4960 000", "0161 496 0000"),
        ("+44 161 496 0000", "0161 496 0000"),
        ("+44 (0)161 496 0000", "0161 496 0000"),
        ("0044 161 496 0000", "0161 496 0000"),
        ("O161 496 OOOO".replace("OOOO", "0000"), "0161 496 0000"),
        ("020 7946 0018", "020 7946 0018"),
        ("01632 960 001", "01632 960001"),
        ("07700 900 123", "07700 900123"),
        ("0808 157 0001", "0808 157 0001"),
        ("Tel: 01632 960001.", "01632 960001"),
        ("+1 202 555 0123", "+1 202-555-0123"),
    ],
)
def test_one_number_in_any_spelling(said: str, number: str) -> None:
    assert _numbers(said) == [number]
    assert _codes(said) == []


@pytest.mark.parametrize(
    ("said", "number"),
    [("1614960000", "0161 496 0000"), (1632960001, "01632 960001"), (7700900123.0, "07700 900123")],
)
def test_a_zero_lost_in_a_spreadsheet_is_restored_and_reported(said: object, number: str) -> None:
    assert _numbers(said) == [number]
    assert _codes(said) == ["phone-zero-missing"]


@pytest.mark.parametrize(
    "said",
    [
        "01632 960001 / 07700 900123",
        "01632 960001 or 07700 900123",
        "01632 960001, 07700 900123",
        "01632 960001 07700 900123",
        "Office 01632 960001\nMobile 07700 900123",
    ],
)
def test_two_numbers_in_a_cell_are_two_phones(said: str) -> None:
    assert _numbers(said) == ["01632 960001", "07700 900123"]


def test_the_same_number_twice_is_one_phone() -> None:
    assert _numbers("01632 960001 / +44 1632 960001") == ["01632 960001"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Youth line: 0117 496 0123", ["Youth line"]),
        ("0161 496 0000 (office) or 07700 900123 (evenings)", ["office", "evenings"]),
        ("Advice: 01632 960001; Bookings: 01632 960002", ["Advice", "Bookings"]),
        ("01632 960001 weekday mornings", ["weekday mornings"]),
        ("Call 01632 960001", [None]),
        ("tea@tea.example 01632 960001", [None]),
    ],
)
def test_words_beside_a_number_describe_it(said: str, words: list[str | None]) -> None:
    phones, _issues = clean_phones(said, "phones")
    assert [phone.description for phone in phones or ()] == words


@pytest.mark.parametrize(
    "said", ["01632 960001 ext 12", "01632 960001 x12", "01632 960001 (Ext. 12)"]
)
def test_an_extension_is_a_number_of_its_own(said: str) -> None:
    phones, _issues = clean_phones(said, "phones")
    assert [(phone.number, phone.extension) for phone in phones or ()] == [("01632 960001", 12)]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("01632 960001", "voice"),
        ("07700 900123", "cell"),
        ("Fax 01632 960001", "fax"),
        ("Text 07700 900123", "text"),
        ("Minicom: 01632 960001", "textphone"),
        ("18001 01632 960001", "textphone"),
    ],
)
def test_the_kind_of_line_is_read(said: str, kind: str) -> None:
    phones, _issues = clean_phones(said, "phones")
    assert [phone.type for phone in phones or ()] == [kind]


@pytest.mark.parametrize(
    ("said", "number"), [("NHS 111", "111"), ("Samaritans 116 123", "116 123"), ("101", "101")]
)
def test_short_numbers_for_help_are_kept(said: str, number: str) -> None:
    assert _numbers(said) == [number]


@pytest.mark.parametrize("said", ["999", "In danger call 999", "112"])
def test_emergency_numbers_are_refused(said: str) -> None:
    assert _numbers(said) == []
    assert _codes(said) == ["phone-emergency"]


def test_an_emergency_number_beside_the_real_one_takes_nothing_away() -> None:
    assert _numbers("In danger call 999, else 01632 960001") == ["01632 960001"]


def test_premium_rate_is_kept_and_reported() -> None:
    assert _numbers("0909 879 0001") == ["0909 879 0001"]
    assert _codes("0909 879 0001") == ["phone-premium-rate"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Call us", "phone-unreadable"),
        ("0161 496", "phone-unreadable"),
        ("1614960e3", "phone-unreadable"),
        ("00000 000000", "phone-placeholder"),
        ("0123", "phone-unreadable"),
    ],
)
def test_what_is_no_number_is_left_out_and_reported(said: str, code: str) -> None:
    assert _numbers(said) == []
    assert _codes(said) == [code]


@pytest.mark.parametrize("said", [None, "", "NA", "tea@tea.example", "https://tea.example"])
def test_a_cell_with_no_number_at_all_is_no_fault(said: str | None) -> None:
    assert clean_phones(said, "phones") == (None, ())


def test_times_before_a_number_are_not_dialled() -> None:
    assert _numbers("Mon-Fri 9-5 0161 496 0000") == ["0161 496 0000"]


@given(st.text(alphabet="0123456789 +()-/extorO.@", max_size=80))
def test_no_cell_raises(said: str) -> None:
    clean_phones(said, "phones")
