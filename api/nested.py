"""Bodies whose models hold others, for the API's description: every reference written out."""

from typing import Any

from pydantic import BaseModel

from api.openapi import answered

Json = dict[str, Any]


def in_nested_body(model: type[BaseModel]) -> Json:
    """A model as the JSON body, for a route's `openapi_extra`."""
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    written = _written_out(schema, definitions)
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": written}}}}


def created_or_repeated(model: type[BaseModel]) -> dict[int | str, Json]:
    """An answer to a request that makes one thing however often it is sent."""
    again = answered(model, "The same request was saved before; this is what it made.")
    return {201: {"model": model, "description": "Saved."}, **again}


def _written_out(schema: Any, definitions: Json) -> Any:
    if isinstance(schema, list):
        return [_written_out(one, definitions) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        named = definitions[schema["$ref"].rsplit("/", 1)[-1]]
        rest = {name: value for name, value in schema.items() if name != "$ref"}
        return _written_out({**named, **rest}, definitions)
    return {
        name: _written_out(value, definitions)
        for name, value in schema.items()
        if name != "title" or not isinstance(value, str)
    }
