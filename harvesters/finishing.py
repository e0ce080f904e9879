"""The last look at a service: is it usable, may it be shown, does it keep to the standard."""

import re
from collections.abc import Iterator
from typing import Any

import orjson
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from harvesters.cleaning.blanks import is_blank
from harvesters.cleaning.gender import gender_in_text
from harvesters.cleaning.personal import personal_number, private_home, safe_place
from harvesters.cleaning.status import status_in_name
from harvesters.mapping.draft import Draft
from schema.encoding import encode
from schema.service import Service

ROUNDS = 8
Path = tuple[int | str, ...]
_REFUSED = "not-in-the-standard"
_NEEDED = (("id",), ("name",), ("status",))
_PLACEHOLDER = re.compile(
    r"(?:test(?:ing|er)?|dummy|sample|example|untitled|unnamed|placeholder|asdf\w*|qwerty|x{2,}|"
    r"do not use|(?:to be )?deleted?|(?:no |service )?name|new service)"
    r"(?:[\s\d.:#-]+|\s+(?:service|record|entry|listing|organi[sz]ation|data|please ignore)\b)*",
    re.IGNORECASE,
)
_WORDS_SHOWN = (
    "name",
    "alternate_name",
    "description",
    "alert",
    "eligibility_description",
    "application_process",
    "fees_description",
    "interpretation_services",
    "waiting_time",
)


def unusable(name: str | None) -> str | None:
    """Why a record with this name cannot be a listing; None if it can."""
    if name is None or is_blank(name):
        return "it has no name"
    if _PLACEHOLDER.fullmatch(name.strip()):
        return f'its name is "{name[:60]}", which stands for no service'
    if not any(character.isalpha() for character in name):
        return f'its name "{name[:60]}" has no letters in it'
    return None


def settle(draft: Draft) -> None:
    """What follows from the whole: status, limits stated outright, and what must not be shown."""
    service = draft.service
    said_in_name = status_in_name(service["name"])
    if said_in_name and service.get("status", "active") == "active":
        expected = "a status that agrees with the name"
        draft.report("name", service["name"], "name-says-closed", expected, said_in_name)
        service["status"] = said_in_name
    service.setdefault("status", "active")
    if "gender_only" not in service:
        limits = f"{service['name']}. {service.get('eligibility_description', '')}"
        draft.put("gender_only", gender_in_text(limits))
    for reason in _reasons_to_withhold(service):
        draft.withhold(reason)


def finished(draft: Draft) -> bytes | None:
    """The service, validated and encoded; None if what remains of it is no service.

    A value that the standard refuses is left out with an issue, and the rest is kept. The
    record's own page travels behind the service's fields, for the credit that is published.
    """
    said = {"id": draft.service_id, **draft.service}
    for _round in range(ROUNDS):
        try:
            encoded = encode(Service.model_validate(said))
        except ValidationError as error:
            if not _drop_refused(said, error, draft):
                return None
        else:
            return _with_page(encoded, draft.record_url)
    return None


def _with_page(encoded: bytes, record_url: str | None) -> bytes:
    if record_url is None:
        return encoded
    return encoded[:-1] + b',"record_url":' + orjson.dumps(record_url) + b"}"


def _reasons_to_withhold(service: dict[str, Any]) -> Iterator[str]:
    words = "\n".join(filter(None, (service.get(name) for name in _WORDS_SHOWN)))
    reasons = [personal_number(words)]
    places = [tie["location"] for tie in service.get("service_at_locations", ())]
    for place in places:
        for address in place.get("addresses") or ():
            line = ", ".join(filter(None, (address.get("attention"), address["address_1"])))
            reasons.append(private_home(line))
    if places:
        reasons.append(safe_place(f"{service['name']}\n{service.get('description', '')}"))
    yield from filter(None, reasons)


def _drop_refused(said: dict[str, Any], error: ValidationError, draft: Draft) -> bool:
    """Take out every value that was refused; False if a value cannot be done without."""
    refused: dict[Path, ErrorDetails] = {}
    for detail in error.errors(include_url=False):
        refused.setdefault(_path_in(said, detail["loc"]), detail)
    if any(path[:1] in _NEEDED or not path for path in refused):
        return False
    for path in sorted(refused, key=_from_the_end, reverse=True):
        detail = refused[path]
        done = "Left out, service kept"
        draft.report(".".join(map(str, path)), detail["input"], _REFUSED, detail["msg"], done)
        container: Any = said
        for step in path[:-1]:
            container = container[step]
        del container[path[-1]]
    return True


def _from_the_end(path: Path) -> tuple[str, ...]:
    """Orders paths so that an item of a list is taken out after those behind it."""
    return tuple(str(step).zfill(8) for step in path)


def _path_in(said: Any, where: Path) -> Path:
    """The part of a path that exists: of a missing value its holder, of a union its field."""
    for depth, step in enumerate(where):
        try:
            said = said[step]
        except (KeyError, IndexError, TypeError):
            return where[:depth]
    return where
