"""Plain text: one Unicode form, no control or direction characters, a length that can be shown."""

import re
import unicodedata
from typing import Any

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from schema.issue import Issue, issue

LONGEST_TEXT = 10_000
LONGEST_LINE = 250

_PLAIN_LINE = re.compile(r"[!-~]+(?: [!-~]+)*\Z")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\U000e0000-\U000e007f]")
_JOINER = re.compile("(.?)([\u200c\u200d])", re.DOTALL)
_SPACES = re.compile("[^\\S\n]+")
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_AROUND_NEWLINE = re.compile(" ?\n ?")
_MANY_NEWLINES = re.compile("\n{3,}")
_STACKED_MARKS = re.compile("[\u0300-\u036f]{4,}")
_MOJIBAKE = re.compile("Ã[\x80-\xbf\u2018-\u203a\u0152-\u0192]|â€|Â[\xa0-\xbf]|ï»¿|ï¿½")


def clean_text(value: Any, field: str, longest: int = LONGEST_TEXT) -> Cleaned[str]:
    """Text of several lines. Mojibake is reported and left as it is; too long is cut at a word."""
    said = as_said(value)
    if said is None:
        return NOTHING
    if len(said) <= longest and _PLAIN_LINE.match(said):
        return said, ()
    text, issues = _without_hidden(said[: longest * 20], field)
    text = _AROUND_NEWLINE.sub("\n", _SPACES.sub(" ", _NEWLINES.sub("\n", text)))
    text = _MANY_NEWLINES.sub("\n\n", text).strip()
    issues += _flagged(text, field)
    if len(text) > longest:
        issues.append(_too_long(field, text, longest))
        text = cut_at_word(text, longest)
    return (text or None), tuple(issues)


def clean_line(value: Any, field: str, longest: int = LONGEST_LINE) -> Cleaned[str]:
    """Text of one line, such as a name: line breaks become spaces."""
    text, issues = clean_text(value, field, longest)
    if text is None or "\n" not in text:
        return text, issues
    return " ".join(text.split()), issues


def cut_at_word(text: str, longest: int) -> str:
    """At most `longest` characters of `text`, ending at a word, with "…" to show the cut."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    word_end = max(head.rfind(" "), head.rfind("\n"))
    return (head[:word_end] if word_end > longest // 2 else head).rstrip() + "…"


def _without_hidden(said: str, field: str) -> tuple[str, list[Issue]]:
    """The text without characters that cannot be seen, in Unicode's composed form (NFC)."""
    text = said if unicodedata.is_normalized("NFC", said) else unicodedata.normalize("NFC", said)
    visible = _DIRECTION.sub("", _CONTROL.sub("", text))
    issues = []
    if len(visible) != len(text):
        issues.append(
            issue(
                field,
                ascii(said),
                "text-control-characters",
                "text without control or direction characters",
                "They were removed",
            )
        )
    visible = _JOINER.sub(_kept_joiner, _INVISIBLE.sub("", visible))
    return _STACKED_MARKS.sub("", visible), issues


def _kept_joiner(match: re.Match[str]) -> str:
    """Joiners stay where a script or an emoji needs them, and go after Latin letters."""
    before = match[1]
    needed = bool(before) and ("\u0600" <= before <= "\u0dff" or before > "\u2100")
    return before + (match[2] if needed else "")


def _flagged(text: str, field: str) -> list[Issue]:
    if _MOJIBAKE.search(text):
        return [
            issue(
                field,
                text,
                "text-mojibake",
                "text in one encoding, such as UTF-8",
                "Shown as the source sent it",
            )
        ]
    if "\ufffd" in text:
        return [
            issue(
                field,
                text,
                "text-unreadable-characters",
                "characters that can be read",
                "Unreadable ones are shown as �",
            )
        ]
    return []


def _too_long(field: str, text: str, longest: int) -> Issue:
    return issue(
        field,
        f"{len(text)} characters",
        "text-too-long",
        f"at most {longest} characters",
        "Cut at a word",
    )
