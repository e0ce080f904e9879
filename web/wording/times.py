"""Times of day as people in Britain write them."""

from schema.sessions import Session

MIDNIGHT = ("00:00", "23:59", "24:00")


def clock(time: str) -> str:
    """`9am`, `9:30am`, `midday`, `midnight` of `HH:MM`."""
    hour, minute = int(time[:2]), time[3:5]
    if time[:5] in MIDNIGHT:
        return "midnight"
    if time[:5] == "12:00":
        return "midday"
    shown = f"{hour % 12 or 12}{'' if minute == '00' else ':' + minute}"
    return f"{shown}{'am' if hour < 12 else 'pm'}"


def span(opens: str | None, closes: str | None) -> str:
    """`9am to 5pm`, `from 9am`, `until 5pm`, `all day`, or nothing."""
    if opens and closes:
        if opens[:5] == "00:00" and closes[:5] in MIDNIGHT:
            return "all day"
        return f"{clock(opens)} to {clock(closes)}"
    if opens:
        return f"from {clock(opens)}"
    return f"until {clock(closes)}" if closes else ""


def session(one: Session) -> str:
    """`Tuesday 24 November, 10am to midday`."""
    opens = f"{one.starts:%H:%M}"
    closes = f"{one.ends:%H:%M}" if one.ends else None
    return f"{one.starts:%A} {one.starts.day} {one.starts:%B}, {span(opens, closes)}"
