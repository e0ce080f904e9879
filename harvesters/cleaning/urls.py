"""Web addresses: a scheme where it is missing, no credentials, nothing that runs or is private."""

import ipaddress
import re
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from schema.issue import Issue, issue

EXPECTED = "a public web address, such as https://group.example/"
LONGEST_URL = 2_000
_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):(?!\d)")
_REPEATED_SCHEME = re.compile(r"^(?:https?://)+(?=https?://)", re.IGNORECASE)
_BROKEN_SCHEME = re.compile(r"^(https?)(?::/?|;//|//:?|:///+)(?=[a-z0-9])", re.IGNORECASE)
_HOST = re.compile(r"^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]+$")
_EXAMPLE_HOSTS = re.compile(r"^(?:.+\.)?example\.(?:com|org|net)$")
# An address that needs no repair: most do not.
_PLAIN = re.compile(
    r"https?://([a-z0-9.-]+)(?:/[\w/.~!$&'()*+,;=:@-]*)?(?:\?[\w/.~!$&'()*+,;=:@?-]*)?", re.A
)
_PRIVATE_HOSTS = (".local", ".localhost", ".internal", ".invalid", ".test", ".onion", ".arpa")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE_PATH = "/%:@!$&'()*+,;=~-._"


@lru_cache(maxsize=20_000)
def _url(said: str, field: str) -> Cleaned[str]:
    plain = _PLAIN.fullmatch(said)
    if plain and len(said) <= LONGEST_URL and _is_public(plain[1]):
        return said, ()
    text, issues = _with_scheme(_REPEATED_SCHEME.sub("", said.replace("\\", "/")), field)
    try:
        parts = urlsplit(text)
        host = _ascii_host("".join((parts.hostname or "").split()))
        port = parts.port
    except ValueError:
        return _refused(said, field, "url-unreadable", EXPECTED)
    if parts.scheme not in ("http", "https"):
        return _refused(said, field, "url-scheme", "an address that starts with http or https")
    if _EXAMPLE_HOSTS.match(host):
        return _refused(said, field, "url-placeholder", EXPECTED)
    if not _is_public(host):
        return _refused(said, field, "url-unreadable", EXPECTED)
    if parts.username is not None:
        issues.append(
            issue(field, host, "url-credentials", "an address without a password", "Removed")
        )
    if len(text) > LONGEST_URL:
        return _refused(said, field, "url-too-long", f"at most {LONGEST_URL} characters")
    return _put_together(parts, host, port), tuple(issues)


def clean_url(value: Any, field: str) -> Cleaned[str]:
    """One web address as a valid URI. Only the first of several is taken, and that is reported."""
    said = as_said(value)
    if said is None:
        return NOTHING
    first, *others = _split_addresses(said)
    address, issues = _url(first[: LONGEST_URL * 2], field)
    if others:
        expected = "one web address"
        issues = (*issues, issue(field, said, "url-several", expected, "The first is used"))
    return address, issues


def clean_urls(value: Any, field: str) -> Cleaned[tuple[str, ...]]:
    """Every web address of a cell or list, in its order."""
    cells = value if isinstance(value, list | tuple) else [value]
    found: list[str] = []
    issues: list[Issue] = []
    for cell in cells:
        for part in _split_addresses(as_said(cell) or "")[:5]:
            address, problems = _url(part[: LONGEST_URL * 2], field) if part else (None, ())
            issues += problems
            if address and address not in found:
                found.append(address)
    return tuple(found) or None, tuple(issues)


def _is_public(host: str) -> bool:
    """Whether a host is named as public sites are; example sites and private networks are not."""
    named = bool(_HOST.match(host)) and not host.endswith(_PRIVATE_HOSTS)
    return named and not _EXAMPLE_HOSTS.match(host)


def _split_addresses(said: str) -> list[str]:
    """Cells with two addresses split where the second begins; a space inside one does not."""
    if said.count("http") + said.count("www.") < 2:
        return [said]
    parts = re.split(r"(?<=[\s,;|])(?=https?:|www\.)", said)
    return [part.split()[0].strip(",;|") for part in parts if part.strip(" \t\n,;|")] or [said]


def _with_scheme(text: str, field: str) -> tuple[str, list[Issue]]:
    repaired = _BROKEN_SCHEME.sub(lambda match: f"{match[1].lower()}://", text)
    if repaired != text and not text.lower().startswith(("http://", "https://")):
        return repaired, [_repaired(field, text, repaired)]
    if text.startswith("//"):
        return f"https:{text}", [_repaired(field, text, f"https:{text}")]
    scheme = _SCHEME.match(text)
    if scheme is None and "@" in text.partition("/")[0]:
        return f"mailto:{text}", []
    if scheme is None or "." in scheme[1]:
        return f"https://{text}", [_repaired(field, text, f"https://{text}")]
    return text, []


def _repaired(field: str, said: str, used: str) -> Issue:
    return issue(field, said, "url-no-scheme", "an address with https://", f"Read as {used[:120]}")


def _ascii_host(host: str) -> str:
    host = host.rstrip(".").casefold()
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    raise ValueError("a bare network address is not a public site")


def _put_together(parts: SplitResult, host: str, port: int | None) -> str:
    standard = {"http": 80, "https": 443}[parts.scheme]
    place = host if port in (None, standard) else f"{host}:{port}"
    path, query, fragment = (
        _LONE_PERCENT.sub("%25", quote(part.strip(), safe=_SAFE_PATH + more))
        for part, more in ((parts.path, ""), (parts.query, "?"), (parts.fragment, "?"))
    )
    return urlunsplit((parts.scheme, place, path, query, fragment))


def _refused(said: str, field: str, code: str, expected: str) -> Cleaned[str]:
    return None, (issue(field, said, code, expected, "Left out"),)
