"""Values: whatever our patterns let through, the formats of the standards let through as well."""

import re

import pytest
import rfc3987
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from schema.values import (
    EMAIL_PATTERN,
    URI_PATTERN,
    WEB_ADDRESS_PATTERN,
    ClockTime,
    Email,
    Uri,
    WebAddress,
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.from_regex(URI_PATTERN), st.from_regex(WEB_ADDRESS_PATTERN)))
def test_what_we_call_an_address_is_a_uri(text: str) -> None:
    text = text.rstrip("\n")
    assert TypeAdapter(Uri).validate_python(text) == text
    assert rfc3987.match(text, rule="URI"), text


@settings(max_examples=200, deadline=None)
@given(st.from_regex(EMAIL_PATTERN))
def test_what_we_call_an_email_address_has_one_at_and_a_domain(text: str) -> None:
    local, _, domain = text.rstrip("\n").rpartition("@")
    assert local
    assert "@" not in local
    assert "." in domain
    assert not re.search(r"\s", text.rstrip("\n"))


@pytest.mark.parametrize(
    "address",
    [
        "https://centre.example",
        "http://centre.example:8080/a/b?c=d&e=%20#f",
        "HTTPS://Centre.Example/~a/(b)",
    ],
)
def test_web_addresses_are_accepted(address: str) -> None:
    assert TypeAdapter(WebAddress).validate_python(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "www.centre.example",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://centre.example/a b",
        "https://centre.example/é",
        "https://centre.example/%zz",
        "https://centre.example\nhttps://other.example",
        "mailto:hello@befriending.example",
        "ftp://centre.example/",
        "https://centre.example:port/",
    ],
)
def test_what_is_no_web_address_is_refused_in_plain_words(address: str) -> None:
    with pytest.raises(ValidationError, match="Input should be a web address such as"):
        TypeAdapter(WebAddress).validate_python(address)


@pytest.mark.parametrize("uri", ["urn:example:a", "http://id.example/list/needs", "mailto:a@b"])
def test_uris_of_any_scheme_name_terms(uri: str) -> None:
    assert TypeAdapter(Uri).validate_python(uri) == uri


@pytest.mark.parametrize(
    "email",
    [
        "nobody",
        "a@b",
        "a b@c.example",
        "@c.example",
        "a@c.example.",
        "a@-c.example",
        "a@@c.example",
    ],
)
def test_what_is_no_email_address_is_refused_in_plain_words(email: str) -> None:
    with pytest.raises(ValidationError, match="Input should be an e-mail address"):
        TypeAdapter(Email).validate_python(email)


@pytest.mark.parametrize("time", ["9am", "24:00", "10:60", "10", "10:00\n", "10.00"])
def test_what_is_no_time_of_day_is_refused_in_plain_words(time: str) -> None:
    with pytest.raises(ValidationError, match="Input should be a time of day"):
        TypeAdapter(ClockTime).validate_python(time)
