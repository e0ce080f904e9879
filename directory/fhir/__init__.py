"""Published services as FHIR resources, kept as ready bytes beside keys to find them by."""
