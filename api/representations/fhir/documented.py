"""The FHIR door in the API's description."""

from typing import Any

from api.kinds import FAILED, TABLE, Kind
from api.problems import FHIR_MEDIA_TYPE
from api.representations.fhir.examples import EXAMPLES
from api.representations.fhir.parameters import INCLUDES, PARAMETERS, REVINCLUDES
from api.representations.fhir.parsing import (
    LARGEST_COUNT,
    LONGEST_VALUE,
    MOST_COUNT,
    SUMMARIES,
    TOTALS,
    USUAL_COUNT,
)
from directory.fhir.asking import Kind as ResourceKind

Json = dict[str, Any]
FORM = "application/x-www-form-urlencoded"
_UNCHANGED = {"description": "Unchanged since the entity tag that was sent."}


def answers(resource: str, told: str, *causes: type[Exception] | Kind) -> dict[int | str, Json]:
    """A resource of this type, or an outcome, for a route's `responses`."""
    found: dict[int | str, Json] = {200: _content(resource, told)}
    for cause in (*causes, FAILED):
        kind = cause if isinstance(cause, Kind) else TABLE[cause]
        found[kind.status] = _content("OperationOutcome", kind.meaning)
    return found


def unchanged(found: dict[int | str, Json]) -> dict[int | str, Json]:
    return {**found, 304: _UNCHANGED}


def in_query(kind: ResourceKind) -> Json:
    """The search parameters in the address, for a route's `openapi_extra`."""
    return {
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": schema["description"],
                "example": schema["examples"][0],
                "schema": {key: schema[key] for key in schema if key not in _TOLD},
            }
            for name, schema in _properties(kind).items()
        ]
    }


def in_form(kind: ResourceKind) -> Json:
    """The same parameters as a form, for a route's `openapi_extra`."""
    schema = {"type": "object", "properties": _properties(kind), "additionalProperties": False}
    content = {FORM: {"schema": schema, "example": {"name": "tea", "_count": 20}}}
    return {"requestBody": {"required": False, "content": content}}


_TOLD = ("description", "examples")


def _properties(kind: ResourceKind) -> dict[str, Json]:
    found = {one.name: _text(one.meaning, one.example) for one in PARAMETERS[kind]}
    found["_count"] = {
        "type": "integer",
        "minimum": 0,
        "maximum": LARGEST_COUNT,
        "default": USUAL_COUNT,
        "description": f"How many, at most, and never more than {MOST_COUNT}; 0 counts only.",
        "examples": [USUAL_COUNT],
    }
    found["_format"] = {
        "type": "string",
        "enum": ["json", "application/fhir+json"],
        "description": "JSON alone is answered.",
        "examples": ["json"],
    }
    found["_summary"] = {
        "type": "string",
        "enum": list(SUMMARIES),
        "description": "With `count` the total alone, without resources.",
        "examples": ["count"],
    }
    found["_total"] = {
        "type": "string",
        "enum": list(TOTALS),
        "description": "The total is exact and always there.",
        "examples": ["accurate"],
    }
    for name, may in (("_include", INCLUDES[kind]), ("_revinclude", REVINCLUDES[kind])):
        if may:
            told = {"description": "What is to come along.", "examples": [may[0]]}
            found[name] = {"type": "string", "enum": list(may), **told}
    return found


def _text(meaning: str, example: str) -> Json:
    return {
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_VALUE,
        "description": meaning,
        "examples": [example],
    }


def _content(resource: str, told: str) -> Json:
    schema = {
        "type": "object",
        "description": f"A {resource} of FHIR R4.",
        "required": ["resourceType"],
        "properties": {"resourceType": {"const": resource, "description": "Which it is."}},
    }
    example = {"resourceType": resource, **EXAMPLES[resource]}
    return {
        "description": told,
        "content": {FHIR_MEDIA_TYPE: {"schema": schema, "example": example}},
    }
