"""One listing among results, in the order of the questions that link workers ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from journeys.finding.answer import Found, Verdict
from journeys.finding.serves import NOT_STATED
from schema.encoding import decode
from schema.service import Service
from web.wording.contacts import Link, phones
from web.wording.costs import costs
from web.wording.distance import miles
from web.wording.joining import how_to_join, room_left
from web.wording.lists import begun, joined, shortened
from web.wording.matching import reasons
from web.wording.offered import modes
from web.wording.opening import as_given, opening, schedules_of
from web.wording.people import who_for
from web.wording.places import in_short
from web.wording.trust import NEVER_CHECKED, checked, mark

SUMMARY_MOST, LINE_MOST, LINES_MOST = 180, 140, 2
SERVES = {"yes": "Yes", "near": "Near", "no": "No", "unknown": "Not known"}


@dataclass(frozen=True, slots=True)
class Row:
    """One fact; `known` is False where the text says that nothing is known."""

    term: str
    text: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """A listing in short."""

    id: str
    name: str
    summary: str
    behind: str | None
    where: str
    marks: tuple[str, ...]
    rows: tuple[Row, ...]
    phone: Link | None


def card(found: Found, today: date) -> Card:
    """What is shown of one listing found."""
    service = decode(Service, found.document)
    organization = service.organization.name if service.organization else None
    return Card(
        id=str(service.id),
        name=service.name,
        summary=shortened(service.description or "", SUMMARY_MOST),
        behind=organization if organization != service.name else None,
        where=_where(service, found.distance_m),
        marks=tuple(mark(award) for award in service.awards),
        rows=tuple(_rows(service, found, today)),
        phone=next(iter(phones(service)), None),
    )


def _where(service: Service, distance_m: float | None) -> str:
    far = f"{miles(distance_m)} away" if distance_m is not None else None
    place = in_short(service) or joined(modes(service), "or") or "Place not given"
    return " – ".join(part for part in (far, place) if part)


def _rows(service: Service, found: Found, today: date) -> list[Row]:
    schedules = schedules_of(service)
    rows = [
        _row("When", opening(schedules, today) or as_given(schedules), "Times not given"),
        _row("Cost", costs(service), "Cost not given"),
        _row("Who for", who_for(service), "Not given; ask if in doubt"),
        _row("How to join", how_to_join(service), "Not given; ask"),
        _row("Taking people", room_left(service), "Not known"),
        _row("Information checked", _told(checked(service, today)), NEVER_CHECKED),
    ]
    if found.serves:
        rows.append(_serves(found.serves))
    if why := reasons(found.matched):
        rows.append(Row("Found by", why))
    return [*rows, Row("Says who", joined([credit.title for credit in service.sources]) or "–")]


def _row(term: str, lines: Sequence[str], unknown: str) -> Row:
    if not lines:
        return Row(term, unknown, known=False)
    shown = [shortened(line, LINE_MOST) for line in lines[:LINES_MOST]]
    more = f" and {len(lines) - LINES_MOST} more" if len(lines) > LINES_MOST else ""
    return Row(term, "; ".join(line.rstrip(".") for line in shown) + more)


def _told(text: str | None) -> list[str]:
    return [begun(text)] if text else []


def _serves(verdict: Verdict) -> Row:
    reason = NOT_STATED if NOT_STATED in verdict.reason else verdict.reason
    return Row(
        "Serves this place", f"{SERVES[verdict.verdict]}: {reason}", verdict.verdict != "unknown"
    )
