"""A service in the words of FHIR R4; pure, so that whoever keeps and whoever serves it agree."""
