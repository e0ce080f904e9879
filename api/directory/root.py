"""The root of a door, and the description of that door alone."""

from functools import lru_cache
from typing import Any

import orjson
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.addressing import here
from api.directory.about import About
from api.directory.faces import Face
from api.openapi import describe
from api.parts import Parts
from api.serving import serve_body

Json = dict[str, Any]
REFERENCE, EXAMPLE = "#/components/schemas/", "#/components/examples/"


def root(request: Request, parts: Parts, face: Face) -> Response:
    """What this door is; by `version` validators choose their checks."""
    address = here(request, parts)
    said: Json = {
        "version": face.version,
        "profile": f"{address}/profile",
        "openapi_url": f"{address}{face.prefix}/openapi.json",
    }
    if face.says_who_publishes:
        said |= _publishing(parts.about)
    return serve_body(request, orjson.dumps(said))


def _publishing(about: About) -> Json:
    said = {
        "description": about.description,
        "data_guide": about.data_guide,
        "publisher": about.named_publisher(),
    }
    return {name: value for name, value in said.items() if value}


def described(request: Request, parts: Parts, face: Face) -> Response:
    """The OpenAPI document of this door, with paths below the door's own address."""
    address = f"{here(request, parts)}{face.prefix}"
    document = _document(request.app, face)
    return serve_body(request, orjson.dumps({**document, "servers": [{"url": address}]}))


@lru_cache(maxsize=8)
def _document(app: FastAPI, face: Face) -> Json:
    whole = describe(app)
    paths = {
        path.removeprefix(face.prefix): operations
        for path, operations in whole["paths"].items()
        if path.startswith(face.prefix + "/")
    }
    schemas, examples = whole["components"]["schemas"], whole["components"]["examples"]
    return {
        "openapi": whole["openapi"],
        "info": {**whole["info"], "title": f"{whole['info']['title']}: {face.title}"},
        "paths": paths,
        "components": {
            "schemas": {name: schemas[name] for name in _used(paths, schemas)},
            "examples": {name: examples[name] for name in sorted(_named(paths, EXAMPLE))},
        },
    }


def _used(said: Any, schemas: Json) -> list[str]:
    """The names of all schemas that are referred to, those inside others included."""
    found: set[str] = set()
    left = [said]
    while left:
        named = _named(left.pop(), REFERENCE) - found
        found |= named
        left.extend(schemas[name] for name in named)
    return sorted(found)


def _named(said: Any, below: str) -> set[str]:
    """The names of what is referred to below this place of the document."""
    if isinstance(said, list):
        return {name for one in said for name in _named(one, below)}
    if not isinstance(said, dict):
        return set()
    own = said.get("$ref")
    inner = {name for one in said.values() for name in _named(one, below)}
    is_there = isinstance(own, str) and own.startswith(below)
    return {str(own).removeprefix(below), *inner} if is_there else inner
