"""What a search asks for as conditions of SQL, beyond what the doors' filters want."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from directory.catalogue import tokens
from directory.catalogue.filters import (
    Conditions,
    any_mark,
    conditions,
    in_circle,
    token_query,
)
from directory.catalogue.sought import Choice, Sought

TIERS_HELD = (
    "EXISTS (SELECT 1 FROM catalogue_award a WHERE a.service = c.number AND a.tier IN ({tiers})"
    " AND a.first <= :today AND a.last >= :today)"
)
_HAS_POINT = "EXISTS (SELECT 1 FROM catalogue_point p WHERE p.service = c.number)"


def sought_conditions(
    sqlite: bool, sought: Sought, words: Sequence[Sequence[Choice]], lagging: bool
) -> Conditions:
    """All that is asked but the circle, with one of the sets of `words` in whole.

    Where the catalogue is `lagging` behind the documents, what was withdrawn since is left out.
    """
    wanted = sought.wanted
    found = conditions(replace(wanted, within_m=None), sqlite=sqlite, lagging=lagging)
    found.add("c.active")
    if sought.words:
        last = sought.words[-1] if sought.prefix else None
        sets = [
            tokens.all_of([_choice(one, one is last, sqlite) for one in some], sqlite=sqlite)
            for some in words
        ]
        found.add_tokens(tokens.any_of(sets, sqlite=sqlite), "words")
    _add_person(found, sought)
    _add_hours(found, sought)
    _add_reach(found, sought)
    return found


def _choice(choice: Choice, unfinished: bool, sqlite: bool) -> str:
    phrases = [
        tokens.all_of(
            [tokens.one(stem, sqlite=sqlite, prefix=unfinished) for stem in phrase], sqlite=sqlite
        )
        for phrase in choice
    ]
    return tokens.any_of(phrases, sqlite=sqlite)


def _add_person(found: Conditions, sought: Sought) -> None:
    if sought.age is not None:
        found.add(
            "(c.minimum_age IS NOT NULL OR c.maximum_age IS NOT NULL)"
            " AND (c.minimum_age IS NULL OR c.minimum_age <= :age)"
            " AND (c.maximum_age IS NULL OR c.maximum_age >= :age)",
            age=float(sought.age),
        )
    if sought.tiers:
        names = {f"tier{number}": tier for number, tier in enumerate(sought.tiers)}
        listed = ", ".join(f":{name}" for name in names)
        found.add(TIERS_HELD.format(tiers=listed), today=sought.today, **names)
    if sought.checked_since is not None:
        found.add("c.checked_on >= :checked_since", checked_since=sought.checked_since)


def _add_hours(found: Conditions, sought: Sought) -> None:
    """Open each week on the day, at the minute; hours that ran into the night count as well."""
    if sought.timed:
        found.add("(c.hours_until IS NULL OR c.hours_until >= :today)", today=sought.today)
    if sought.day is None and sought.minute is None:
        return
    held = ["t.service = c.number", "t.weekly"]
    values: dict[str, Any] = {}
    if sought.minute is None:
        held.append("t.weekday = :day")
        values = {"day": sought.day}
    else:
        held.append(_open_at(any_day=sought.day is None))
        values = {"minute": sought.minute, "late": sought.minute + 1440}
        if sought.day is not None:
            values |= {"day": sought.day, "eve": (sought.day + 6) % 7}
    found.add(f"EXISTS (SELECT 1 FROM catalogue_session t WHERE {' AND '.join(held)})", **values)


def _open_at(*, any_day: bool) -> str:
    """Open at the minute of the day, or since the eve; until 23:59 means until midnight."""
    today, eve = ("", "") if any_day else ("t.weekday = :day AND ", "t.weekday = :eve AND ")
    until = "(t.closes > :minute OR (t.closes = 1439 AND :minute = 1439))"
    return (
        f"(({today}t.opens <= :minute AND {until})"
        f" OR ({eve}t.closes > 1440 AND t.opens <= :late AND t.closes > :late))"
    )


def _add_reach(found: Conditions, sought: Sought) -> None:
    marks = any_mark(tuple(f"area:{code}" for code in sought.areas), sqlite=found.sqlite)
    covers = f"c.number IN ({token_query(found.sqlite, 'areas')})"
    if sought.serves:
        found.add(f"({covers} OR (c.nationwide AND NOT c.has_areas))", areas=marks)
    if sought.reach == "wide":
        found.add(f"c.wide AND ({covers} OR NOT c.has_areas)", areas=marks)
        if sought.wanted.within_m is not None:
            circle = in_circle(found, sought.wanted)
            found.add(f"c.number NOT IN (SELECT p.service FROM {circle})")
    elif sought.reach == "local" or sought.nearest:
        found.add(_HAS_POINT)
