"""The directory as FHIR R4: read and searched, never written."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from api import errors
from api.addressing import here
from api.depends import PartsOf
from api.linking import linked_service
from api.parts import Parts
from api.problems import FHIR_MEDIA_TYPE
from api.representations.fhir.answering import found
from api.representations.fhir.capability import capability_statement
from api.representations.fhir.documented import FORM, answers, in_form, in_query, unchanged
from api.representations.fhir.parsing import JSON_FORMATS, Asked, Pairs, asked, pairs_of
from api.serving import ASK_AGAIN, serve_as, serve_once, serve_page
from directory.fhir.asking import Gone, Kind
from schema.fhir.resources import KINDS


class FhirId(StringConvertor):
    """What FHIR allows as an id; `_search` is none."""

    regex = "[A-Za-z0-9.-]{1,64}"


register_url_convertor("fhir_id", FhirId())
router = APIRouter(tags=["fhir"])
DOOR = "/fhir/R4"
REFUSALS = (errors.SearchRefused, errors.NotWritten)
BODIES = (errors.BodyNotForm, errors.BodyTooLarge)
ResourceId = Annotated[
    str,
    Path(
        description="The resource's id.",
        examples=["1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"],
        min_length=1,
        max_length=64,
        pattern=r"^[A-Za-z0-9.-]{1,64}$",
    ),
]


@router.get(
    f"{DOOR}/metadata",
    operation_id="fhir_metadata",
    response_class=Response,
    responses=unchanged(answers("CapabilityStatement", "What can be asked.", errors.NotWritten)),
)
def metadata(request: Request, parts: PartsOf) -> Response:
    """What this door can do: resources, searches, profiles."""
    _json_is_wanted(request, pairs_of(request.scope["query_string"]))
    body = capability_statement(f"{here(request, parts)}{DOOR}", parts.version)
    return serve_as(request, body, FHIR_MEDIA_TYPE, ASK_AGAIN)


def _reader(kind: Kind) -> Callable[..., Response]:
    def read(request: Request, resource_id: ResourceId, parts: PartsOf) -> Response:
        _json_is_wanted(request, pairs_of(request.scope["query_string"]))
        stored = parts.fhir.resource(kind, resource_id)
        if stored is None:
            raise errors.ResourceUnknown
        if isinstance(stored, Gone):
            raise errors.ResourceGone(stored.successor)
        answer = serve_as(request, stored.body, FHIR_MEDIA_TYPE, ASK_AGAIN)
        is_service = kind == "HealthcareService"
        return linked_service(request, answer, stored.id) if is_service else answer

    read.__doc__ = f"One {kind}."
    return read


def _searcher(kind: Kind) -> Callable[..., Response]:
    def search(request: Request, parts: PartsOf) -> Response:
        pairs = pairs_of(request.scope["query_string"])
        _json_is_wanted(request, pairs)
        wanted = asked(kind, pairs)
        base = f"{here(request, parts)}{DOOR}"
        page = f"{base}/{kind}"
        if wanted.tells_where:
            return serve_once(found(parts, base, page, wanted), FHIR_MEDIA_TYPE)
        key = f"{page}?{request.scope['query_string'].decode()} {parts.fhir.position()}"
        kept = parts.pages.page(key, lambda: found(parts, base, page, wanted))
        return serve_page(request, kept, FHIR_MEDIA_TYPE)

    search.__doc__ = f"Search for {kind} resources; `next` among the links leads on."
    return search


def _poster(kind: Kind) -> Callable[..., Awaitable[Response]]:
    async def search(request: Request, parts: PartsOf) -> Response:
        form = pairs_of(await _form(request))
        address = pairs_of(request.scope["query_string"])
        _json_is_wanted(request, [*address, *form])
        wanted = asked(kind, [*form, *address])
        base = f"{here(request, parts)}{DOOR}"
        return await _in_thread(parts, base, f"{base}/{kind}/_search", wanted)

    search.__doc__ = (
        f"The same search for {kind} resources with its parameters in the body, so that no address "
        "holds a place. To go on, send the same form to the `next` among the links."
    )
    return search


async def _form(request: Request) -> bytes:
    """The body, if there is one; raises BodyNotForm if it is declared to be something else."""
    body = await request.body()
    if body and not request.headers.get("content-type", "").lower().startswith(FORM):
        raise errors.BodyNotForm(f"The body is not declared as a form; expected {FORM}.")
    return body


async def _in_thread(parts: Parts, base: str, page: str, wanted: Asked) -> Response:
    def answer() -> bytes:
        return found(parts, base, page, wanted, own_pairs=())

    return serve_once(await run_in_threadpool(answer), FHIR_MEDIA_TYPE)


def _json_is_wanted(request: Request, pairs: Pairs) -> None:
    """Raises NotWritten unless the caller takes JSON.

    A plus in `_format` that was not written as %2B arrives as a space.
    """
    named = [value.replace(" ", "+") for name, value in pairs if name == "_format"]
    accepted = named or request.headers.get("accept", "*/*").split(",")
    plain = {one.partition(";")[0].strip().lower() for one in accepted}
    if not plain & {*JSON_FORMATS, "*/*", "application/*", ""}:
        raise errors.NotWritten("Resources are answered as application/fhir+json alone.")


def _add(kind: Kind) -> None:
    """The three ways to ask for resources of a kind."""
    extra: dict[str, Any] = {"response_class": Response}
    router.add_api_route(
        f"{DOOR}/{kind}",
        _searcher(kind),
        methods=["GET"],
        operation_id=f"fhir_search_{kind}",
        openapi_extra=in_query(kind),
        responses=unchanged(answers("Bundle", "One page of what was found.", *REFUSALS)),
        **extra,
    )
    router.add_api_route(
        f"{DOOR}/{kind}/_search",
        _poster(kind),
        methods=["POST"],
        operation_id=f"fhir_search_{kind}_privately",
        openapi_extra=in_form(kind),
        responses=answers("Bundle", "One page of what was found.", *REFUSALS, *BODIES),
        **extra,
    )
    router.add_api_route(
        f"{DOOR}/{kind}/{{resource_id:fhir_id}}",
        _reader(kind),
        methods=["GET"],
        operation_id=f"fhir_read_{kind}",
        responses=unchanged(
            answers(
                kind,
                f"The {kind}.",
                errors.NotWritten,
                errors.ResourceUnknown,
                errors.ResourceGone,
                errors.ParametersRefused,
            )
        ),
        **extra,
    )


for _kind in KINDS:
    _add(_kind)
