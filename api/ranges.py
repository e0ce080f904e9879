"""Which bytes of a file are wanted (RFC 9110, section 14), and whether the caller holds them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.datastructures import Headers

from api.errors import RangeNotThere

_ONE = re.compile(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Version:
    """By which a file is known: its strong entity tag, with quotes, and when it was made."""

    etag: str
    made_at: datetime

    @property
    def last_modified(self) -> str:
        """As HTTP writes it."""
        return format_datetime(self.made_at.astimezone(UTC).replace(microsecond=0), usegmt=True)


def is_held(headers: Headers, version: Version) -> bool:
    """Whether the caller says that it has this version; a tag counts before a date."""
    tags = headers.get("if-none-match")
    if tags is not None:
        held = (tag.strip().removeprefix("W/") for tag in tags.split(","))
        return any(tag in (version.etag, "*") for tag in held)
    since = _moment(headers.get("if-modified-since"))
    return since is not None and version.made_at.replace(microsecond=0) <= since


def part(headers: Headers, version: Version, size: int) -> range | None:
    """The positions wanted of a file of `size` bytes; None for all of it.

    A range of another version (`If-Range`), in another unit, or that cannot be read is not heeded;
    nor are several at once, which a server may decline. Raises RangeNotThere.
    """
    asked = _ONE.fullmatch(headers.get("range", ""))
    if asked is None or not _is_of(version, headers.get("if-range")):
        return None
    first, last = asked.groups()
    if not first:
        return _end(last, size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise RangeNotThere(size)
    return range(int(first), min(int(last) + 1, size) if last else size)


def _end(length: str, size: int) -> range | None:
    if not length:
        return None
    if int(length) == 0 or size == 0:
        raise RangeNotThere(size)
    return range(max(0, size - int(length)), size)


def _is_of(version: Version, condition: str | None) -> bool:
    return condition is None or condition.strip() in (version.etag, version.last_modified)


def _moment(said: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(said) if said else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
