"""What each kind of FHIR resource looks like, in short and made up, for the API's description."""

from collections.abc import Mapping
from typing import Any

from schema.example_ids import example_id

SERVICE, ORGANIZATION, LOCATION = map(example_id, ("service", "organization", "location"))
HEALTHCARE_SERVICE: Mapping[str, Any] = {
    "id": SERVICE,
    "active": True,
    "providedBy": {"reference": f"Organization/{ORGANIZATION}"},
    "location": [{"reference": f"Location/{LOCATION}"}],
    "name": "Thursday Tea and Talk",
    "telecom": [{"system": "phone", "value": "01632 960001"}],
}
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "HealthcareService": HEALTHCARE_SERVICE,
    "Organization": {
        "id": ORGANIZATION,
        "active": True,
        "name": "Example Befriending Network",
        "telecom": [{"system": "url", "value": "https://befriending.example"}],
    },
    "Location": {
        "id": LOCATION,
        "name": "Example Hall",
        "address": {"city": "Sale", "postalCode": "M33 7ZF", "country": "GB"},
        "position": {"longitude": -2.32, "latitude": 53.42},
    },
    "Bundle": {
        "type": "searchset",
        "total": 1,
        "entry": [
            {
                "fullUrl": f"https://directory.example/fhir/R4/HealthcareService/{SERVICE}",
                "resource": {"resourceType": "HealthcareService", **HEALTHCARE_SERVICE},
                "search": {"mode": "match"},
            }
        ],
    },
    "CapabilityStatement": {
        "status": "active",
        "date": "2026-11-21",
        "kind": "instance",
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
    },
    "OperationOutcome": {
        "issue": [
            {
                "severity": "error",
                "code": "invalid",
                "details": {"text": "Parameters refused"},
                "diagnostics": "near: expected latitude|longitude|distance|unit",
            }
        ]
    },
}
