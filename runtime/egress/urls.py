"""Which web addresses may be asked at all, decided before any name is looked up."""

import ipaddress
import re

import httpx

from runtime.egress.addresses import why_refused
from runtime.egress.errors import Refused
from runtime.egress.policy import EgressPolicy

LONGEST_URL = 4_096
HIGHEST_PORT = 65_535
DEFAULT_PORTS = {"http": 80, "https": 443}
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
_AUTHORITY = re.compile(r"[^/?#]*//([^/?#]*)")
_NAME = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
_NUMERIC_LABEL = re.compile(r"\d+|0x[0-9a-f]*")


def checked_url(text: str, policy: EgressPolicy) -> httpx.URL:
    """`text` as a URL that may be asked; raises `Refused` saying what is wrong with it."""
    url = _parsed(text)
    if url.scheme not in DEFAULT_PORTS:
        raise _refused(text, "scheme", f"its scheme is {url.scheme!r}; expected http or https")
    authority = _AUTHORITY.match(text)
    if authority and "@" in authority[1]:
        raise _refused(text, "userinfo", "it carries a user name or password; expected neither")
    _check_host(text, url.raw_host.decode("ascii").lower(), policy)
    _check_port(text, port_of(url), policy)
    return url


def port_of(url: httpx.URL) -> int:
    """The port that a connection for `url` goes to."""
    return DEFAULT_PORTS[url.scheme] if url.port is None else url.port


def _parsed(text: str) -> httpx.URL:
    if len(text) > LONGEST_URL or _FORBIDDEN.search(text):
        raise _refused(text[:200], "url", "expected printable text without a backslash")
    try:
        return httpx.URL(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise _refused(text, "url", f"it is not a web address ({error})") from None


def _check_port(text: str, port: int, policy: EgressPolicy) -> None:
    open_port = port in policy.ports or policy.allow_loopback
    if not (open_port and 1 <= port <= HIGHEST_PORT):
        allowed = " or ".join(str(each) for each in sorted(policy.ports))
        raise _refused(text, "port", f"its port is {port}; expected {allowed}")


def _check_host(text: str, host: str, policy: EgressPolicy) -> None:
    if _is_literal(host):
        reason = why_refused(host, policy)
        if reason:
            raise _refused(text, "address", f"its host is {host}; {reason}")
    elif not _NAME.fullmatch(host) or _NUMERIC_LABEL.fullmatch(host.rpartition(".")[2]):
        expected = "expected a name such as www.council.example, or an address such as 1.2.3.4"
        raise _refused(text, "host", f"its host is spelt {host!r}; {expected}")


def _is_literal(host: str) -> bool:
    """Whether `host` is an address in its one usual spelling; 127.1 and 0x7f.1 are not."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return "%" not in host


def _refused(url: str, reason: str, detail: str) -> Refused:
    return Refused(url, f"refused_{reason}", f"this address is not asked: {detail}")
