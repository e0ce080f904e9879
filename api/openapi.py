"""The API's description: parameters from their models, errors from their table."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.documented import ProblemAnswer
from api.examples import add_examples
from api.kinds import DATABASE_AWAY, FAILED, STORAGE_FULL, TABLE, TOO_BUSY, Kind
from api.problems import MEDIA_TYPE

Json = dict[str, Any]

REFERENCE = "#/components/schemas/{model}"
UNUSED = ("HTTPValidationError", "ValidationError")
EXAMPLE_ID = "1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"


def problems(*causes: type[Exception] | Kind, crowded: bool = True) -> dict[int | str, Json]:
    """The errors that a route can answer with, for its `responses`.

    `crowded` is whether it is refused while too many wait for answers.
    """
    by_status: dict[int, list[Kind]] = {}
    ever = (FAILED, DATABASE_AWAY, *([TOO_BUSY] if crowded else []), STORAGE_FULL)
    for cause in (*causes, *ever):
        kind = cause if isinstance(cause, Kind) else TABLE[cause]
        by_status.setdefault(kind.status, []).append(kind)
    return {status: _declared(kinds) for status, kinds in sorted(by_status.items())}


def answered(model: type[BaseModel], description: str) -> dict[int | str, Json]:
    """The shape of a good answer, for a route's `responses`."""
    return {200: {"model": model, "description": description}}


def answered_or_unchanged(model: type[BaseModel], description: str) -> dict[int | str, Json]:
    """The shape of a good answer that has an entity tag, for a route's `responses`."""
    unchanged = {"description": "Unchanged since the entity tag that was sent."}
    return {**answered(model, description), 304: unchanged}


def in_address(model: type[BaseModel]) -> Json:
    """The fields of a model as parameters of the address, for a route's `openapi_extra`."""
    schema = model.model_json_schema()
    parameters = [_parameter(name, said) for name, said in schema["properties"].items()]
    needed = schema.get("required", [])
    return {"parameters": [{**one, "required": one["name"] in needed} for one in parameters]}


def in_body(model: type[BaseModel]) -> Json:
    """A model as the JSON body, for a route's `openapi_extra`."""
    schema = model.model_json_schema()
    schema["properties"] = {name: _not_null(said) for name, said in schema["properties"].items()}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def describe(app: FastAPI) -> Json:
    """The whole description as OpenAPI 3.1; made once."""
    if not app.openapi_schema:
        document = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
            license_info=app.license_info,
            tags=app.openapi_tags,
        )
        schemas = document["components"]["schemas"]
        for name in UNUSED:
            schemas.pop(name, None)
        schemas.update(_problem_schemas())
        add_examples(document)
        app.openapi_schema = document
    return app.openapi_schema


def _problem_schemas() -> Json:
    _, made = models_json_schema(
        [(ProblemAnswer, "serialization")], ref_template=REFERENCE.format(model="{model}")
    )
    definitions: Json = made["$defs"]
    return definitions


def _declared(kinds: Iterable[Kind]) -> Json:
    kinds = list(dict.fromkeys(kinds))
    examples = {kind.name: {"summary": kind.title, "value": _example(kind)} for kind in kinds}
    schema = {"$ref": REFERENCE.format(model=ProblemAnswer.__name__)}
    return {
        "description": " Or: ".join(kind.meaning for kind in kinds),
        "content": {MEDIA_TYPE: {"schema": schema, "examples": examples}},
    }


def _example(kind: Kind) -> Json:
    return {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "detail": kind.meaning,
        "request_id": EXAMPLE_ID,
    }


def _parameter(name: str, said: Json) -> Json:
    schema = _not_null(said)
    parameter = {"name": name, "in": "query", "description": schema.pop("description")}
    examples = schema.pop("examples", None)
    if examples:
        parameter["example"] = examples[0]
    return {**parameter, "schema": schema}


def _not_null(said: Json) -> Json:
    """A field that may be left out, as the value it has when it is not: null is not taken."""
    kept = {key: value for key, value in said.items() if key not in ("title", "default")}
    if said.get("default") not in (None, "", []):
        kept["default"] = said["default"]
    choices = [one for one in kept.pop("anyOf", []) if one != {"type": "null"}]
    return {**kept, **(choices[0] if choices else {})}
