"""When the service of a flat record takes place."""

from collections.abc import Iterator

from harvesters.cleaning.day_hours import clean_day_hours, clean_pair
from harvesters.cleaning.hours import clean_hours
from harvesters.cleaning.html import plain_text
from harvesters.cleaning.opening import DAY_NAMES, WEEK, Hours
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.schedules import schedule_objects
from harvesters.mapping.said import Said

_DAYS = tuple((day, name.lower()) for day, name in zip(WEEK, DAY_NAMES, strict=True))
_BY_DAY = frozenset(
    f"{what}_{name}" for what in ("hours", "opens", "closes") for _day, name in _DAYS
)
TIMES = _BY_DAY | {"hours", "days"}


def map_times(said: Said, draft: Draft) -> None:
    """Schedules from a text, from a column a day, or from columns for start and end."""
    draft.put("schedules", schedule_objects(draft.service_id, _all_hours(said, draft)))


def _all_hours(said: Said, draft: Draft) -> Iterator[Hours]:
    text = draft.take(plain_text(said.joined("hours", "\n"), "schedules"))
    if text:
        yield draft.take(clean_hours(text, "schedules")) or Hours(())
    if said.has("days"):
        yield _same_every_day(said, draft)
    if said.plan.targets & _BY_DAY:
        yield from _hours_by_day(said, draft)


def _hours_by_day(said: Said, draft: Draft) -> Iterator[Hours]:
    for day, name in _DAYS:
        if said.has(f"hours_{name}"):
            cell = said.joined(f"hours_{name}", ", ")
            yield draft.take(clean_day_hours(cell, day, "schedules")) or Hours(())
        if said.has(f"opens_{name}"):
            opens, closes = said.first(f"opens_{name}"), said.first(f"closes_{name}")
            yield draft.take(clean_pair(opens, closes, day, "schedules")) or Hours(())


def _same_every_day(said: Said, draft: Draft) -> Hours:
    """Columns for days, start and end read as one text: "Mon-Fri 9:00 - 17:00"."""
    days, opens, closes = (said.first(target) for target in ("days", "opens", "closes"))
    if not days or not opens or not closes:
        return Hours(())
    return draft.take(clean_hours(f"{days} {opens} - {closes}", "schedules")) or Hours(())
