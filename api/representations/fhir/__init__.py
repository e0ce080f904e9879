"""FHIR R4 at the door: what may be asked, bundles around stored bytes, and outcomes."""
