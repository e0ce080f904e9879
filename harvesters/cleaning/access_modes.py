"""How a service is given, from words: in person, at one's home, by phone, online."""

import re
from functools import lru_cache
from typing import Any, Literal

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from schema.issue import issue

AccessMode = Literal["in_person", "at_home", "phone", "online"]
EXPECTED = "words that say how it is given: in person, at home, by phone or online"
_MODES: tuple[tuple[AccessMode, re.Pattern[str]], ...] = (
    (
        "in_person",
        re.compile(
            r"\bin[\s_-]?person\b|\bface[\s-]to[\s-]face\b|\bf2f\b|\bvenue\b|\bon[\s-]?site\b|"
            r"\bdrop[\s-]?in\b|\bphysical\b|\bat\s+(?:the|our)\s+(?:centre|venue)"
        ),
    ),
    (
        "at_home",
        re.compile(
            r"\bat[\s_-]?home\b|\bhome[\s-]+(?:visit\w*|based|support|delivery)\b|"
            r"\b(?:in|to)\s+(?:your|their|people'?s)\s+(?:own\s+)?homes?\b|\boutreach\s+visits?\b"
        ),
    ),
    (
        "phone",
        re.compile(r"\b(?:tele)?phones?\b|\bhelpline\b|\btext\s+messag\w+|\bsms\b|\bby\s+tel\b"),
    ),
    (
        "online",
        re.compile(
            r"\bon[\s-]?line\b|\bvirtual(?:ly)?\b|\bzoom\b|\bweb\s?chat\b|\bvideo\b|\binternet\b|"
            r"\bmicrosoft\s+teams\b|\bapp\b|\bwebsite\b|\bdigital\b"
        ),
    ),
)
_DENIED = re.compile(r"\b(?:no|not|never)\s+(?:\w+\s+)?$")


def clean_access_modes(value: Any, field: str) -> Cleaned[tuple[AccessMode, ...]]:
    """The ways that a text names, in our order."""
    said = as_said(value)
    return _modes(said[:500], field) if said else NOTHING


@lru_cache(maxsize=2_048)
def _modes(said: str, field: str) -> Cleaned[tuple[AccessMode, ...]]:
    text = said.casefold()
    found = tuple(mode for mode, words in _MODES if _is_named(words, text))
    if found:
        return found, ()
    return None, (issue(field, said, "access-mode-unreadable", EXPECTED, "Left out"),)


def _is_named(words: re.Pattern[str], text: str) -> bool:
    return any(not _DENIED.search(text[: match.start()]) for match in words.finditer(text))
