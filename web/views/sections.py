"""Everything a listing says, under the questions that people have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schema.contact import Contact
from schema.service import Service
from schema.terms import CATEGORIES_TAXONOMY, NEEDS_TAXONOMY, names
from web.wording.contacts import Link, emails, phones, websites
from web.wording.costs import costs
from web.wording.joining import how_to_join, room_left
from web.wording.lists import joined
from web.wording.offered import access, languages, modes
from web.wording.opening import as_given, opening, schedules_of
from web.wording.people import who_for
from web.wording.places import address_lines, areas, locations

NOT_GIVEN = "Not given"


@dataclass(frozen=True, slots=True)
class Fact:
    """A question and what is known: lines of text, or links; `unknown` where there are none."""

    term: str
    lines: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    unknown: str | None = None


def facts(service: Service, today: date) -> list[Fact]:
    """The essentials, known or not, then whatever else is known."""
    return [one for one in _asked(service, today) if one.lines or one.links or one.unknown]


def _asked(service: Service, today: date) -> Iterator[Fact]:
    schedules = schedules_of(service)
    yield _fact("When", _when(opening(schedules, today), as_given(schedules)), NOT_GIVEN)
    yield from _where(service)
    yield _fact("How it is offered", modes(service))
    yield _fact("Who it is for", who_for(service), f"{NOT_GIVEN}; ask if in doubt")
    yield _fact("Cost", costs(service), NOT_GIVEN)
    if service.personal_budget is not None:
        yield _fact("Personal budget", ["Accepted" if service.personal_budget else "Not accepted"])
    yield _fact("How to join", how_to_join(service), NOT_GIVEN)
    yield _fact("Taking new people", room_left(service), "Not known; ask")
    yield _fact("What to bring", [one.document or "" for one in service.required_documents])
    yield from _contact(service)
    yield _fact("Access", access(service), f"{NOT_GIVEN}; ask")
    yield _fact("Languages", [*languages(service), *_said(service.interpretation_services)])
    yield _fact("Helps with", names(service, NEEDS_TAXONOMY))
    yield _fact("Kind of help", names(service, CATEGORIES_TAXONOMY))
    yield _fact("Area covered", areas(service), NOT_GIVEN)
    yield _fact("Run by", _run_by(service))


def _fact(term: str, lines: Sequence[str], unknown: str | None = None) -> Fact:
    return Fact(term, tuple(line for line in lines if line), unknown=unknown)


def _said(text: str | None) -> list[str]:
    return [text] if text else []


def _when(lines: list[str], given: list[str]) -> list[str]:
    told = {line.casefold().rstrip(".") for line in lines}
    words = [one for one in given if one.casefold().rstrip(".") not in told]
    return [*lines, *(f"In their words: {one}" for one in words)] if lines else words


def _where(service: Service) -> Iterator[Fact]:
    places = locations(service)
    several = len(places) > 1
    for number, place in enumerate(places, start=1):
        addresses = [line for address in place.addresses for line in address_lines(address)]
        named = any(line.startswith(place.name or "") for line in addresses)
        lines = [*([] if named else _said(place.name)), *addresses, *_said(place.description)]
        lines += _said(place.transportation)
        yield _fact(f"Where ({number})" if several else "Where", list(dict.fromkeys(lines)))
    if not any(place.addresses or place.name for place in places):
        ways = [mode.lower() for mode in modes(service)]
        yield Fact("Where", unknown=f"No address is given; {_offered(ways)}")


def _offered(ways: list[str]) -> str:
    return f"it is offered {joined(ways, 'or')}" if ways else "ask"


def _contact(service: Service) -> Iterator[Fact]:
    numbers, addresses, sites = phones(service), emails(service), websites(service)
    none = not (numbers or addresses or sites)
    yield Fact("Phone", links=tuple(numbers), unknown=NOT_GIVEN)
    yield Fact("Email", links=tuple(addresses), unknown=NOT_GIVEN if none else None)
    yield Fact("Website", links=tuple(sites))
    yield _fact("Ask for", [said for one in service.contacts if (said := _person(one))])


def _person(contact: Contact) -> str:
    return ", ".join(part for part in (contact.name, contact.title, contact.department) if part)


def _run_by(service: Service) -> list[str]:
    organization = service.organization
    if organization is None:
        return []
    said = organization.description if organization.description != service.description else ""
    return [organization.name, *_said(organization.legal_status), *_said(said)]
