"""A service as a FHIR HealthcareService."""

from collections.abc import Mapping
from typing import Any

from schema.fhir import systems
from schema.fhir.concepts import MARKS, Json, concept, joined, reference, said, term_concept, terms
from schema.fhir.eligibility import eligibility
from schema.fhir.hours import exceptions, opening
from schema.fhir.telecom import emails, once, pages, phones
from schema.terms import CATEGORIES_TAXONOMY

JOINING: Mapping[str, str] = {
    "self": "People join by themselves",
    "professional": "A professional refers people",
    "voucher": "A voucher is needed",
}
ACCESS_MODES: Mapping[str, str] = {
    "in_person": "In person",
    "at_home": "At home",
    "phone": "By phone",
    "online": "Online",
}


def healthcare_service(service: Mapping[str, Any], updated: str) -> Json:
    """The service; `updated` is when what is published of it last changed."""
    found = [one for one in terms(service) if one.get("taxonomy") != MARKS]
    schedules = _schedules(service)
    return said(
        resourceType="HealthcareService",
        id=service["id"],
        meta=_meta(service, updated),
        identifier=_identifiers(service),
        active=service["status"] == "active",
        providedBy=_provider(service),
        category=[term_concept(t) for t in found if t.get("taxonomy") == CATEGORIES_TAXONOMY],
        type=[term_concept(one) for one in found],
        location=_locations(service),
        name=service["name"],
        comment=service.get("description"),
        extraDetails=_details(service),
        telecom=_telecom(service),
        coverageArea=_coverage(service),
        serviceProvisionCode=_cost(service),
        eligibility=eligibility(service),
        program=[concept(service["program"]["name"])] if service.get("program") else [],
        characteristic=_characteristics(service),
        communication=[_language(one) for one in service.get("languages", ())],
        referralMethod=_referral(service),
        availableTime=opening(schedules, "availableStartTime", "availableEndTime"),
        availabilityExceptions=exceptions(schedules),
    )


def _meta(service: Mapping[str, Any], updated: str) -> Json:
    """UK Core requires a code of every language; a service with a language in words cannot say."""
    coded = all(one.get("code") for one in service.get("languages", ()))
    profile = [systems.UK_CORE["HealthcareService"]] if coded else []
    return said(lastUpdated=updated, profile=profile)


def _schedules(service: Mapping[str, Any]) -> list[Json]:
    at_places = service.get("service_at_locations", ())
    return [
        *service.get("schedules", ()),
        *(s for at in at_places for s in at.get("schedules", ())),
    ]


def _identifiers(service: Mapping[str, Any]) -> list[Json]:
    """The listing itself, then its numbers in registers."""
    own = {"system": systems.URIS, "value": f"urn:uuid:{service['id']}"}
    numbers = [
        {"system": systems.of_service(one["identifier_scheme"]), "value": one["identifier"]}
        for one in service.get("service_identifiers", ())
    ]
    return [own, *numbers]


def _provider(service: Mapping[str, Any]) -> Json | None:
    provider = service.get("organization")
    return reference("Organization", provider["id"], provider["name"]) if provider else None


def _locations(service: Mapping[str, Any]) -> list[Json]:
    places = (at.get("location") for at in service.get("service_at_locations", ()))
    return [reference("Location", one["id"], one.get("name")) for one in places if one]


def _details(service: Mapping[str, Any]) -> str | None:
    funding = [one.get("source") for one in service.get("funding", ())]
    documents = [one.get("document") for one in service.get("required_documents", ())]
    referrals = service.get("taking_referrals")
    waiting = service.get("waiting_time") or service.get("wait_time")
    told = (
        ("Also known as", service.get("alternate_name")),
        ("Notice", service.get("alert")),
        ("How to join", service.get("application_process")),
        ("Cost", service.get("fees_description") or service.get("fees")),
        ("Bring", joined(documents, ", ")),
        ("Waiting time", waiting),
        ("Takes new people", None if referrals is None else "yes" if referrals else "no"),
        ("Funding source", joined(funding, ", ")),
        ("Information checked", service.get("assured_date")),
    )
    return joined(f"{name}: {value}" for name, value in told if value)


def _telecom(service: Mapping[str, Any]) -> list[Json]:
    contacts = service.get("contacts", ())
    at_places = service.get("service_at_locations", ())
    return once(
        [
            *phones(service.get("phones", ())),
            *(point for at in at_places for point in phones(at.get("phones", ()))),
            *(point for one in contacts for point in phones(one.get("phones", ()))),
            *emails(service.get("email"), *(one.get("email") for one in contacts)),
            *pages(service.get("url"), *(u["url"] for u in service.get("additional_urls", ()))),
        ]
    )


def _coverage(service: Mapping[str, Any]) -> list[Json]:
    made = [_area(one) for one in service.get("service_areas", ())]
    if service.get("nationwide"):
        made.append({"display": "Anywhere in the country"})
    return [one for one in made if one]


def _area(one: Mapping[str, Any]) -> Json:
    code = one.get("code")
    return said(
        identifier={"system": systems.AREAS, "value": code} if code else None,
        display=one.get("name") or one.get("description"),
    )


def _cost(service: Mapping[str, Any]) -> list[Json]:
    free = service.get("free_of_charge")
    if free is None:
        return []
    return [
        concept("Free" if free else "Costs apply", "free" if free else "cost", systems.PROVISION)
    ]


def _characteristics(service: Mapping[str, Any]) -> list[Json]:
    marks = [term_concept(one) for one in terms(service) if one.get("taxonomy") == MARKS]
    modes = [
        concept(ACCESS_MODES[mode], mode, systems.ACCESS_MODES)
        for mode in service.get("access_modes", ())
    ]
    interpreting = service.get("interpretation_services")
    return [*_dated(marks, service), *modes, *([concept(interpreting)] if interpreting else [])]


def _dated(marks: list[Json], service: Mapping[str, Any]) -> list[Json]:
    """Kite marks with who granted them and until when, which a code cannot say."""
    awards = {f"{one['scheme']}: {one['level']}": one for one in service.get("awards", ())}
    made = []
    for mark in marks:
        award = awards.get(mark["text"])
        ends = f", {award['awarded_by']}, until {award['valid_until']}" if award else ""
        made.append({**mark, "text": f"{mark['text']}{ends}"})
    return made


def _language(one: Mapping[str, Any]) -> Json:
    return concept(one.get("name") or one.get("code"), one.get("code"), systems.LANGUAGES)


def _referral(service: Mapping[str, Any]) -> list[Json]:
    return [concept(JOINING[way], way, systems.JOINING) for way in service.get("joining", ())]
