"""Rows in the binary form of PostgreSQL's COPY; pure, so that any process can write them.

The thread that hands rows to the server has then nothing to do with each value of them. The form:
https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format".
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from struct import Struct
from typing import Any

import orjson
from sqlalchemy import JSON, BigInteger, Column, Integer, LargeBinary, Table, Text

from directory.columns import UTCDateTime

BEGIN = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_JSONB_VERSION = b"\x01"
_FIELDS, _SIZE = Struct("!h").pack, Struct("!i").pack
_SMALL, _LARGE = Struct("!ii").pack, Struct("!iq").pack
_Form = Callable[[Any], bytes]


def encoded(table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows whose values stand in the order of `columns`, between `BEGIN` and `END` in a COPY."""
    forms = [_form_of(table.c[name]) for name in columns]
    fields = _FIELDS(len(columns))
    parts: list[bytes] = []
    for row in rows:
        parts.append(fields)
        parts += [
            _NULL if value is None else form(value) for form, value in zip(forms, row, strict=True)
        ]
    return b"".join(parts)


def _bytes(value: bytes) -> bytes:
    return _SIZE(len(value)) + value


def _text(value: str) -> bytes:
    return _bytes(value.encode())


def _small(value: int) -> bytes:
    return _SMALL(4, value)


def _large(value: int) -> bytes:
    return _LARGE(8, value)


def _json(value: Any) -> bytes:
    return _bytes(_JSONB_VERSION + orjson.dumps(value))


@lru_cache(maxsize=16)
def _moment(value: datetime) -> bytes:
    """Most rows of one transaction say the same moment."""
    return _LARGE(8, (value - _EPOCH) // timedelta(microseconds=1))


_FORMS: tuple[tuple[type, _Form], ...] = (
    (BigInteger, _large),
    (Integer, _small),
    (LargeBinary, _bytes),
    (UTCDateTime, _moment),
    (JSON, _json),
    (Text, _text),
)


def _form_of(column: Column[Any]) -> _Form:
    return next(form for kind, form in _FORMS if isinstance(column.type, kind))
