"""Schemas of the API's description as people read them: each field in one line of words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

Json = Mapping[str, Any]
BELOW = "#/components/schemas/"
BOUNDS = (
    ("minimum", "from {}"),
    ("maximum", "up to {}"),
    ("minLength", "at least {} characters"),
    ("maxLength", "at most {} characters"),
    ("maxItems", "at most {}"),
)
PRACTICALLY_ENDLESS = 1_000_000


@dataclass(frozen=True, slots=True)
class Field:
    """One field or parameter; `object` is the object that it holds, which has a page of its own."""

    name: str
    kind: str
    object: str | None
    needed: bool
    superseded: bool
    meaning: str
    example: str


def fields(schema: Json) -> list[Field]:
    """The fields of an object in their order, those of objects written out in it as `a.b`."""
    needed = schema.get("required", ())
    found: list[Field] = []
    for name, said in schema.get("properties", {}).items():
        found.append(field(name, said, needed=name in needed))
        found += [replace(one, name=f"{name}.{one.name}") for one in fields(said)]
    return found


def field(name: str, said: Json, *, needed: bool, example: Any = None) -> Field:
    """A field, with its own example where none is given."""
    shown = said.get("examples", [None])[0] if example is None else example
    return Field(
        name=name,
        kind=kind(said),
        object=object_in(said),
        needed=needed,
        superseded=bool(said.get("deprecated")),
        meaning=said.get("description", ""),
        example="" if shown is None else as_text(shown),
    )


def as_text(value: Any) -> str:
    """A value as it stands in JSON, a text without its quotation marks."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def kind(said: Json) -> str:
    """What kind of value it is, with its bounds."""
    if "const" in said:
        return f"always {as_text(said['const'])}"
    if "enum" in said:
        return "one of " + ", ".join(as_text(one) for one in said["enum"])
    if said.get("type") == "array":
        return ", ".join([f"list of {kind(said.get('items', {}))}", *_bounds(said)])
    if "properties" in said:
        return "object"
    if "anyOf" in said:
        return " or ".join(dict.fromkeys(kind(one) for one in said["anyOf"]))
    if "$ref" in said:
        return str(said["$ref"]).removeprefix(BELOW)
    return ", ".join([_plain(said), *_bounds(said)])


def _plain(said: Json) -> str:
    named = {
        "string": "text",
        "number": "number",
        "integer": "whole number",
        "boolean": "yes or no",
    }
    formats = {"uuid": "id (UUID)", "date": "date", "date-time": "date and time", "uri": "address"}
    plain = named.get(said.get("type", ""), str(said.get("type", "any value")))
    return formats.get(said.get("format", ""), plain)


def _bounds(said: Json) -> list[str]:
    known = [(words, said[name]) for name, words in BOUNDS if name in said]
    return [words.format(bound) for words, bound in known if abs(bound) < PRACTICALLY_ENDLESS]


def object_in(said: Json) -> str | None:
    """The object that a field holds, or holds several of."""
    if "$ref" in said:
        return str(said["$ref"]).removeprefix(BELOW)
    inner = [said["items"]] if "items" in said else list(said.get("anyOf", ()))
    return next((name for one in inner if (name := object_in(one))), None)
