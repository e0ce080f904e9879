"""Open Referral UK 1.0: its names for things, changed to those of version 3."""

import re
from typing import Any

from harvesters.cleaning.access_modes import clean_access_modes
from harvesters.cleaning.blanks import as_said, is_blank
from harvesters.cleaning.joining import clean_joining
from harvesters.mapping.draft import Draft
from harvesters.mapping.nested.fields import Object, Said, objects_in
from harvesters.mapping.nested.services import map_service

_ADULT, _CHILD = re.compile(r"\badults?\b", re.I), re.compile(r"\b(?:child|teen)", re.I)
_GENDERS = {"female": "women", "male": "men"}


def map_open_referral_1(said: Object, draft: Draft) -> None:
    """Fill the draft from a service of Open Referral UK 1.0. Source: its application profile."""
    eligible = [each for each, _path in objects_in(said.get("eligibilitys"), "eligibilitys", draft)]
    modern: Object = {
        **said,
        "fees_description": said.get("fees"),
        "organization": _organization(said.get("organization")),
        "funding": said.get("fundings") or said.get("funding"),
        "schedules": _schedules(said, "", draft),
        "service_at_locations": [
            _at_location(each, path, draft)
            for each, path in objects_in(said.get("service_at_locations"), "locations", draft)
        ],
        "attributes": _attributes(said, draft),
        **_eligibility(eligible),
    }
    map_service(modern, draft)
    _map_attending(said, draft)


def _organization(said: Any) -> Any:
    return {**said, "website": said.get("url")} if isinstance(said, dict) else said


def _at_location(said: Said, path: str, draft: Draft) -> Object:
    place = said.get("location")
    return {**said, "schedules": _schedules(said, path, draft), "location": _location(place)}


def _location(said: Any) -> Any:
    """A location with its addresses and what it offers under their names of today."""
    if not isinstance(said, dict):
        return said
    physical, postal = said.get("physical_addresses"), said.get("postal_addresses")
    return {
        **said,
        "addresses": [*_typed(physical, "physical"), *_typed(postal, "postal")],
        "accessibility": said.get("accessibility_for_disabilities"),
    }


def _typed(addresses: Any, kind: str) -> list[Object]:
    listed = addresses if isinstance(addresses, list) else [addresses]
    return [{**each, "address_type": kind} for each in listed if isinstance(each, dict)]


def _schedules(said: Said, path: str, draft: Draft) -> list[Object]:
    """Regular times, and holiday times as schedules of those days alone."""
    regular = said.get("regular_schedules") or said.get("regular_schedule")
    found = [dict(each) for each, _where in objects_in(regular, f"{path}.regular", draft)]
    for each, _where in objects_in(said.get("holiday_schedules"), f"{path}.holiday", draft):
        closed = each.get("closed") in (True, "true", "Yes", "yes", 1)
        words = "Closed" if closed else "Holiday times"
        found.append(
            {
                "id": each.get("id"),
                "valid_from": each.get("start_date"),
                "valid_to": each.get("end_date"),
                "opens_at": None if closed else each.get("open_at") or each.get("opens_at"),
                "closes_at": None if closed else each.get("closes_at"),
                "notes": words,
            }
        )
    return found


def _eligibility(eligible: list[Said]) -> Object:
    """Words and ages of all groups together: from the youngest to the oldest of them."""
    words = [word for each in eligible if (word := as_said(each.get("eligibility")))]
    least = [each.get("minimum_age") for each in eligible if not is_blank(each.get("minimum_age"))]
    most = [each.get("maximum_age") for each in eligible if not is_blank(each.get("maximum_age"))]
    genders = {_GENDERS.get(word.casefold()) for word in words}
    limited = bool(eligible)
    return {
        "eligibility_description": ", ".join(dict.fromkeys(words)) or None,
        "minimum_age": _least(least) if limited and len(least) == len(eligible) else None,
        "maximum_age": _most(most) if limited and len(most) == len(eligible) else None,
        "gender_only": genders.pop() if len(genders) == 1 else None,
    }


def _least(ages: list[Any]) -> Any:
    return min(ages, key=_as_years)


def _most(ages: list[Any]) -> Any:
    return max(ages, key=_as_years)


def _as_years(age: Any) -> float:
    try:
        return float(age)
    except (TypeError, ValueError):
        return 0.0


def _attributes(said: Said, draft: Draft) -> list[Object]:
    """Links to taxonomies as attributes of today."""
    found = []
    for name in ("service_taxonomys", "service_taxonomies", "link_taxonomies"):
        for each, _path in objects_in(said.get(name), name, draft):
            term = each.get("taxonomy")
            if isinstance(term, dict):
                named = {**term, "taxonomy": term.get("vocabulary"), "code": term.get("id")}
                found.append({"id": each.get("id"), "taxonomy_term": named})
    return found


def _map_attending(said: Said, draft: Draft) -> None:
    """`attending_type` says how it is given, `attending_access` how one joins."""
    modes, _issues = clean_access_modes(said.get("attending_type"), "attending_type")
    draft.put("access_modes", list(modes or ()) or draft.service.get("access_modes"))
    access = as_said(said.get("attending_access"))
    ways, _issues = clean_joining(access, "attending_access")
    draft.put("joining", list(ways or ()) or draft.service.get("joining"))
    if access and "application_process" not in draft.service:
        draft.put("application_process", access.capitalize())
