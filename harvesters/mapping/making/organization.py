"""Organizations: one id for the same organization in all records of a source."""

from typing import Any
from uuid import UUID

from harvesters.mapping.draft import Draft
from schema.identifiers import child_id
from schema.words import normal

# org-id.guide: the registers that sources name most, in words for people.
REGISTERS = {
    "GB-CHC": "Charity number (England and Wales)",
    "GB-SC": "Charity number (Scotland)",
    "GB-NIC": "Charity number (Northern Ireland)",
    "GB-COH": "Company number",
    "GB-NHS": "NHS organisation code",
    "GB-LAE": "Local authority (England)",
    "GB-EDU": "School number",
}


def organization_id(draft: Draft, own_id: str | None, name: str) -> UUID:
    """The id below the source, from what the source calls it, else from its name."""
    return child_id(draft.source.id, "organization", own_id or normal(name) or name)


def identifier_object(organization: UUID, scheme: str, value: str) -> dict[str, Any]:
    """What a register calls an organization."""
    return {
        "id": child_id(organization, "organization_identifier", f"{scheme}:{value}"),
        "identifier_scheme": scheme,
        "identifier_type": REGISTERS.get(scheme, scheme),
        "identifier": value,
    }
