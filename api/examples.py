"""Examples of whole answers and bodies, put together from the examples of their fields."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]
PREFIX = "#/components/examples/"
SCHEMAS = "#/components/schemas/"
LEVELS = 3
ABSENT = object()


def add_examples(document: Json) -> None:
    """Gives every body and every answer that has none an example made from its schema.

    Those of named schemas stand once below `components/examples` and are referred to.
    """
    shared: Json = {}
    schemas = document["components"]["schemas"]
    for operations in document["paths"].values():
        for operation in operations.values():
            for content in _contents(operation):
                _add(content, schemas, shared)
    document["components"]["examples"] = dict(sorted(shared.items()))


def example_of(schema: Mapping[str, Any], schemas: Json, levels: int = LEVELS) -> Any:
    """A value of this schema: its own example, or one made of the examples below it.

    `levels` is how deep objects are shown; `ABSENT` is what lies deeper.
    """
    if "examples" in schema:
        return schema["examples"][0]
    for said in ("const", "enum"):
        if said in schema:
            return schema[said][0] if said == "enum" else schema[said]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].removeprefix(SCHEMAS)], schemas, levels)
    if schema.get("type") == "array":
        return _list(schema, schemas, levels)
    if schema.get("type") == "object":
        return _object(schema, schemas, levels)
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], schemas, levels)
    return ABSENT


def _list(schema: Mapping[str, Any], schemas: Json, levels: int) -> Any:
    one = example_of(schema.get("items", {}), schemas, levels)
    return [] if one is ABSENT else [one]


def _object(schema: Mapping[str, Any], schemas: Json, levels: int) -> Any:
    if levels == 0:
        return ABSENT
    needed = schema.get("required", ())
    made: Json = {}
    for name, said in schema.get("properties", {}).items():
        if said.get("deprecated"):
            continue
        value = example_of(said, schemas, max(levels - 1, int(name in needed)))
        if value is not ABSENT and (value != [] or name in needed):
            made[name] = value
    return made


def _contents(operation: Json) -> list[Json]:
    bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
    return [content for body in bodies for content in body.get("content", {}).values()]


def _add(content: Json, schemas: Json, shared: Json) -> None:
    schema = content.get("schema", {})
    if "example" in content or "examples" in content or "examples" in schema:
        return
    made = example_of(schema, schemas)
    if made is ABSENT:
        return
    if "$ref" not in schema:
        content["example"] = made
        return
    name = schema["$ref"].removeprefix(SCHEMAS)
    shared[name] = {"summary": "Made up.", "value": made}
    content["examples"] = {"made-up": {"$ref": f"{PREFIX}{name}"}}
