"""HTML to plain text that is safe to show anywhere, with paragraphs and lists still readable."""

import html
import re
from collections.abc import Callable
from typing import Any

import nh3

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.text import LONGEST_LINE, LONGEST_TEXT, clean_line, clean_text
from schema.issue import Issue, issue

LONGEST_MARKUP = 200_000
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_TAGS = {"a", "br", "p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "blockquote"} | {
    f"h{level}" for level in range(1, 7)
}
_LINK = re.compile(r'<a(?: href="([^"]*)")?[^>]*>(.*?)</a>', re.DOTALL)
_ANY_TAG = re.compile(r"<(/?)([a-z0-9]*)[^>]*>")
_EMPTY_ITEM = re.compile(r"^-\s+", re.MULTILINE)
_OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
_LINE_ENDS = {"br": "\n", "/tr": "\n", "li": "\n- ", "/td": " ", "/th": " ", "a": "", "/a": ""}
_INSIDE_LISTS = {"/li": "", "/br": "", "tr": "", "td": "", "th": ""}
_BREAKS = _LINE_ENDS | _INSIDE_LISTS
_SAFE_SCHEMES = {"http", "https", "mailto", "tel"}


def plain_text(value: Any, field: str, longest: int = LONGEST_TEXT) -> Cleaned[str]:
    """Text of several lines from text or HTML. Scripts, styles and unsafe links are gone."""
    return _plain(value, field, longest, clean_text)


def plain_line(value: Any, field: str, longest: int = LONGEST_LINE) -> Cleaned[str]:
    """Text of one line, such as a name, from text or HTML."""
    return _plain(value, field, longest, clean_line)


def _plain(
    value: Any, field: str, longest: int, clean: Callable[[str, str, int], Cleaned[str]]
) -> Cleaned[str]:
    said = as_said(value)
    if said is None:
        return NOTHING
    text, issues = clean(_without_markup(said), field, longest)
    text = _without_openings(text)
    return text, issues if text else (*issues, _nothing_left(said, field))


def _without_openings(text: str | None) -> str | None:
    """What only looked like no markup until a hidden character between was taken out."""
    return _OPENING.sub("< ", text) if text and "<" in text else text


def _nothing_left(said: str, field: str) -> Issue:
    return issue(
        field,
        said,
        "text-only-markup",
        "words that can be shown",
        "Left out: it held markup or hidden characters alone",
    )


def _without_markup(said: str) -> str:
    """Escaped markup may hide more markup, so this looks again until nothing changes."""
    text = said[:LONGEST_MARKUP]
    for _ in range(3):
        if not _MARKUP.search(text):
            return text
        text = _read_markup(text)
    return _OPENING.sub("< ", text)


def _read_markup(text: str) -> str:
    safe = nh3.clean(
        text,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SAFE_SCHEMES,
        link_rel=None,
    )
    if "<" in safe:
        safe = _ANY_TAG.sub(_break_of, _LINK.sub(_link_in_words, safe))
        safe = _EMPTY_ITEM.sub("- ", safe)
    return html.unescape(safe)


def _break_of(tag: re.Match[str]) -> str:
    """What a tag of the safe few becomes in plain text: paragraphs are an empty line apart."""
    return _BREAKS.get(tag[1] + tag[2], "\n\n")


def _link_in_words(match: re.Match[str]) -> str:
    """The words of a link, with its address behind them when they do not say it already."""
    address, words = match[1] or "", _ANY_TAG.sub(" ", match[2]).strip()
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    if not bare or bare.rstrip("/") in words or words in bare:
        return words or bare
    return f"{words} ({bare})"
