"""The JSON Schema of source files, for editors and for checks outside this project."""

from typing import Any

from harvesters.mapping.targets import FAMILIES, TARGETS, Target
from harvesters.source import Source

SCHEMA_URI = "https://fingerpost.example/profile/1.0/source.schema.json"
_COLUMNS = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
    ]
}
_PLAIN = {"type": ["string", "number", "boolean"]}


def source_schema() -> dict[str, Any]:
    """The schema of a source file, draft 2020-12, with every field that can be mapped."""
    schema = Source.model_json_schema()
    properties = schema["properties"]
    properties["refresh"] = {
        "type": "string",
        "pattern": r"^[1-9][0-9]{0,4}\s*[mhdw]$",
        "default": "1d",
        "description": properties["refresh"]["description"],
    }
    for table, entry in (("fields", _columns), ("constants", _constant), ("values", _value_table)):
        properties[table] = _table(properties[table].get("description", ""), entry)
    properties["ignore"] = {
        "type": "object",
        "additionalProperties": {"type": "string", "minLength": 1},
        "description": properties["ignore"]["description"],
    }
    local = schema["$defs"]["ReaderSettings"]["properties"]["local"]
    schema["$defs"]["ReaderSettings"]["properties"]["local"] = {
        **_COLUMNS,
        "description": local["description"],
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_URI}
    return {**head, **schema, "title": "A source file of Fingerpost"}


def _table(description: str, entry: Any) -> dict[str, Any]:
    """A table whose keys are our fields, families such as `service_identifier.ods` included."""
    return {
        "type": "object",
        "description": description,
        "properties": {
            **{name: entry(target) for name, target in TARGETS.items()},
            **{
                family: {"type": "object", "additionalProperties": entry(target)}
                for family, target in FAMILIES.items()
            },
        },
        "patternProperties": {
            rf"^{family}\..+$": entry(target) for family, target in FAMILIES.items()
        },
        "additionalProperties": False,
    }


def _columns(target: Target) -> dict[str, Any]:
    return {**_COLUMNS, "description": target.meaning}


def _constant(target: Target) -> dict[str, Any]:
    one = _ours(target)
    return {"anyOf": [one, {"type": "array", "items": one}], "description": target.meaning}


def _value_table(target: Target) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": _constant(target)}


def _ours(target: Target) -> dict[str, Any]:
    """What one of our values may be; an empty text says that there is none."""
    if target.codes:
        return {"enum": ["", *target.codes]}
    return {"type": ["boolean", "string"]} if target.yes_no else _PLAIN
