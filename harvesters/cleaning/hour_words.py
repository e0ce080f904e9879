"""The words of opening times: text to tokens, and tokens to clauses of days with their times."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from harvesters.cleaning.clock_times import CLOCK
from harvesters.cleaning.opening import WEEK

ORDINALS = {
    "1st": "1", "first": "1", "2nd": "2", "second": "2", "3rd": "3", "third": "3",
    "4th": "4", "fourth": "4", "5th": "5", "fifth": "5", "last": "-1",
}  # fmt: skip
_DAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)['’]?s?"
)
_TOKEN = re.compile(
    rf"""(?P<always>24\s?/\s?7|24\s?h(?:ou)?rs?(?:\s(?:a|per)\sday)?(?:[,\s]*7\sdays(?:\sa\sweek)?)?)
    |(?P<note>\([^()]*\)|term[\s-]time(?:\sonly)?|by\sappointment(?:\sonly)?|drop[\s-]in
        |(?:except|excluding|excl\.?|not(?:\sopen)?|closed)(?:\son)?\s(?:bank|public)\sholidays?)
    |(?P<month>(?:(?:of|in)\s)?(?:the|each|every)\smonth\b|of\smonth\b|monthly\b)
    |(?P<fortnight>fortnightly\b|every\s(?:fortnight|other(?:\sweek)?|2\sweeks|two\sweeks)\b)
    |(?P<ordinal>\b(?:{"|".join(ORDINALS)})\b)
    |(?P<day>\b(?:(?:every|each)\sday|daily|(?:7|seven)\sdays(?:\sa\sweek)?|weekdays?|weekends?
        |(?:{_DAY})\b\.?|(?:mo|tu|we|th|fr|sa|su)\b(?=\s*[-,]\s*\w|\s\d))(?!\w))
    |(?P<closed>\b(?:closed|shut)\b)
    |(?P<time>\b{CLOCK}(?!\w))
    |(?P<to>-+|\b(?:to|until|till?|through)\b)
    |(?P<and>[,&/+]|\b(?:and|then)\b)
    |(?P<stop>[;\n|]|\.(?=\s|$))
    |(?P<skip>:|\s+|\b(?:from|between|at|on|the|open|opens|opening|hours|times?|every|each|weekly
        |inclusive|mornings?|afternoons?|evenings?)\b)
    |(?P<word>[^\s,;()]+|.)""",
    re.VERBOSE,
)
_SAYS_MORE = re.compile(rf"\d|\bclosed\b|\b(?:{_DAY})\b")
_TIMES, _DAYS = frozenset({"time"}), frozenset({"day", "ordinal"})
_GROUPS = {"weekday": WEEK[:5], "weekdays": WEEK[:5], "weekend": WEEK[5:], "weekends": WEEK[5:]}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of an opening time and what kind of word it is."""

    kind: str
    text: str


def tokens(text: str) -> list[Token]:
    """The tokens of a text in lower case. A bracket that speaks of days or times is no note."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "word"
        if kind == "note" and match[0][0] == "(" and _SAYS_MORE.search(match[0]):
            kind = "word"
        if kind != "skip":
            found.append(Token(kind, match[0]))
    return found


def days_of(word: str) -> tuple[str, ...]:
    """The days that one word means: "tues" is TU, "weekends" SA and SU, "daily" all."""
    if word in _GROUPS:
        return _GROUPS[word]
    day = word[:2].upper()
    if day in WEEK and not word.startswith("seven"):
        return (day,)
    return WEEK


def clauses(words: Sequence[Token]) -> list[list[Token]]:
    """Tokens in clauses, each with its days and times.

    A clause begins with its days or, in a text that starts with a time, with its times. Words
    before the first day or time stand in the first clause.
    """
    leads = _TIMES if leads_with_time(words) else _DAYS
    found: list[list[Token]] = [[]]
    before = ""
    for index, token in enumerate(words):
        starts = token.kind in leads and before not in leads
        if token.kind == "closed" and _closes_what_follows(words, index, found[-1]):
            starts = True
            before = "day"
        if starts and _has_begun(found[-1], leads):
            found.append([])
        found[-1].append(token)
        if token.kind not in ("and", "to") and not (token.kind == "closed" and starts):
            before = token.kind
    return found


def leads_with_time(words: Sequence[Token]) -> bool:
    """Whether a time stands before the first day."""
    kinds = (token.kind for token in words)
    return next((kind for kind in kinds if kind in ("day", "ordinal", "time")), "") == "time"


def _has_begun(clause: Sequence[Token], leads: frozenset[str]) -> bool:
    return any(token.kind in leads or token.kind == "closed" for token in clause)


def _closes_what_follows(words: Sequence[Token], index: int, clause: Sequence[Token]) -> bool:
    """ "closed" belongs to the days behind it if the days before it have their times already."""
    follows = words[index + 1].kind if index + 1 < len(words) else ""
    return follows == "day" and any(token.kind in ("time", "always") for token in clause)
