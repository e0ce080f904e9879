"""What the FHIR door can do, as it says itself."""

from typing import Any

import orjson

from api.representations.fhir.parameters import INCLUDES, PARAMETERS, REVINCLUDES
from directory.fhir.asking import Kind
from schema.fhir.resources import KINDS
from schema.fhir.systems import UK_CORE

WRITTEN_ON = "2026-11-22"
TOLD = (
    "Read-only. A listing's organization and places follow from it. Searches may be sent by POST, "
    "so that no address holds a place; the `next` of such a search takes the same form again."
)


def capability_statement(base: str, version: str) -> bytes:
    """The CapabilityStatement of this server at the address `base`."""
    return orjson.dumps(
        {
            "resourceType": "CapabilityStatement",
            "status": "active",
            "date": WRITTEN_ON,
            "kind": "instance",
            "software": {"name": "Fingerpost", "version": version},
            "implementation": {"description": "Community services", "url": base},
            "fhirVersion": "4.0.1",
            "format": ["json", "application/fhir+json"],
            "rest": [
                {
                    "mode": "server",
                    "documentation": TOLD,
                    "security": {"cors": True},
                    "resource": [_resource(kind) for kind in KINDS],
                }
            ],
        }
    )


def _resource(kind: Kind) -> dict[str, Any]:
    parameters = [
        {"name": one.name, "type": one.type, "documentation": one.meaning}
        for one in PARAMETERS[kind]
        if one.chain is None
    ]
    told = {
        "type": kind,
        "supportedProfile": [UK_CORE[kind]],
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "no-version",
        "searchInclude": list(INCLUDES[kind]),
        "searchRevInclude": list(REVINCLUDES[kind]),
        "searchParam": parameters,
    }
    return {name: value for name, value in told.items() if value}
