"""Web addresses: repaired where one reading is left, refused where they could do harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from harvesters.cleaning.urls import clean_url, clean_urls
from schema.values import WebAddress


@pytest.mark.parametrize(
    "said",
    [
        "https://tea.example",
        "http://www.tea.example/a/b.html?c=1&d=2",
        "https://tea.example:8443/x",
        "https://tea.example/#times",
    ],
)
def test_good_addresses_stay_as_they_are(said: str) -> None:
    assert clean_url(said, "url") == (said, ())


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("www.tea.example/x", "https://www.tea.example/x"),
        ("tea.example", "https://tea.example"),
        ("tea.example:8080/x", "https://tea.example:8080/x"),
        ("//tea.example", "https://tea.example"),
        ("http:/tea.example", "http://tea.example"),
        ("http//tea.example", "http://tea.example"),
        ("http//:www.tea.example", "http://www.tea.example"),
    ],
)
def test_a_missing_scheme_is_added_and_reported(said: str, address: str) -> None:
    found, issues = clean_url(said, "url")
    assert found == address
    assert [one.code for one in issues] == ["url-no-scheme"]


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("HTTPS://TEA.Example/Path", "https://tea.example/Path"),
        ("https://tea.example/two words", "https://tea.example/two%20words"),
        ("https://tea.example\\news", "https://tea.example/news"),
        ("http://http://tea.example", "http://tea.example"),
        ("https://tea.example:443/x", "https://tea.example/x"),
        ("https://thé.example/ü", "https://xn--th-cja.example/%C3%BC"),
        ("https://tea.example/50%25", "https://tea.example/50%25"),
    ],
)
def test_small_faults_are_put_right(said: str, address: str) -> None:
    assert clean_url(said, "url") == (address, ())


def test_credentials_are_taken_out_and_never_repeated() -> None:
    address, issues = clean_url("https://user:hunter2@tea.example/x", "url")
    assert address == "https://tea.example/x"
    assert [one.code for one in issues] == ["url-credentials"]
    assert "hunter2" not in str(issues)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("javascript:alert(1)", "url-scheme"),
        ("data:text/html,x", "url-scheme"),
        ("file:///etc/passwd", "url-scheme"),
        ("ftp://tea.example", "url-scheme"),
        ("tea@tea.example", "url-scheme"),
        ("http://www.example.com", "url-placeholder"),
        ("http://localhost/x", "url-unreadable"),
        ("http://10.0.0.1/", "url-unreadable"),
        ("http://[::1]/", "url-unreadable"),
        ("http://printer.local/", "url-unreadable"),
        ("see below", "url-unreadable"),
        ("https://" + "a" * 3_000 + ".example", "url-unreadable"),
        ("https://tea.example/" + "a" * 3_000, "url-too-long"),
    ],
)
def test_what_is_no_public_page_is_refused(said: str, code: str) -> None:
    address, issues = clean_url(said, "url")
    assert address is None
    assert [one.code for one in issues][-1:] == [code]


def test_of_two_addresses_the_first_is_taken_and_that_is_said() -> None:
    address, issues = clean_url("https://tea.example and https://cake.example", "url")
    assert address == "https://tea.example"
    assert "url-several" in [one.code for one in issues]


def test_a_list_gives_all_addresses() -> None:
    cell = ["https://tea.example", "NA", "https://cake.example https://tea.example"]
    assert clean_urls(cell, "url")[0] == ("https://tea.example", "https://cake.example")


@given(st.text(max_size=120))
def test_every_address_that_comes_out_is_one_by_the_standard(said: str) -> None:
    for text in (said, f"http://{said}", f"https://tea.example/{said}", f"www.{said}.example"):
        address, _issues = clean_url(text, "url")
        if address is not None:
            assert TypeAdapter(WebAddress).validate_python(address) == address
