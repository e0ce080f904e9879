"""What a paged feed says of its own size: a hint for when to stop, and a check at the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from harvesters.notes import ReadNotes

LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True)
class Stated:
    """What one page states: records and pages of the whole feed, and whether it is the last."""

    records: int | None = None
    pages: int | None = None
    last: bool | None = None


Reads = Callable[[Mapping[str, Any], ReadNotes], Stated]


def stated_as(records: str, pages: str, last: str) -> Reads:
    """What an envelope states in its members of these names."""

    def stated(envelope: Mapping[str, Any], notes: ReadNotes) -> Stated:
        is_last = envelope.get(last)
        return Stated(
            records=whole_number(envelope.get(records), records, notes),
            pages=whole_number(envelope.get(pages), pages, notes),
            last=is_last if isinstance(is_last, bool) else None,
        )

    return stated


def whole_number(value: Any, name: str, notes: ReadNotes) -> int | None:
    """`value` as a count from 0, or None with a warning when it is not one."""
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:LONGEST_NUMBER])
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        notes.warn(f"{name} is {str(value)[:40]!r}; expected a count, so it was ignored")
        return None
    return value


def check_total(notes: ReadNotes, first_stated: int | None, distinct: int) -> None:
    """Mark the read incomplete when the feed's own total is not what was read."""
    total = notes.stated_total
    if total is None:
        return
    if first_stated != total:
        notes.cut_short(
            f"the feed changed while it was read: it stated {first_stated} records, then {total}"
        )
    if total != distinct:
        notes.cut_short(f"the feed states {total} records, {distinct} different ones were read")
