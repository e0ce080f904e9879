"""Phones, contacts and languages of nested records."""

from typing import Any
from uuid import UUID

from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.languages import clean_languages
from harvesters.cleaning.phones import clean_phones
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.phones import phone_objects
from harvesters.mapping.nested.attributes import attributes_of
from harvesters.mapping.nested.fields import (
    Object,
    Said,
    email,
    fields_of,
    line,
    objects_in,
    objects_of,
    own_id,
    text,
)
from schema.identifiers import child_id

PHONE_TYPES = frozenset({"text", "voice", "fax", "cell", "video", "pager", "textphone"})
_PHONE = {"description": text}
_CONTACT = {"name": line, "title": line, "department": line, "email": email}


def phones_of(value: Any, path: str, draft: Draft, parent: UUID) -> list[Object]:
    """Each number of each phone: a cell with two numbers becomes two phones."""
    made: dict[UUID, Object] = {}
    for said, where in objects_in(value, path, draft):
        found = draft.take(clean_phones(said.get("number"), f"{where}.number")) or ()
        common = fields_of(said, _PHONE, f"{where}.", draft)
        spoken = languages_of(said.get("languages") or said.get("language"), where, draft, parent)
        for phone in phone_objects(parent, found):
            _complete(phone, said, common, spoken)
            made.setdefault(phone["id"], phone)
    return list(made.values())


def _complete(phone: Object, said: Said, common: Object, spoken: list[Object]) -> None:
    """What the source says beside the number; its own words come before those in the number."""
    type_ = (as_said(said.get("type")) or "").casefold()
    if type_ in PHONE_TYPES:
        phone["type"] = type_
    extension = as_said(said.get("extension")) or ""
    if extension.isdecimal() and len(extension) < 8:
        phone["extension"] = int(extension)
    words = (phone["description"], common.get("description"))
    phone["description"] = "; ".join(dict.fromkeys(filter(None, words))) or None
    phone["languages"] = spoken


def contacts_of(value: Any, path: str, draft: Draft, parent: UUID) -> list[Object]:
    return objects_of(value, path, draft, parent, _contact)


def _contact(said: Said, path: str, draft: Draft, parent: UUID) -> Object | None:
    """A contact with something to it; one without name, address or number is left out."""
    made = fields_of(said, _CONTACT, f"{path}.", draft)
    identity = own_id(parent, "contact", said, "|".join(map(str, made.values())) or path)
    phones = phones_of(said.get("phones"), f"{path}.phones", draft, identity)
    phones += phones_of(_lone_number(said), path, draft, identity)
    if not made and not phones:
        return None
    attributes = attributes_of(said.get("attributes"), draft, identity, "contact")
    return {"id": identity, **made, "phones": phones, "attributes": attributes}


def _lone_number(said: Said) -> list[Object]:
    number = said.get("phone")
    return [{"number": number}] if isinstance(number, str | int) else []


def languages_of(value: Any, path: str, draft: Draft, parent: UUID) -> list[Object]:
    """Languages by name and code; plain words are taken as well as objects."""
    cells = value if isinstance(value, list) else [value]
    made: dict[str, Object] = {}
    for cell in cells:
        said = cell if isinstance(cell, dict) else {"name": cell}
        named = said.get("name") or said.get("language") or said.get("code")
        note = fields_of(said, {"note": text}, f"{path}.languages.", draft)
        for name, code in draft.take(clean_languages(named, f"{path}.languages")) or ():
            identity = child_id(parent, "language", name)
            made.setdefault(name, {"id": identity, "name": name, "code": code, **note})
    return list(made.values())
