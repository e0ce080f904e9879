"""The address of a database: whether it is one, and what of it may be shown."""

import re

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

KNOWN = ("sqlite:///", "postgresql+psycopg://")
EXPECTED = (
    "expected an address such as postgresql+psycopg://user:password@host/fingerpost"
    " or sqlite:////folder/fingerpost.sqlite3"
)
IN_PASSWORDS = "in a password, write @ as %40, : as %3A, / as %2F and ? as %3F"

_NO_PORT = re.compile(r":(?!\d+(?:[/?]|$)).+", re.DOTALL)
_IN_QUERY = re.compile(r"(password=).*?(?=&\w+=|$)", re.IGNORECASE | re.DOTALL)


def checked(url: str) -> str:
    """The address itself. Raises ValueError, with no secret in its words, if it is none."""
    if not url.startswith(KNOWN):
        raise ValueError(EXPECTED)
    try:
        made = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError(f"{EXPECTED}; {IN_PASSWORDS}") from None
    if "@" in (made.host or ""):
        raise ValueError(f"{EXPECTED}; {IN_PASSWORDS}")
    return url


def masked(text: str) -> str:
    """An address with `***` for its password, and for whatever else of it may be one."""
    text = _IN_QUERY.sub(r"\1***", text)
    scheme, between, rest = text.partition("://") if "://" in text else ("", "", text)
    who, at, where = rest.rpartition("@")
    user, colon, _ = who.partition(":")
    place = where if at else _NO_PORT.sub(":***", where)
    return f"{scheme}{between}{user}{colon and ':***'}{at}{place}"
