"""A door: the addresses of one face of the directory, all answered by the same handlers."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from api import errors
from api.asking import from_body, from_query
from api.depends import PartsOf
from api.directory.documented import Root
from api.directory.faces import Face
from api.directory.lists import LISTS, ListOf
from api.directory.objects import OBJECTS, ObjectOf
from api.directory.root import described, root
from api.directory.serving import serve_list
from api.directory.streaming import LINES
from api.leading import leads_to, with_links
from api.openapi import answered, answered_or_unchanged, in_address, in_body, problems
from api.parameters import NothingAsked
from journeys.browsing.errors import ObjectGone, ObjectUnknown
from journeys.finding.errors import PlaceNeeded, PlaceTwice, PlaceUnknown, PlaceUnplaced
from journeys.showing import ListingGone, ListingUnknown
from schema.example_ids import example_id

PLACES = (PlaceUnknown, PlaceUnplaced, PlaceNeeded, PlaceTwice)
BODIES = (errors.BodyUnreadable, errors.BodyNotJson, errors.BodyTooLarge)
GONE = (ListingUnknown, ListingGone, ObjectUnknown, ObjectGone)
Handler = Callable[..., Any]
EVERYTHING = {
    "schema": {
        "type": "string",
        "description": "One object on each line.",
        "examples": [f'{{"id": "{example_id("first")}"}}\n{{"id": "{example_id("second")}"}}\n'],
    }
}


def door(face: Face) -> APIRouter:
    """All addresses of a face."""
    router = APIRouter(tags=[face.name], prefix=face.prefix)
    _add_root(router, face)
    for listed in LISTS:
        _add_list(router, face, listed)
    for thing in OBJECTS:
        _add_object(router, face, thing)
    return router


def _add_root(router: APIRouter, face: Face) -> None:
    async def show_root(request: Request, parts: PartsOf) -> Response:
        """Which standard and profile this door speaks, and where it is described."""
        return root(request, parts, face)

    async def show_description(request: Request, parts: PartsOf) -> Response:
        """This door alone, as an OpenAPI document."""
        return described(request, parts, face)

    for path, is_listed in (("/", True), ("", False)):
        router.add_api_route(
            path,
            show_root,
            operation_id=f"{face.name}_root",
            response_class=Response,
            responses={**answered_or_unchanged(Root, "This door."), **problems()},
            include_in_schema=is_listed,
        )
    router.add_api_route("/openapi.json", show_description, include_in_schema=False)


def _add_list(router: APIRouter, face: Face, listed: ListOf) -> None:
    refusals = problems(errors.ParametersRefused, *PLACES)
    shown = answered_or_unchanged(listed.page, "One page; or everything, line by line.")
    shown[200]["content"] = {"application/json": {}, LINES: EVERYTHING}
    shown = with_links(shown, _to_one(face, listed))
    router.add_api_route(
        f"/{listed.name}",
        _handler(listed, from_query(listed.asked), listed.meaning),
        operation_id=f"{face.name}_list_{listed.name}",
        response_class=Response,
        openapi_extra=in_address(listed.asked),
        responses={**shown, **refusals},
    )
    router.add_api_route(
        f"/{listed.name}",
        _handler(listed, _in_body_or_address(listed.asked), f"{listed.meaning} {IN_BODY}"),
        methods=["POST"],
        operation_id=f"{face.name}_list_{listed.name}_privately",
        response_class=Response,
        openapi_extra=_optional(in_body(listed.asked)),
        responses={**_posted(face, listed), **problems(errors.ParametersRefused, *PLACES, *BODIES)},
    )


IN_BODY = "The same by POST, so that nothing of it stands in an address."


def _handler(
    listed: ListOf, read: Callable[[Request], Awaitable[BaseModel]], meaning: str
) -> Handler:
    def handle(request: Request, asked: Annotated[Any, Depends(read)], parts: PartsOf) -> Response:
        return serve_list(request, parts, listed, asked)

    handle.__doc__ = meaning
    return handle


def _in_body_or_address(model: type[BaseModel]) -> Callable[[Request], Awaitable[BaseModel]]:
    """Parameters from a JSON body, or as HSDS declares them, from the address of a bare POST."""
    in_json, in_query = from_body(model), from_query(model)

    async def read(request: Request) -> BaseModel:
        if not await request.body():
            return await in_query(request)
        await from_query(NothingAsked)(request)
        return await in_json(request)

    return read


def _to_one(face: Face, listed: ListOf) -> dict[str, Any]:
    """From an object of a page to that object alone."""
    return leads_to(f"{face.name}_show_{listed.name}", "id", "/contents/0/id")


def _posted(face: Face, listed: ListOf) -> dict[int | str, dict[str, Any]]:
    shown = answered(listed.page, "One page; or everything, line by line.")
    shown[200]["content"] = {"application/json": {}, LINES: EVERYTHING}
    return with_links(shown, _to_one(face, listed))


def _optional(extra: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {**extra["requestBody"], "required": False}}


def _add_object(router: APIRouter, face: Face, thing: ObjectOf) -> None:
    extra = in_address(thing.asked) if thing.asked.model_fields else {}
    router.add_api_route(
        f"/{thing.name}/{{id}}",
        thing.handler(),
        operation_id=f"{face.name}_show_{thing.name}",
        response_class=Response,
        openapi_extra=extra,
        responses={
            **answered_or_unchanged(thing.model, "The object."),
            **problems(errors.ParametersRefused, *GONE),
        },
    )
