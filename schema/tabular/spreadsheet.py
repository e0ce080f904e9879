"""Cells that a spreadsheet shows and never runs, whoever wrote them."""

import re
from collections.abc import Mapping
from typing import Any

from schema.tabular.flat import COLUMNS, FLAGS, NUMBERS

BETWEEN = " | "
TYPED = frozenset({*NUMBERS, *FLAGS})
"""Columns that we write ourselves as numbers or as true and false."""
DAYS_AND_IDS = frozenset(
    {
        "id",
        "organization_id",
        "availability_stated_on",
        "kite_marks_until",
        "checked_on",
        "last_modified",
    }
)
"""What may look like a number and be read as a day; only formulas are kept from these."""
_LINES = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_STARTS = re.compile(r"((?:^|[;|])[\s\"']*)(?=[=+\-@＝＋－＠])")
_NUMBER = re.compile(r"[\s\d.,:/eE%£$€()-]*\d[\s\d.,:/eE%£$€()-]*")


def sheet_row(row: Mapping[str, Any]) -> list[str]:
    """The cells of a flat row in the order of `COLUMNS`."""
    return [_cell(name, row.get(name)) for name in COLUMNS]


def safe(text: str) -> str:
    """The text on one line, as nothing but text.

    An apostrophe goes before whatever a spreadsheet would take for a formula (`=`, `+`, `-`, `@`
    at the beginning, or behind a separator at which another country's spreadsheet cuts), and
    before digits alone, of which it would drop the leading nought of a telephone number.
    """
    line = _without_formulas(text)
    return f"'{line}" if _NUMBER.fullmatch(line) else line


def _without_formulas(text: str) -> str:
    return _STARTS.sub(r"\1'", _LINES.sub(" ", text).strip())


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in TYPED:
        return str(value).lower() if isinstance(value, bool) else f"{value:.10g}"
    if name in DAYS_AND_IDS:
        return _without_formulas(str(value))
    return safe(BETWEEN.join(value) if isinstance(value, list) else str(value))
