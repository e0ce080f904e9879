"""Days as people say them, and how long ago they were."""

from datetime import date

UNITS = ((365, "year"), (30, "month"), (7, "week"), (1, "day"))
WEEKS_FROM_DAYS = 14
MONTHS_FROM_DAYS = 61


def in_words(day: date) -> str:
    """`3 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def ago(day: date, today: date) -> str:
    """`3 weeks ago`; a day to come is told by its date."""
    days = (today - day).days
    if days < 0:
        return f"on {in_words(day)}"
    if days < 2:
        return ("today", "yesterday")[days]
    return f"{_spoken(days)} ago"


def _spoken(days: int) -> str:
    if days < WEEKS_FROM_DAYS:
        size, unit = 1, "day"
    elif days < MONTHS_FROM_DAYS:
        size, unit = 7, "week"
    else:
        size, unit = next((size, unit) for size, unit in UNITS if days >= size)
    number = days // size
    return f"{number} {unit}{'' if number == 1 else 's'}"
