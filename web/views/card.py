"""One listing among results, in the order of the questions that link workers ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from journeys.finding.answer import Found, Verdict
from journeys.finding.miles import miles
from journeys.finding.serves import NOT_STATED
from schema.encoding import decode
from schema.service import Service
from web.wording.contacts import Link, phones
from web.wording.costs import costs
from web.wording.joining import how_to_join, room_left
from web.wording.lists import begun, joined, shortened
from web.wording.matching import reasons
from web.wording.offered import modes
from web.wording.opening import as_given, opening, schedules_of
from web.wording.people import who_for
from web.wording.places import areas, in_short
from web.wording.trust import NEVER_CHECKED, checked, mark

SUMMARY_MOST, LINE_MOST, LINES_MOST = 180, 140, 2
SERVES = {"yes": "Yes", "near": "Near", "no": "No", "unknown": "Not known"}


@dataclass(frozen=True, slots=True)
class Row:
    """One fact, or what is not known."""

    term: str
    text: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """A listing in short; `checked` is among the rows too."""

    id: str
    name: str
    summary: str
    behind: str | None
    where: str
    marks: tuple[str, ...]
    rows: tuple[Row, ...]
    phone: Link | None
    cost: str
    checked: str


def card(found: Found, today: date) -> Card:
    """What is shown of one listing found."""
    service = decode(Service, found.document)
    organization = service.organization.name if service.organization else None
    told = checked(service, today)
    return Card(
        id=str(service.id),
        name=service.name,
        summary=shortened(service.description or "", SUMMARY_MOST),
        behind=organization if organization != service.name else None,
        where=_where(service, found.distance_m),
        marks=tuple(mark(award) for award in service.awards),
        rows=tuple(_rows(service, found, today)),
        phone=next(iter(phones(service)), None),
        cost=_lines(costs(service)) or "not given",
        checked=begun(told) if told else NEVER_CHECKED,
    )


def _where(service: Service, distance_m: float | None) -> str:
    far = f"{miles(distance_m)} away" if distance_m is not None else None
    place = (
        in_short(service)
        or begun(joined([mode.lower() for mode in modes(service)], "or"))
        or joined(areas(service))
    )
    return " – ".join(part for part in (far, place or "Place not given") if part)


def _rows(service: Service, found: Found, today: date) -> Iterator[Row]:
    """What is known, then what is not, then how far to trust it and why it is here."""
    schedules = schedules_of(service)
    asked = (
        ("When", "times", opening(schedules, today) or as_given(schedules)),
        ("Cost", "cost", costs(service)),
        ("Who for", "who it is for", who_for(service)),
        ("How to join", "how to join", how_to_join(service)),
        ("Taking people", "whether it takes new people", room_left(service)),
    )
    yield from (Row(term, _lines(lines)) for term, _, lines in asked if lines)
    if unknown := [name for _, name, lines in asked if not lines]:
        yield Row("Not given", joined(unknown), known=False)
    told = checked(service, today)
    yield Row("Information checked", begun(told) if told else NEVER_CHECKED, bool(told))
    if found.serves:
        yield _serves(found.serves)
    if why := reasons(found.matched):
        yield Row("Found by", why)
    yield Row("From", joined([credit.title for credit in service.sources]) or "–")


def _lines(lines: Sequence[str]) -> str:
    shown = [shortened(line, LINE_MOST) for line in lines[:LINES_MOST]]
    more = f" and {len(lines) - LINES_MOST} more" if len(lines) > LINES_MOST else ""
    return "; ".join(line.rstrip(".") for line in shown) + more


def _serves(found: Verdict) -> Row:
    reason = NOT_STATED if NOT_STATED in found.reason else found.reason
    known = found.verdict != "unknown"
    return Row("Serves this place", f"{SERVES[found.verdict]}; {reason}", known)
