"""E-mail addresses: lists, `mailto:` and words around them; no question is put to the network."""

import re
from functools import lru_cache
from typing import Any

from email_validator import EmailNotValidError, validate_email

from harvesters.cleaning import Cleaned
from harvesters.cleaning.blanks import as_said
from schema.issue import Issue, issue

EXPECTED = "an e-mail address, such as info@group.example"
LONGEST_CELL = 2_000
MOST_ADDRESSES = 5
_CANDIDATE = re.compile(r"[^\s<>()\[\]{},;:\"|/\\]+@[^\s<>()\[\]{},;:\"|/\\]+")
_PLACEHOLDER = re.compile(
    r"@(?:[\w.-]+\.)?(?:invalid|example\.(?:com|org|net|co\.uk))$|^(?:no-?e?mail|none|unknown|na)@",
    re.IGNORECASE,
)
# What the library would accept as it stands, but for the capitals of its domain: most addresses.
_PLAIN = re.compile(
    r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.)+[a-z]{2,}"
)
_SPECIAL_ENDS = (".invalid", ".local", ".localhost", ".test", ".onion", ".arpa", ".internal")
_ROLE_WORDS = """admin administrator advice appointments booking bookings care carers centre club
    communications community contact contactus coordinator customer customerservice
    customerservices directory enquire enquiries enquiry feedback foodbank fis general hello help
    helpdesk helpline hub info information library mail office post reception referral referrals
    secretary service services support team volunteer volunteering volunteers web webmaster
    welcome wellbeing"""
_ROLES = frozenset(_ROLE_WORDS.split())


def clean_emails(value: Any, field: str) -> Cleaned[tuple[str, ...]]:
    """Every usable address of a cell, in its order. A cell with a phone number alone has none."""
    said = as_said(value)
    return _emails_in(said[:LONGEST_CELL], field) if said else (None, ())


@lru_cache(maxsize=20_000)
def _emails_in(said: str, field: str) -> Cleaned[tuple[str, ...]]:
    candidates = _CANDIDATE.findall(said.replace("mailto:", " "))
    if not candidates:
        speaks_of_numbers = sum(character.isdigit() for character in said) >= 3
        fault = issue(field, said, "email-unreadable", EXPECTED, "Left out")
        return None, () if speaks_of_numbers and "@" not in said else (fault,)
    found: list[str] = []
    issues: list[Issue] = []
    for candidate in candidates[:MOST_ADDRESSES]:
        address, problems = _one_email(candidate.strip(".'*-–"), field)
        issues += problems
        if address and address not in found:
            found.append(address)
    return tuple(found) or None, tuple(issues)


def _one_email(candidate: str, field: str) -> tuple[str | None, list[Issue]]:
    if _PLACEHOLDER.search(candidate):
        return None, [issue(field, candidate, "email-placeholder", EXPECTED, "Left out")]
    if _is_plain(candidate):
        return candidate, []
    try:
        address = validate_email(candidate, check_deliverability=False)
    except EmailNotValidError:
        return None, [issue(field, candidate, "email-unreadable", EXPECTED, "Left out")]
    if address.ascii_domain != address.domain or not address.local_part.isascii():
        expected = "an address in plain letters, so that nobody is misled by look-alike ones"
        return None, [issue(field, candidate, "email-look-alike", expected, "Left out")]
    return address.normalized, []


def _is_plain(candidate: str) -> bool:
    """Whether an address needs no closer look; the library takes thirty times as long."""
    plain = len(candidate) <= 64 and "--" not in candidate and _PLAIN.fullmatch(candidate)
    return bool(plain) and not candidate.endswith(_SPECIAL_ENDS)


def is_role_address(address: str) -> bool:
    """Whether an address is of a post or a team (`info@`), so that it names no person."""
    words = re.split(r"[^a-z]+", address.partition("@")[0].casefold())
    return any(word in _ROLES for word in words)
