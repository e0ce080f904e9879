"""JSON Schemas (2020-12), one for each object, with references between their files."""

from typing import Any

from pydantic.json_schema import models_json_schema

from schema.objects import OBJECT_NAMES, OBJECTS, StandardObject
from schema.profile import schema_id

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NOISE = frozenset({"default", "title", "maxLength", "additionalProperties"})


def _tidy(said: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in said.items() if key not in _NOISE}
    if "$ref" in kept:
        kept["$ref"] = f"{OBJECT_NAMES[kept['$ref']]}.json"
    if "items" in kept:
        kept["items"] = _tidy(kept["items"])
    return kept


def _schema(thing: StandardObject, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "$id": schema_id(thing.name),
        "title": thing.name,
        "description": said["description"],
        "type": "object",
        "properties": {name: _tidy(field) for name, field in said["properties"].items()},
        "required": said["required"],
    }


def object_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each object by its name."""
    wanted = [(thing.model, "validation") for thing in OBJECTS.values()]
    _, said = models_json_schema(wanted, ref_template="{model}")  # type: ignore[arg-type]
    return {
        thing.name: _schema(thing, said["$defs"][thing.model.__name__])
        for thing in OBJECTS.values()
    }
