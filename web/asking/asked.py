"""What somebody asked on the search page, as typed and ticked, and the question it comes to."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from journeys.finding.question import Filters, Question
from search.query import FACETS
from web.asking.distances import USUAL_M, read_distance
from web.asking.filters import AGE, CHECKED, FILTERS, TIME, Filter
from web.posted import Posted

WORDS_MOST, PLACE_MOST = 200, 100
OLDEST = 120
SOURCE_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
TIME_OF_DAY = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
MONTH_DAYS = 30.44
WIDE = "wide"
Trail = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field of a form, and how to put it right."""

    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`nearest` puts the nearest first even where there are words to match.

    `wide` asks for what needs no journey alone: nationwide, online, by phone or at people's homes.
    `trail` holds the cursors of the pages gone through, that of this page last.
    """

    words: str = ""
    near: str = ""
    within_m: int = USUAL_M
    nearest: bool = False
    wide: bool = False
    chosen: Posted = field(default_factory=Posted)
    trail: Trail = ()
    faults: tuple[Fault, ...] = ()

    @property
    def asks_nothing(self) -> bool:
        return not (self.words or self.near or self.chosen.values)

    def question(self, today: date) -> Question:
        """The question; what makes sense only near a place is left out without one."""
        near = self.near or None
        return Question(
            words=self.words,
            near=near,
            within_m=self.within_m if near else None,
            sort="distance" if near and self.nearest else None,
            cursor=self.trail[-1] if self.trail else None,
            filters=_filters(self.chosen, today),
            facets=FACETS,
            reach="wide" if self.wide else "all",
        )


def asked(posted: Posted) -> Asked:
    """What a form asks; what its fields cannot hold is left out, or is a fault where typed."""
    chosen = {one.name: kept for one in FILTERS if (kept := _kept(one, posted))}
    return Asked(
        words=posted.line("q", WORDS_MOST),
        near=posted.line("near", PLACE_MOST),
        within_m=read_distance(posted.line("within")),
        nearest=posted.line("sort") == "distance",
        wide=posted.line("reach") == WIDE,
        chosen=Posted(chosen),
        trail=tuple(one for one in posted.all("trail") if one)[:100],
        faults=tuple(fault for one in (AGE, TIME) if (fault := _fault(one, posted))),
    )


def _kept(one: Filter, posted: Posted) -> tuple[str, ...]:
    values = dict.fromkeys(value.strip() for value in posted.all(one.name))
    if one.kind == "typed":
        return tuple(value[:10] for value in values if value)[:1]
    if one.words:
        return tuple(value for value in values if value in one.words)
    return tuple(value for value in values if SOURCE_ID.fullmatch(value))


def _fault(one: Filter, posted: Posted) -> Fault | None:
    typed = posted.line(one.name)
    if one is AGE and typed and _age(typed) is None:
        return Fault(one.name, f"Age must be a whole number from 0 to {OLDEST}, such as 70")
    if one is TIME and typed and _minutes(typed) is None:
        return Fault(one.name, "The time must be from 00:00 to 23:59, such as 18:30")
    return None


def _age(typed: str) -> int | None:
    known = typed.isascii() and typed.isdecimal() and len(typed) < 4 and int(typed) <= OLDEST
    return int(typed) if known else None


def _minutes(typed: str) -> int | None:
    said = TIME_OF_DAY.fullmatch(typed)
    return int(said[1]) * 60 + int(said[2]) if said else None


def _filters(chosen: Posted, today: date) -> Filters:
    said = {one.field: _value(one, chosen.all(one.name), today) for one in FILTERS}
    return Filters(**{name: value for name, value in said.items() if value not in (None, ())})


def _value(one: Filter, values: tuple[str, ...], today: date) -> Any:
    if one.kind == "many" or not values:
        return values
    if one is CHECKED:
        return date.fromordinal(today.toordinal() - round(int(values[0]) * MONTH_DAYS))
    if one is AGE:
        return _age(values[0])
    if one is TIME:
        return _minutes(values[0])
    return True if one.kind == "yes" else values[0]
