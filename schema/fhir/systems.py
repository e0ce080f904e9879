"""The names under which FHIR knows registers, codes, profiles and extensions."""

from collections.abc import Mapping

from schema.profile import PROFILE_URI

ODS_ORGANIZATION = "https://fhir.nhs.uk/Id/ods-organization-code"
ODS_SITE = "https://fhir.nhs.uk/Id/ods-site-code"
UPRN = f"{PROFILE_URI}/fhir/uprn"
ORG_ID = "http://org-id.guide/list/"
DOS_SERVICE = "https://fhir.nhs.uk/Id/dos-service-id"
SERVICE_NUMBERS = f"{PROFILE_URI}/fhir/service-identifier/"
URIS = "urn:ietf:rfc:3986"
LANGUAGES = "urn:ietf:bcp:47"
AREAS = "http://statistics.data.gov.uk/id/statistical-geography"
PROVISION = "http://terminology.hl7.org/CodeSystem/service-provision-conditions"
ACCESS_MODES = f"{PROFILE_URI}/fhir/access-mode"
JOINING = f"{PROFILE_URI}/fhir/joining"
ACCESSIBILITY = f"{PROFILE_URI}/fhir/accessibility"

PLAN_NET = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition"
ORG_DESCRIPTION = f"{PLAN_NET}/org-description"
LOCATION_ACCESSIBILITY = f"{PLAN_NET}/accessibility"

UK_CORE: Mapping[str, str] = {
    kind: f"https://fhir.hl7.org.uk/StructureDefinition/UKCore-{kind}"
    for kind in ("Organization", "Location", "HealthcareService")
}


_OF_SERVICES: Mapping[str, str] = {
    "ods": ODS_ORGANIZATION,
    "ods-site": ODS_SITE,
    "dos": DOS_SERVICE,
    "uprn": UPRN,
}


def of_service(scheme: str) -> str:
    """The system of a number of a service, by the scheme that a source file gives it."""
    known = _OF_SERVICES.get(scheme.lower())
    if known is None and scheme.upper().startswith("GB-"):
        known = register(scheme, "")
    return known or f"{SERVICE_NUMBERS}{scheme.lower()}"


def register(scheme: str, told: str) -> str | None:
    """The system of a register by its org-id.guide prefix, or by what is told of it in words."""
    known = f"{scheme} {told}".upper()
    if scheme.upper() == "GB-NHS" or " ODS" in known or known.strip().startswith("ODS"):
        return ODS_ORGANIZATION
    return f"{ORG_ID}{scheme.upper()}" if scheme else None
