"""Statements with `:named` values as the driver has them, and as PostgreSQL itself has them."""

import re
from functools import lru_cache

_NAMED = re.compile(r"(?<!:):([a-z_][a-z0-9_]*)")
"""Casts (`::`) stay."""


@lru_cache(maxsize=256)
def pyformat(sql: str) -> str:
    """The driver's: `%(named)s`."""
    return _NAMED.sub(r"%(\1)s", sql)


@lru_cache(maxsize=64)
def numbered(sql: str) -> tuple[bytes, tuple[str, ...]]:
    """PostgreSQL's own, `$1`, and the names in the order of their numbers."""
    names: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"${names.setdefault(found[1], len(names) + 1)}"

    return _NAMED.sub(number, sql).encode(), tuple(names)
