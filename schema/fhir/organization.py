"""Who gives a service as a FHIR Organization."""

from collections.abc import Mapping
from typing import Any

from schema.fhir import systems
from schema.fhir.addresses import addresses
from schema.fhir.concepts import Json, concept, said
from schema.fhir.telecom import emails, once, pages, phones


def organization(body: Mapping[str, Any], updated: str) -> Json:
    """The organization; `updated` is when what is published of it last changed."""
    places = (one for place in body.get("locations", ()) for one in place.get("addresses", ()))
    legal = body.get("legal_status")
    return said(
        resourceType="Organization",
        id=body["id"],
        meta={"lastUpdated": updated, "profile": [systems.UK_CORE["Organization"]]},
        extension=_description(body),
        identifier=[_identifier(one) for one in body.get("organization_identifiers", ())],
        active=True,
        type=[concept(legal)] if legal else [],
        name=body["name"],
        alias=[body["alternate_name"]] if body.get("alternate_name") else [],
        telecom=_telecom(body),
        address=addresses(places),
        partOf=_parent(body),
        contact=[contact for one in body.get("contacts", ()) if (contact := _contact(one))],
    )


def _description(body: Mapping[str, Any]) -> list[Json]:
    told = body.get("description")
    return [{"url": systems.ORG_DESCRIPTION, "valueString": told}] if told else []


def _identifier(one: Mapping[str, Any]) -> Json:
    """A number of a register, without the prefix that names the register."""
    scheme = one.get("identifier_scheme", "")
    number = one["identifier"]
    if scheme and number.upper().startswith(f"{scheme.upper()}-"):
        number = number[len(scheme) + 1 :]
    return said(
        use="official",
        type=concept(one.get("identifier_type")),
        system=systems.register(scheme, one.get("identifier_type", "")),
        value=number,
    )


def _telecom(body: Mapping[str, Any]) -> list[Json]:
    return once(
        [
            *phones(body.get("phones", ())),
            *emails(body.get("email")),
            *pages(body.get("website"), *(u["url"] for u in body.get("additional_websites", ()))),
        ]
    )


def _parent(body: Mapping[str, Any]) -> Json | None:
    """By its id alone: what is above an organization need not be published here."""
    parent = body.get("parent_organization_id")
    if not parent:
        return None
    return {
        "type": "Organization",
        "identifier": {"system": systems.URIS, "value": f"urn:uuid:{parent}"},
    }


def _contact(one: Mapping[str, Any]) -> Json:
    role = ", ".join(one[name] for name in ("title", "department") if one.get(name))
    return said(
        purpose=concept(role or None),
        name=said(text=one.get("name")),
        telecom=once([*phones(one.get("phones", ())), *emails(one.get("email"))]),
    )
