"""Times of day as people write them: "9.30am - 1pm", "10-4", "12 noon to 2", "09:00-17:30"."""

import re
from dataclasses import dataclass

DAY = 24 * 60
NOON = 12 * 60
# One time; used inside larger patterns, so it names no groups.
CLOCK = (
    r"(?:\d{1,2}(?:\s?[:.]\s?\d{2}(?!\d)(?::00(?!\d))?)?"
    r"(?:\s?(?:[ap]\.?\s?m\b\.?|noon\b|midday\b|midnight\b))?|noon\b|midday\b|midnight\b)"
)
_CLOCK = re.compile(
    r"(\d{1,2})(?:\s?[:.]\s?(\d{2})(?::00)?)?(?:\s?([ap])\.?\s?m\.?|\s?(noon|midday|midnight))?"
)
_WORDS = {"noon": NOON, "midday": NOON, "midnight": DAY}
_RUN_TOGETHER = re.compile(
    r"\b(\d{1,2})(\d{2})(?:\s?(?=[ap]\.?m\b)|\s?(?:hrs?|h)\b)"
    r"|\b(\d\d)(\d\d)(?=\s?(?:-|to)\s?\d{4}\b)"
    r"|(?<=\d{4}-)(\d\d)(\d\d)\b|(?<=\d{4} - )(\d\d)(\d\d)\b"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as written, in minutes; `half` is "a" or "p" where the half of the day was said.

    `sure` says that a 24-hour clock was used, as in 09:00 or 14:30.
    """

    minutes: int
    half: str | None
    sure: bool

    def reading(self, half: str | None) -> int:
        """Minutes after midnight if the time is meant in that half of the day."""
        if self.sure or half is None:
            return self.minutes
        return self.minutes % NOON + (NOON if half == "p" else 0)


def spaced_out(text: str) -> str:
    """Times written together get their colon: "1030am" becomes "10:30 am", "0930hrs" "09:30"."""
    return _RUN_TOGETHER.sub(lambda match: "{}:{} ".format(*filter(None, match.groups())), text)


def read_clock(text: str) -> Clock | None:
    """One time of day in lower case, or None if no clock shows it."""
    text = text.strip()
    if text in _WORDS:
        return Clock(_WORDS[text], None, True)
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    if match[4]:
        return Clock(_WORDS[match[4]], None, True) if hour == 12 and not minute else None
    padded = hour > 12 or (match[1].startswith("0") and match[2] is not None)
    half = None if hour > 12 else match[3]
    return Clock(hour * 60 + minute, half, padded and half is None)


def settle(opens: Clock, closes: Clock) -> tuple[str, str] | None:
    """Both ends as HH:MM of a 24-hour day, or None when they could mean two things.

    An end without its half of the day takes the one that leaves a single sensible reading:
    "1-3pm" is 13:00 to 15:00 and "10-4" is 10:00 to 16:00, but "2-4" alone is not read.
    """
    both = _both_ends(opens, closes)
    if both is None:
        return None
    start, end = both
    if start == end or (end < start and not _runs_overnight(start, end)):
        return None
    if _is_doubtful(opens, closes, start, end):
        return None
    return written(start), written(end)


def settle_alone(opens: Clock) -> str | None:
    """A start without an end as HH:MM; None when its half of the day was not said."""
    if opens.half is None and (not opens.sure or opens.minutes < 6 * 60):
        return None
    return written(opens.reading(opens.half))


def written(minutes: int) -> str:
    """Minutes after midnight as HH:MM; the end of a day is written 23:59, as the standard does."""
    return "23:59" if minutes >= DAY else f"{minutes // 60:02d}:{minutes % 60:02d}"


def _both_ends(opens: Clock, closes: Clock) -> tuple[int, int] | None:
    if opens.half or closes.half:
        start_half = opens.half or _half_of_start(opens, closes)
        end_half = closes.half or _half_of_end(opens, closes)
        return opens.reading(start_half), closes.reading(end_half)
    start, end = opens.minutes, closes.minutes
    if opens.sure or closes.sure:
        return _one_end_sure(opens, closes)
    if not 7 * 60 <= start < 13 * 60:
        return None
    if start < end < 13 * 60:
        return start, end
    return (start, end + NOON) if end <= 7 * 60 else None


def _one_end_sure(opens: Clock, closes: Clock) -> tuple[int, int] | None:
    """ "10 - 16:00" and "12 noon - 2": the other end is taken from the same side of the day."""
    start, end = opens.minutes, closes.minutes
    if opens.sure and not closes.sure and start >= NOON and end < NOON:
        return start, end + NOON
    if closes.sure and not opens.sure and start < 7 * 60:
        return None
    return start, end


def _half_of_start(opens: Clock, closes: Clock) -> str:
    same = opens.reading(closes.half) < closes.reading(closes.half)
    if same or closes.half is None:
        return closes.half or "a"
    return "a" if closes.half == "p" else "p"


def _half_of_end(opens: Clock, closes: Clock) -> str:
    same = closes.reading(opens.half) > opens.reading(opens.half)
    return opens.half or "p" if same else "p"


def _runs_overnight(start: int, end: int) -> bool:
    """An evening that ends in the night; "09:00 - 03:00" is far more often a slip for 15:00."""
    return start >= 17 * 60 and end <= 8 * 60


def _is_doubtful(opens: Clock, closes: Clock, start: int, end: int) -> bool:
    """ "01:00 - 03:00" of a day centre, and "12am - 4pm", are slips more often than not."""
    no_halves = opens.half is None and closes.half is None
    if no_halves and start < 6 * 60 and end < 8 * 60:
        return True
    return opens.half == "a" and start < 60 and NOON < end <= 18 * 60
