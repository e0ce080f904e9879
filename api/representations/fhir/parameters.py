"""The search parameters of each kind of resource: one table that all else follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from directory.fhir.asking import Kind

Type = Literal["string", "token", "reference", "date", "special"]
AN_ID = "1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"
SERVICE_ODS = "https://fhir.nhs.uk/Id/ods-organization-code|FAB12"
UK_ODS = "https://fhir.nhs.uk/Id/ods-organization-code|ABC123"


@dataclass(frozen=True, slots=True)
class Parameter:
    """`chain` is the kind of the resource below the service that it is about."""

    name: str
    type: Type
    meaning: str
    example: str
    chain: Kind | None = None

    @property
    def inner(self) -> str:
        """The name without the reference that leads to it."""
        return self.name.rpartition(".")[2] if self.chain else self.name

    @property
    def tells_where(self) -> bool:
        """Whether its value may be where a person is."""
        return self.inner == "near" or self.inner.startswith("address")


_ID = Parameter("_id", "token", "The resource's own id.", AN_ID)
_UPDATED = Parameter("_lastUpdated", "date", "When what is published last changed.", "ge2026-10-01")
_NAME = Parameter("name", "string", "The beginning of its name.", "Example")
_ADDRESS = (
    Parameter("address", "string", "The beginning of any part of its address.", "Sale"),
    Parameter("address-city", "string", "The beginning of the post town.", "Sale"),
    Parameter("address-postalcode", "string", "The beginning of the postcode.", "M33"),
    Parameter("address-state", "string", "The beginning of the county.", "Greater"),
    Parameter("address-country", "string", "The beginning of the country's code.", "GB"),
)
_ORGANIZATION = (
    Parameter("identifier", "token", "A number of a register, `system|value`.", UK_ODS),
    _NAME,
    Parameter("type", "token", "Its legal form.", "charity"),
    Parameter("active", "token", "Whether it is at work; all are.", "true"),
    *_ADDRESS,
)
_PLACE = "Latitude, longitude, distance (10 when absent) and km or [mi_i], with bars between."
_LOCATION = (
    Parameter("identifier", "token", "A UPRN or ODS site code, `system|value`.", "100011642391"),
    _NAME,
    Parameter("status", "token", "Whether it is in use; all are.", "active"),
    Parameter("organization", "reference", "The organization that manages it.", AN_ID),
    Parameter("accessibility", "token", "What makes it usable for all.", "step_free"),
    Parameter("hoursofoperation", "token", "A day on which it opens every week.", "mon"),
    *_ADDRESS,
    Parameter("near", "special", _PLACE, "53.4243|-2.3221|5|km"),
)
_SERVICE = (
    Parameter("identifier", "token", "Its id as a URN, or a number of a register.", SERVICE_ODS),
    _NAME,
    Parameter("active", "token", "Whether it can be had.", "true"),
    Parameter("organization", "reference", "The organization that gives it.", AN_ID),
    Parameter("location", "reference", "A place where it is given.", AN_ID),
    Parameter("service-category", "token", "What kind of help it is.", "befriending"),
    Parameter("service-type", "token", "A kind, a need, or a source's own term.", "loneliness"),
    Parameter("program", "token", "The programme it belongs to.", "living"),
    Parameter("communication", "token", "A language in which it is given.", "ur"),
    Parameter("characteristic", "token", "A kite mark, or how it is given.", "online"),
    Parameter("coverage-area", "token", "The code or name of an area it serves.", "E08000009"),
)


def _below(prefix: str, kind: Kind, found: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    leave = ("organization", "status", "hoursofoperation", "type", "active")
    return tuple(
        Parameter(
            f"{prefix}.{one.name}", one.type, f"{one.meaning} Of its {prefix}.", one.example, kind
        )
        for one in found
        if one.name not in leave
    )


PARAMETERS: Mapping[Kind, tuple[Parameter, ...]] = {
    "HealthcareService": (
        _ID,
        _UPDATED,
        *_SERVICE,
        *_below("organization", "Organization", _ORGANIZATION),
        *_below("location", "Location", _LOCATION),
    ),
    "Organization": (_ID, _UPDATED, *_ORGANIZATION),
    "Location": (_ID, _UPDATED, *_LOCATION),
}
INCLUDES: Mapping[Kind, tuple[str, ...]] = {
    "HealthcareService": ("HealthcareService:organization", "HealthcareService:location"),
    "Organization": (),
    "Location": ("Location:organization",),
}
REVINCLUDES: Mapping[Kind, tuple[str, ...]] = {
    "HealthcareService": (),
    "Organization": (
        "HealthcareService:organization",
        "Location:organization",
        "Endpoint:organization",
    ),
    "Location": ("HealthcareService:location",),
}
