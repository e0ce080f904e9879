"""Telephone numbers as people type them: several in a cell, with words around them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from harvesters.cleaning import Cleaned
from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.phone_number import (
    EMERGENCY_NUMBERS,
    EXPECTED,
    SHORT_NUMBERS,
    Phone,
    read_phone,
)
from schema.issue import Issue, issue

LONGEST_CELL = 2_000
MOST_NUMBERS = 10


def _spaced(short: str) -> str:
    return SHORT_NUMBERS.get(short, short).replace(" ", r"\s?")


_ADDRESSES = re.compile(r"\S+@\S+|https?://\S+|www\.\S+", re.IGNORECASE)
_LETTER_O = re.compile(r"(?<![A-Za-z])[Oo](?=[\s-]?[1-9])")
_GAP = r"[\s().\-–]{0,3}"
_NUMBER = re.compile(
    rf"(?<!\d)(?:\(?\+{_GAP}\d(?:{_GAP}\d){{8,14}}"  # with a country code
    rf"|\(?00{_GAP}[1-9](?:{_GAP}\d){{8,14}}"
    rf"|(?:1800[12][\s-]*)?\(?0{_GAP}\d(?:{_GAP}\d){{6,9}}"  # with the first 0
    r"|[1-9]\d{8,11}(?!\d)"  # a spreadsheet took the first 0
    rf"|(?:{'|'.join(map(_spaced, [*SHORT_NUMBERS, *EMERGENCY_NUMBERS]))})(?![\d-]))"
)
_EXTENSION = re.compile(r"\s*[,(]?\s*\b(?:ext(?:ension|n)?|x)[.:\s]*(\d{1,7})\b\)?", re.IGNORECASE)
_EDGE = " \t\n:;,-–/|()[]&+*."
_LABEL_WORDS = re.compile(
    r"^(?:(?:tel(?:ephone)?|phone|call|contact|no|number|on|or|and|email|e-mail)\b[.:\s]*)+|"
    r"(?:\b(?:or|and|tel(?:ephone)?|phone|call|on|email|e-mail)[.:\s]*)+$",
    re.IGNORECASE,
)


def clean_phones(value: Any, field: str) -> Cleaned[tuple[Phone, ...]]:
    """Every number of a cell, each with the words that stand beside it as its description.

    Emergency numbers are refused; premium-rate ones are kept and reported. A cell that holds an
    e-mail address alone has no number and is no fault.
    """
    said = as_said(value)
    return _phones_in(said, field) if said else (None, ())


@lru_cache(maxsize=20_000)
def _phones_in(said: str, field: str) -> Cleaned[tuple[Phone, ...]]:
    text = _LETTER_O.sub("0", _ADDRESSES.sub(" ", said[:LONGEST_CELL]))
    found: dict[str, Phone] = {}
    issues: list[Issue] = []
    spans = list(_NUMBER.finditer(text))[:MOST_NUMBERS]
    for digits, words, extension in _with_words(text, spans):
        phone, problems = read_phone(digits, words, extension, field)
        issues += problems
        if phone:
            found.setdefault(phone.dialled, phone)
    if not spans and not _ADDRESSES.search(said):
        issues.append(issue(field, said, "phone-unreadable", EXPECTED, "Left out"))
    return tuple(found.values()) or None, tuple(issues)


def _with_words(
    text: str, spans: list[re.Match[str]]
) -> Iterator[tuple[str, str | None, int | None]]:
    """Each number of a text with the words that belong to it and its extension."""
    end = 0
    for index, match in enumerate(spans):
        last = index + 1 == len(spans)
        after = text[match.end() : len(text) if last else spans[index + 1].start()]
        extension = _EXTENSION.match(after)
        past_extension = extension.end() if extension else 0
        words = _bare_words(text[end : match.start()])
        end = match.end() + past_extension
        behind = after[past_extension:]
        if words is None and (last or behind.lstrip().startswith("(")):
            words, end = _bare_words(behind), match.end() + len(after)
        yield match[0], words, int(extension[1]) if extension else None


def _bare_words(text: str) -> str | None:
    words = _LABEL_WORDS.sub("", text.strip(_EDGE)).strip(_EDGE)
    return words[:200] if re.search(r"[^\W\d_]{2}", words) else None
