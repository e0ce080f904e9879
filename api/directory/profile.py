"""Our profile of the standard, served at the address that the doors' roots name.

`/profile` declares it, `/profile/<object>.json` are merge patches (RFC 7386) over HSDS's schemas,
`/profile/openapi.json` one over its API, and `/schema/<object>.json` the schemas already merged.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from api import errors
from api.addressing import here
from api.depends import PartsOf
from api.directory.lists import LISTS
from api.openapi import answered_or_unchanged, in_address, problems
from api.serving import serve_body
from journeys.browsing.errors import ObjectUnknown
from schema.profile import PROFILE_URI, SCHEMA_URI

Json = dict[str, Any]
API = "openapi.json"
Name = Annotated[
    str,
    Path(
        pattern=r"^[a-z_]{1,60}\.json$",
        description="The object's name, with `.json`.",
        examples=["service.json"],
    ),
]


class Published(BaseModel):
    """A JSON document of the profile."""

    model_config = ConfigDict(extra="allow")


router = APIRouter(tags=["profile"])
FOUND = answered_or_unchanged(Published, "The document.")


@router.get(
    "/profile",
    operation_id="show_profile",
    response_class=Response,
    responses={**FOUND, **problems()},
)
async def show_profile(request: Request, parts: PartsOf) -> Response:
    """What our profile is called, what it builds on, and which files it consists of."""
    return serve_body(request, _here(_declared(), here(request, parts)))


@router.get(
    "/profile/{name}",
    operation_id="show_profile_file",
    response_class=Response,
    responses={**FOUND, **problems(errors.ParametersRefused, ObjectUnknown)},
)
async def show_profile_file(request: Request, name: Name, parts: PartsOf) -> Response:
    """The merge patch that turns HSDS's schema of an object, or its API, into ours."""
    body = _api_patch() if name == API else _read("profile", name)
    return serve_body(request, _here(body, here(request, parts)))


@router.get(
    "/schema/{name}",
    operation_id="show_schema",
    response_class=Response,
    responses={**FOUND, **problems(errors.ParametersRefused, ObjectUnknown)},
)
async def show_schema(request: Request, name: Name, parts: PartsOf) -> Response:
    """The whole JSON Schema of an object, HSDS and our profile merged."""
    return serve_body(request, _here(_read("", name), here(request, parts)))


def _here(body: bytes, address: str) -> bytes:
    """The document with the profile's own name as the address that it is served at."""
    moved = body.replace(SCHEMA_URI.encode(), f"{address}/schema".encode())
    return moved.replace(PROFILE_URI.encode(), f"{address}/profile".encode())


@lru_cache(maxsize=128)
def _read(folder: str, name: str) -> bytes:
    place = files("schema.published")
    found = (place / folder if folder else place) / name
    if not found.is_file():
        raise ObjectUnknown
    return found.read_bytes()


@lru_cache(maxsize=1)
def _declared() -> bytes:
    said = orjson.loads(_read("profile", "profile.json"))
    return orjson.dumps({**said, "files": sorted([*said["files"], API])})


@lru_cache(maxsize=1)
def _api_patch() -> bytes:
    """What our lists take beyond the standards' own parameters."""
    paths = {f"/{one.name}": {"get": in_address(one.asked)} for one in LISTS}
    return orjson.dumps({"paths": paths}, option=orjson.OPT_INDENT_2)
