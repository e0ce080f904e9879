"""From a group's filled-in form to the fields that are kept, and back into the form."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from web.asking.asked import Fault
from web.asking.listing_fields import (
    LISTING_FIELDS,
    PRIVATE_FIELDS,
    PRIVATE_PREFIX,
    YES_NO,
    Field,
)
from web.posted import Posted

Document = dict[str, Any]
NEEDED: Mapping[str, str] = {
    "name": "Enter the name",
    "description": "Say what happens there",
}
TOGETHER: Mapping[str, str] = {
    "phone": "Give a phone number, an email address or a web page that everybody can use",
    "postcode": "Give the postcode or the address, or tick that it is at home, by phone or online",
    "maximum_age": "The highest age must be the lowest age or more",
    "contact_email": "Give an email address or a phone number, so that we can ask you",
}
PLAIN: Mapping[str, str] = {
    "email": "Enter an email address, such as name@group.example",
    "tel": "Enter a phone number, such as 01632 960001",
    "years": "Enter a whole number of years from 0 to 120",
    "ticks": "Tick fewer",
}
WORD = re.compile(r"[a-z_]+")


def draft(posted: Posted) -> Document:
    """The public fields that were filled in, unchecked."""
    return _filled(posted, LISTING_FIELDS)


def private(posted: Posted) -> Document:
    """The sender's own contact, unchecked."""
    filled = _filled(posted, PRIVATE_FIELDS)
    return {name.removeprefix(PRIVATE_PREFIX): value for name, value in filled.items()}


def filled_in(document: Mapping[str, Any]) -> Posted:
    """The form as it is filled in with what is kept."""
    known = {name: document[name] for name in LISTING_FIELDS if document.get(name) is not None}
    return Posted({name: tuple(_texts(value)) for name, value in known.items()})


def kept(posted: Posted) -> Iterator[tuple[str, str]]:
    """Every answer, to be carried from one page to the next."""
    names = {**LISTING_FIELDS, **PRIVATE_FIELDS}
    return ((name, value) for name, value in posted.pairs() if name in names)


def faults(refused: ValidationError) -> tuple[Fault, ...]:
    """What is wrong, in plain words and each field once."""
    found = (_fault(error) for error in refused.errors(include_url=False, include_input=False))
    return tuple({fault.field: fault for fault in found}.values())


def _filled(posted: Posted, fields: Mapping[str, Field]) -> Document:
    said = {name: _value(one, posted) for name, one in fields.items()}
    return {name: value for name, value in said.items() if value not in ("", None, [])}


def _value(one: Field, posted: Posted) -> Any:
    if one.kind == "ticks":
        return [value for value in posted.all(one.name) if value in one.words]
    if one.kind == "choice":
        chosen = posted.line(one.name)
        both = one.words.keys() == YES_NO.keys()
        return {"yes": True, "no": False}.get(chosen) if both else chosen
    return posted.lines(one.name) if one.kind == "lines" else posted.line(one.name, 10_000)


def _texts(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _fault(error: ErrorDetails) -> Fault:
    path = [str(part) for part in error["loc"]]
    whose = PRIVATE_PREFIX if path[:1] == ["contact"] else ""
    known = {**LISTING_FIELDS, **PRIVATE_FIELDS}
    name = next((whose + part for part in path if whose + part in known), None)
    if name is None:
        named = (whose + word for word in WORD.findall(error["msg"].removeprefix("Value error, ")))
        name = next((one for one in named if one in TOGETHER), "name")
        return Fault(name, TOGETHER.get(name, "Something does not fit together"))
    return Fault(name, _words(known[name], error))


def _words(one: Field, error: ErrorDetails) -> str:
    if error["type"] in ("missing", "string_too_short"):
        return NEEDED.get(one.name, f"Fill in: {one.label}")
    if error["type"] == "string_too_long":
        return f"{one.label}: use {error['ctx']['max_length']:,} characters or fewer"
    return PLAIN.get(one.kind, f"{one.label}: this cannot be used")
