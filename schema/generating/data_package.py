"""The tabular form: a Frictionless Tabular Data Package with one table for each object."""

from typing import Any

from schema.objects import OBJECTS, StandardObject
from schema.profile import PROFILE_NAME, PROFILE_URI, PROFILE_VERSION

_REFERENCES = {
    "organization_id": "organizations",
    "parent_organization_id": "organizations",
    "program_id": "programs",
    "service_id": "services",
    "service_at_location_id": "service_at_location",
    "location_id": "locations",
    "phone_id": "phones",
    "contact_id": "contacts",
    "taxonomy_id": "taxonomies",
    "taxonomy_term_id": "taxonomy_terms",
    "parent_id": "taxonomy_terms",
    "unit_id": "units",
}
_FORMATS = {
    "date": {"type": "date"},
    "date-time": {"type": "datetime", "format": "any"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
}
_LINK = {
    "name": "service_id",
    "type": "string",
    "format": "uuid",
    "description": "The service that this row belongs to.",
    "constraints": {"required": True},
}


def _is_column(field: dict[str, Any]) -> bool:
    """Lists of objects and objects stand in tables of their own; lists of words are JSON."""
    if "$ref" in field:
        return False
    items = field.get("items", {})
    return "$ref" not in items or items["$ref"] == "attribution.json"


def _column(name: str, field: dict[str, Any], required: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {
        key: field[key] for key in ("enum", "pattern", "minLength") if key in field
    }
    if required or field.get("x-tabular-required"):
        constraints["required"] = True
    if name == "id":
        constraints["unique"] = True
    column = {
        "name": name,
        **_FORMATS.get(field.get("format", ""), {"type": field["type"]}),
        "description": field["description"],
    }
    if _may_be_empty(field, constraints):
        column["missingValues"] = []
    return column | ({"constraints": constraints} if constraints else {})


def _may_be_empty(field: dict[str, Any], constraints: dict[str, Any]) -> bool:
    """A text that has to be there and may be empty: nobody gave this part of an address."""
    plain = field["type"] == "string" and not {"format", "enum"} & field.keys()
    return plain and "minLength" not in field and "required" in constraints


def _reference(column: str, table: str) -> dict[str, Any]:
    target = _REFERENCES[column]
    resource = "" if target == table else target
    return {"fields": column, "reference": {"resource": resource, "fields": "id"}}


def _columns(thing: StandardObject, schema: dict[str, Any]) -> list[dict[str, Any]]:
    columns = [
        _column(name, field, name in schema["required"])
        for name, field in schema["properties"].items()
        if _is_column(field)
    ]
    return [_LINK, *map(_not_unique, columns)] if thing.ours else columns


def _not_unique(column: dict[str, Any]) -> dict[str, Any]:
    """A kite mark of an organization stands with each of its services."""
    said = column.get("constraints", {})
    constraints = {key: value for key, value in said.items() if key != "unique"}
    kept = {key: value for key, value in column.items() if key != "constraints"}
    return kept | ({"constraints": constraints} if constraints else {})


def _table(thing: StandardObject, table: str, schema: dict[str, Any]) -> dict[str, Any]:
    columns = _columns(thing, schema)
    names = [column["name"] for column in columns]
    shape: dict[str, Any] = {"fields": columns}
    if "id" in names:
        shape["primaryKey"] = ["service_id", "id"] if thing.ours else "id"
    references = [_reference(name, table) for name in names if name in _REFERENCES]
    if references:
        shape["foreignKeys"] = references
    return {
        "name": table,
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "description": schema["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": shape,
    }


def data_package(schemas: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The descriptor `datapackage.json`; an empty cell stands for an absent field."""
    return {
        "profile": "tabular-data-package",
        "name": "fingerpost",
        "title": PROFILE_NAME,
        "version": PROFILE_VERSION,
        "homepage": PROFILE_URI,
        "resources": [
            _table(thing, thing.table, schemas[thing.name])
            for thing in OBJECTS.values()
            if thing.table
        ],
    }
