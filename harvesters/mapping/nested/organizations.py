"""The organization of a nested record."""

from typing import Any
from uuid import UUID

from harvesters.cleaning.blanks import as_said
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.organization import identifier_object, organization_id
from harvesters.mapping.nested.attributes import attributes_of
from harvesters.mapping.nested.contacts import contacts_of, phones_of
from harvesters.mapping.nested.fields import (
    Object,
    Said,
    email,
    fields_of,
    line,
    number,
    objects_in,
    objects_of,
    own_id,
    text,
    uri,
    url,
)
from harvesters.mapping.nested.locations import location_of

_ORGANIZATION = {
    "alternate_name": line,
    "email": email,
    "website": url,
    "legal_status": line,
    "year_incorporated": number,
    "logo": url,
    "uri": uri,
    "tax_status": line,
    "tax_id": line,
}
_FUNDING = {"source": text}
_URL = {"label": line, "url": url}
_PROGRAM = {"alternate_name": line}


def map_organization(said: Any, draft: Draft) -> None:
    """The organization with its id below the source; without a name it is left out."""
    if not isinstance(said, dict):
        return
    name = line(said.get("name"), "organization.name", draft)
    if name is None:
        draft.report("organization.name", said.get("name"), "name-missing", "a name", "Left out")
        return
    identity = organization_id(draft, as_said(said.get("id")), name)
    words = text(said.get("description"), "organization.description", draft)
    made = {"id": identity, "name": name, "description": words or ""}
    made |= fields_of(said, _ORGANIZATION, "organization.", draft)
    if "website" not in made and said.get("url"):
        made["website"] = url(said.get("url"), "organization.url", draft)
    parent = as_said(said.get("parent_organization_id"))
    if parent:
        made["parent_organization_id"] = organization_id(draft, parent, name)
    draft.put("organization", made | _children(said, draft, identity))
    draft.put("organization_id", identity)


def _children(said: Said, draft: Draft, identity: UUID) -> Object:
    at = "organization"
    locations = [
        location_of(each, where, draft)
        for each, where in objects_in(said.get("locations"), f"{at}.locations", draft)
    ]
    return {
        "phones": phones_of(said.get("phones"), f"{at}.phones", draft, identity),
        "contacts": contacts_of(said.get("contacts"), f"{at}.contacts", draft, identity),
        "locations": [place for place in locations if place],
        "funding": funding_of(said.get("funding"), f"{at}.funding", draft, identity),
        "programs": objects_of(said.get("programs"), f"{at}.programs", draft, identity, program_of),
        "additional_websites": urls_of(
            said.get("additional_websites"), f"{at}.additional_websites", draft, identity
        ),
        "organization_identifiers": _identifiers(said, draft, identity),
        "attributes": attributes_of(said.get("attributes"), draft, identity, "organization"),
    }


def _identifiers(said: Said, draft: Draft, identity: UUID) -> list[Object]:
    made = {}
    path = "organization.organization_identifiers"
    for each, where in objects_in(said.get("organization_identifiers"), path, draft):
        value = line(each.get("identifier"), f"{where}.identifier", draft)
        scheme = line(each.get("identifier_scheme"), f"{where}.identifier_scheme", draft)
        kind = line(each.get("identifier_type"), f"{where}.identifier_type", draft)
        if value and (scheme or kind):
            one = identifier_object(identity, scheme or str(kind), value)
            one |= {"identifier_scheme": scheme, "identifier_type": kind or one["identifier_type"]}
            made[one["id"]] = one
    return list(made.values())


def funding_of(value: Any, path: str, draft: Draft, parent: UUID) -> list[Object]:
    return objects_of(value, path, draft, parent, _funding)


def _funding(said: Said, path: str, draft: Draft, parent: UUID) -> Object | None:
    made = fields_of(said, _FUNDING, f"{path}.", draft)
    return {"id": own_id(parent, "funding", said, made["source"]), **made} if made else None


def urls_of(value: Any, path: str, draft: Draft, parent: UUID) -> list[Object]:
    return objects_of(value, path, draft, parent, _url)


def _url(said: Said, path: str, draft: Draft, parent: UUID) -> Object | None:
    made = fields_of(said, _URL, f"{path}.", draft)
    return {"id": own_id(parent, "url", said, made["url"]), **made} if "url" in made else None


def program_of(said: Said, path: str, draft: Draft, parent: UUID) -> Object | None:
    """A programme; the standard asks for a name and a description, which may be empty."""
    name = line(said.get("name"), f"{path}.name", draft)
    if name is None:
        return None
    return {
        "id": own_id(parent, "program", said, name),
        "name": name,
        "description": text(said.get("description"), f"{path}.description", draft) or "",
        **fields_of(said, _PROGRAM, f"{path}.", draft),
    }
