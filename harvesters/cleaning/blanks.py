"""Words that people type into a cell to say that there is nothing in it."""

from typing import Any

BLANK_WORDS = frozenset(
    {
        "",
        "#n/a",
        "#value!",
        "#ref!",
        "(blank)",
        "-",
        "--",
        "---",
        ".",
        "?",
        "n.a.",
        "n/a",
        "n/k",
        "na",
        "nan",
        "no data",
        "none",
        "not applicable",
        "not available",
        "not known",
        "not provided",
        "not recorded",
        "not stated",
        "null",
        "tba",
        "tbc",
        "to be confirmed",
        "undefined",
        "unknown",
        "–",
        "—",
    }
)


def is_blank(value: Any) -> bool:
    """Whether a value says nothing: None, an empty list or object, or a word for "nothing here"."""
    if value is None:
        return True
    if isinstance(value, str):
        return len(value) < 24 and value.strip().casefold() in BLANK_WORDS
    if isinstance(value, float):
        return value != value  # NaN is the one number that differs from itself
    return isinstance(value, list | tuple | dict) and not value


def as_said(value: Any) -> str | None:
    """A single value as text, without surrounding space; None for blanks, lists and objects."""
    if value is None:
        return None
    if isinstance(value, str):
        text = value.strip()
        return None if len(text) < 24 and text.casefold() in BLANK_WORDS else text
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if is_blank(value) or isinstance(value, list | tuple | dict):
        return None
    return str(value)
