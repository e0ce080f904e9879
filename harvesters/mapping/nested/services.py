"""Open Referral 3: a service in the standard's own words, with its children in it."""

from typing import Any

from harvesters.cleaning.ages import Ages, clean_age, in_order
from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.emails import clean_emails, is_role_address
from harvesters.cleaning.stamps import clean_date, clean_stamp
from harvesters.cleaning.status import clean_status
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.provenance import note_accreditation, note_checked
from harvesters.mapping.nested.areas import areas_of
from harvesters.mapping.nested.attributes import service_attributes
from harvesters.mapping.nested.contacts import contacts_of, languages_of, phones_of
from harvesters.mapping.nested.extras import (
    capacities_of,
    documents_of,
    map_profile_fields,
    map_ways,
)
from harvesters.mapping.nested.fields import Said, email, fields_of, line, text, url
from harvesters.mapping.nested.locations import services_at_locations
from harvesters.mapping.nested.organizations import (
    funding_of,
    map_organization,
    program_of,
    urls_of,
)
from harvesters.mapping.nested.prices import map_prices
from harvesters.mapping.nested.schedules import schedules_of
from schema.record import ServiceIdentifier

_SERVICE = {
    "name": line,
    "alternate_name": line,
    "description": text,
    "url": url,
    "email": email,
    "interpretation_services": text,
    "application_process": text,
    "eligibility_description": text,
    "licenses": text,
    "alert": text,
}


def map_service(said: dict[str, Any], draft: Draft) -> None:
    """Fill the draft from a service of Open Referral 3, with what our profile adds to it."""
    draft.service |= fields_of(said, _SERVICE, "", draft)
    map_organization(said.get("organization"), draft)
    _map_standing(said, draft)
    _map_ages(said, draft)
    map_prices(said, draft)
    _map_children(said, draft)
    map_profile_fields(said, draft)
    map_ways(said, draft)
    _map_provenance(said, draft)


def _map_children(said: Said, draft: Draft) -> None:
    own = draft.service_id
    draft.put("phones", phones_of(said.get("phones"), "phones", draft, own))
    draft.put("contacts", contacts_of(said.get("contacts"), "contacts", draft, own))
    draft.put("schedules", schedules_of(said.get("schedules"), "schedules", draft, own))
    draft.put("service_areas", areas_of(said.get("service_areas"), "", draft))
    places = services_at_locations(said.get("service_at_locations"), "service_at_locations", draft)
    draft.put("service_at_locations", places)
    draft.put("languages", languages_of(said.get("languages"), "service", draft, own))
    draft.put("funding", funding_of(said.get("funding"), "funding", draft, own))
    draft.put("required_documents", documents_of(said.get("required_documents"), draft))
    draft.put("capacities", capacities_of(said.get("capacities"), draft))
    pages = urls_of(said.get("additional_urls"), "additional_urls", draft, own)
    draft.put("additional_urls", pages)
    draft.put("attributes", service_attributes(said.get("attributes"), draft))
    program = said.get("program")
    made = program_of(program, "program", draft, own) if isinstance(program, dict) else None
    draft.put("program", made)
    draft.put("program_id", made["id"] if made else None)


def _map_standing(said: Said, draft: Draft) -> None:
    """Status and waiting; a status that we cannot read is not taken for open."""
    if as_said(said.get("status")):
        draft.put("status", draft.take(clean_status(said["status"], "status")) or "inactive")
    waiting = said.get("waiting_time") or said.get("wait_time")
    draft.put("waiting_time", line(waiting, "waiting_time", draft))


def _map_ages(said: Said, draft: Draft) -> None:
    least = draft.take(clean_age(said.get("minimum_age"), "minimum_age"))
    most = draft.take(clean_age(said.get("maximum_age"), "maximum_age"))
    if least is None and most is None:
        return
    ages = draft.take(in_order(Ages(least, most), "minimum_age")) or Ages(None, None)
    draft.put("minimum_age", ages.least)
    draft.put("maximum_age", ages.most)


def _map_provenance(said: Said, draft: Draft) -> None:
    """When the source changed and checked the record, what it claims, and its own id."""
    stamp = clean_stamp(
        said.get("last_modified"), "last_modified", draft.now, day_first=draft.source.day_first
    )
    draft.put("last_modified", draft.take(stamp))
    checked = clean_date(
        said.get("assured_date"),
        "assured_date",
        latest=draft.today,
        day_first=draft.source.day_first,
    )
    note_checked(draft, draft.take(checked))
    _keep_role_address(said, draft)
    note_accreditation(draft, text(said.get("accreditations"), "accreditations", draft))
    own_id = as_said(said.get("id")) or ""
    if len(own_id) == 36 and own_id.count("-") == 4 and len(set(own_id)) > 8:
        draft.identifiers.append(ServiceIdentifier("uuid", own_id.casefold()))


def _keep_role_address(said: Said, draft: Draft) -> None:
    """Who checked is published only as a post or team; a person's address is left out."""
    found = draft.take(clean_emails(said.get("assurer_email"), "assurer_email"))
    if not found:
        return
    if is_role_address(found[0]):
        draft.put("assurer_email", found[0])
    else:
        expected = "the address of a post, such as directory@council.example"
        draft.report("assurer_email", "(not shown)", "email-of-a-person", expected, "Left out")
