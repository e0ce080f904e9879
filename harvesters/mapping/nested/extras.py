"""What else hangs on a nested service: documents to bring, room left, our profile's fields."""

from typing import Any, get_args
from uuid import UUID

from harvesters.cleaning.access_modes import AccessMode, clean_access_modes
from harvesters.cleaning.blanks import as_said
from harvesters.cleaning.gender import GenderOnly
from harvesters.cleaning.joining import Joining
from harvesters.cleaning.stamps import clean_date, clean_stamp
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.provenance import note_accreditation
from harvesters.mapping.nested.fields import (
    Object,
    Said,
    fields_of,
    line,
    number,
    objects_of,
    own_id,
    text,
    url,
)
from schema.identifiers import child_id

_DOCUMENT = {"document": text, "uri": url}
_FLAGS = ("taking_referrals", "personal_budget", "nationwide")
_LISTS = (("access_modes", get_args(AccessMode)), ("joining", get_args(Joining)))


def documents_of(value: Any, draft: Draft) -> list[Object]:
    return objects_of(value, "required_documents", draft, draft.service_id, _document)


def _document(said: Said, path: str, draft: Draft, parent: UUID) -> Object | None:
    made = fields_of(said, _DOCUMENT, f"{path}.", draft)
    otherwise = repr(sorted(made.items()))
    return {"id": own_id(parent, "required_document", said, otherwise), **made} if made else None


def capacities_of(value: Any, draft: Draft) -> list[Object]:
    return objects_of(value, "capacities", draft, draft.service_id, _capacity)


def _capacity(said: Said, path: str, draft: Draft, parent: UUID) -> Object | None:
    """How much room there is; without a number, its unit and its moment it says nothing."""
    unit = said.get("unit")
    name = line(unit.get("name") if isinstance(unit, dict) else unit, f"{path}.unit", draft)
    steps = {"available": number, "maximum": number, "description": text}
    made = fields_of(said, steps, f"{path}.", draft)
    stamp = clean_stamp(said.get("updated"), f"{path}.updated", draft.now)
    updated = draft.take(stamp)
    if name is None or "available" not in made or updated is None:
        return None
    unit_id = child_id(draft.source.id, "unit", name)
    made |= {"unit": {"id": unit_id, "name": name}, "unit_id": unit_id, "updated": updated}
    return {"id": own_id(parent, "service_capacity", said, name), **made}


def map_profile_fields(said: Said, draft: Draft) -> None:
    """Fields of our profile, which another directory of this kind sends; its awards are claims."""
    for flag in _FLAGS:
        if isinstance(said.get(flag), bool):
            draft.put(flag, said[flag])
    for name, codes in _LISTS:
        stated = said.get(name)
        if isinstance(stated, list):
            draft.put(name, [code for code in codes if code in stated])
    if said.get("gender_only") in get_args(GenderOnly):
        draft.put("gender_only", said["gender_only"])
    stated_on = said.get("availability_stated_on")
    on = clean_date(stated_on, "availability_stated_on", latest=draft.today)
    draft.put("availability_stated_on", draft.take(on))
    _map_claims(said, draft)


def _map_claims(said: Said, draft: Draft) -> None:
    """Awards and claims of others are only ever reported by this source, unverified."""
    awards, claims = said.get("awards"), said.get("reported_accreditations")
    for award in awards if isinstance(awards, list) else ():
        if isinstance(award, dict) and as_said(award.get("scheme")):
            words = ", ".join(
                filter(None, (as_said(award.get(key)) for key in ("scheme", "level")))
            )
            note_accreditation(draft, line(words, "awards", draft))
            expected = "no awards: a feed can only report them"
            draft.report("awards", words, "award-claimed", expected, "Shown as unverified")
    for claim in claims if isinstance(claims, list) else ():
        if isinstance(claim, dict):
            note_accreditation(draft, text(claim.get("text"), "reported_accreditations", draft))


def map_ways(said: Said, draft: Draft) -> None:
    """How it is given, from its schedules' `attending_type` and from places that are online."""
    modes: dict[AccessMode, None] = dict.fromkeys(draft.service.get("access_modes", ()))
    places = draft.service.get("service_at_locations", ())
    schedules = [*draft.service.get("schedules", ())]
    for place in places:
        schedules += place["schedules"]
        if place["location"]["location_type"] == "virtual":
            modes["online"] = None
    for schedule in schedules:
        found, _issues = clean_access_modes(schedule.get("attending_type"), "access_modes")
        modes |= dict.fromkeys(found or ())
    draft.put("access_modes", [mode for mode in get_args(AccessMode) if mode in modes])
