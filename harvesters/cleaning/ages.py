"""Ages in words and numbers: "55+", "16-25", "under 18s"; -1 means that there is no limit."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from harvesters.cleaning import NOTHING, Cleaned
from harvesters.cleaning.blanks import as_said
from schema.issue import issue

OLDEST = 120
EXPECTED = "ages in years from 0 to 120, such as 16-25 or 55+"
_YEARS = r"\s*(?:years?|yrs?|y)?(?:\s*(?:old|of\s+age))?"
_NO_LIMIT = re.compile(r"(?:all|any|every)\s*ages?(?:\s+welcome)?|everyone|anyone|no\s+limit|-1")
_BETWEEN = re.compile(rf"(\d{{1,3}}){_YEARS}\s*(?:-|to|and|until|up to)\s*(\d{{1,3}})")
_FROM = re.compile(
    rf"(\d{{1,3}})'?s?{_YEARS}\s*(?:\+|plus|and\s+(?:over|above|up|older|upwards?)|or\s+(?:over|above|"
    rf"older)|upwards?|or\s+more)"
)
_OVER = re.compile(
    r"(?:over|from|above|minimum(?:\s+age)?|at\s+least|older\s+than)\D{0,6}(\d{1,3})"
)
_UNDER = re.compile(r"(?:under|below|younger\s+than)\D{0,6}(\d{1,3})")
_UP_TO = re.compile(
    rf"(?:up\s+to|maximum(?:\s+age)?|until)\D{{0,6}}(\d{{1,3}})|"
    rf"(\d{{1,3}}){_YEARS}\s*(?:and|or)\s+(?:under|below|younger)"
)
_MONTHS = re.compile(r"\bmonths?\b|\bweeks?\b")


class Ages(NamedTuple):
    """The least and the greatest age in years; None where there is no such limit."""

    least: int | float | None
    most: int | float | None


def clean_age(value: Any, field: str) -> Cleaned[int | float]:
    """One age in years from a number or numeric text; a negative one says "no limit"."""
    said = as_said(value)
    if said is None:
        return NOTHING
    try:
        years = float(said)
    except ValueError:
        return None, (issue(field, said, "age-unreadable", EXPECTED, "Left out"),)
    if years < 0:
        return NOTHING
    if not years <= OLDEST:
        return None, (issue(field, said, "age-out-of-range", EXPECTED, "Left out"),)
    return int(years) if years.is_integer() else years, ()


def clean_ages(value: Any, field: str) -> Cleaned[Ages]:
    """Both limits from words; what cannot be read is reported, and its text stays elsewhere."""
    said = as_said(value)
    return _ages(said[:500], field) if said else (None, ())


def in_order(ages: Ages, field: str) -> Cleaned[Ages]:
    """The same ages; none, with the reason, if the greatest is below the least."""
    if ages.least is not None and ages.most is not None and ages.most < ages.least:
        said = f"{ages.least} to {ages.most}"
        expected = "a greatest age that is not below the least"
        return None, (issue(field, said, "age-order", expected, "Both left out"),)
    return ages, ()


@lru_cache(maxsize=4_096)
def _ages(said: str, field: str) -> Cleaned[Ages]:
    text = said.casefold().replace("–", "-").replace("—", "-").strip()
    if _NO_LIMIT.fullmatch(text):
        return NOTHING
    found = None if _MONTHS.search(text) else _limits(text)
    if found is None:
        return None, (issue(field, said, "age-unreadable", EXPECTED, "Kept as text"),)
    if max(age for age in found if age is not None) > OLDEST:
        return None, (issue(field, said, "age-out-of-range", EXPECTED, "Left out"),)
    return in_order(found, field)


def _limits(text: str) -> Ages | None:
    """The limits, if the text has one pair of them or one alone and no further number."""
    numbers = len(re.findall(r"\d+", text))
    between = _BETWEEN.search(text)
    if between and numbers == 2:
        return Ages(int(between[1]), int(between[2]))
    if numbers != 1:
        return None
    return _one_limit(text)


def _one_limit(text: str) -> Ages | None:
    up_to = _UP_TO.search(text)
    if up_to:
        return Ages(None, int(up_to[1] or up_to[2]))
    under = _UNDER.search(text)
    if under:
        return Ages(None, max(int(under[1]) - 1, 0))
    least = _FROM.search(text) or _OVER.search(text)
    return Ages(int(least[1]), None) if least else None
