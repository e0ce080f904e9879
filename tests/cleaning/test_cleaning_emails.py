"""E-mail addresses out of cells that hold more than an address."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from harvesters.cleaning.emails import clean_emails, is_role_address


@pytest.mark.parametrize(
    ("said", "addresses"),
    [
        ("info@tea.example", ("info@tea.example",)),
        ("mailto:info@tea.example", ("info@tea.example",)),
        ("Tea club <info@tea.example>", ("info@tea.example",)),
        ("info@tea.example; help@tea.example", ("info@tea.example", "help@tea.example")),
        ("info@tea.example/help@tea.example", ("info@tea.example", "help@tea.example")),
        ("01632 960001 or email\u00a0info@tea.example.", ("info@tea.example",)),
        ("TeaClub@TEA.Example", ("TeaClub@tea.example",)),
        ("o'hara@tea.example", ("o'hara@tea.example",)),
        ("info@tea.example info@tea.example", ("info@tea.example",)),
    ],
)
def test_addresses_are_found(said: str, addresses: tuple[str, ...]) -> None:
    assert clean_emails(said, "email") == (addresses, ())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("info@tea", "email-unreadable"),
        ("info @ tea.example", "email-unreadable"),
        ("info..tea@tea.example", "email-unreadable"),
        ("see our website", "email-unreadable"),
        ("Unknown-17@noemail.invalid", "email-placeholder"),
        ("name@example.com", "email-placeholder"),
        ("admin@т\u0435a.example", "email-look-alike"),
    ],
)
def test_what_cannot_be_written_to_is_left_out_and_reported(said: str, code: str) -> None:
    addresses, issues = clean_emails(said, "email")
    assert addresses is None
    assert [one.code for one in issues] == [code]


@pytest.mark.parametrize("said", [None, "", "NA", "Not known", "01632 960001"])
def test_a_cell_without_an_address_is_no_fault(said: str | None) -> None:
    assert clean_emails(said, "email") == (None, ())


@pytest.mark.parametrize(
    "address", ["info@tea.example", "the.office@tea.example", "help@tea.example"]
)
def test_addresses_of_posts_are_known(address: str) -> None:
    assert is_role_address(address)


@pytest.mark.parametrize("address", ["annaperson@tea.example", "a.person@tea.example"])
def test_addresses_of_people_are_known(address: str) -> None:
    assert not is_role_address(address)


@given(st.from_regex(r"[a-z0-9_+.-]{1,20}@[a-z0-9.-]{1,30}", fullmatch=True))
def test_what_is_taken_at_once_is_what_the_library_takes(said: str) -> None:
    addresses, _issues = clean_emails(said, "email")
    for address in addresses or ():
        try:
            checked = validate_email(address, check_deliverability=False).normalized
        except EmailNotValidError as error:
            pytest.fail(f"{address} was taken, and the library says: {error}")
        assert checked == address
