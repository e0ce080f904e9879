"""Who gives the service of a flat record; left out where the source does not say."""

from typing import Any

from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.emails import clean_emails
from harvesters.cleaning.html import plain_line, plain_text
from harvesters.cleaning.urls import clean_url
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.organization import identifier_object, organization_id
from harvesters.mapping.said import Said

ORGANIZATION = frozenset({"organization_name"})


def map_organization(said: Said, draft: Draft) -> None:
    """The organization that a column names, with an id below its source."""
    name = draft.take(plain_line(said.first("organization_name"), "organization.name"))
    if name is None:
        return
    own_id = as_said(said.first("organization_id"))
    made: dict[str, Any] = {
        "id": organization_id(draft, own_id, name),
        "name": name,
        "description": _description(said, draft) or "",
        "website": draft.take(clean_url(said.first("organization_url"), "organization.website")),
    }
    emails = draft.take(clean_emails(said.first("organization_email"), "organization.email"))
    made["email"] = emails[0] if emails else None
    made["organization_identifiers"] = [
        identifier_object(made["id"], scheme, value)
        for scheme, value in sorted(said.members("organization_identifier."))
    ]
    draft.put("organization", made)
    draft.put("organization_id", made["id"])


def _description(said: Said, draft: Draft) -> str | None:
    value = said.first("organization_description")
    return draft.take(plain_text(value, "organization.description"))
