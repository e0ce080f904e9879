"""From an exception to its problem: every error leaves in one shape."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.asking import MOST_FAULTS, fault
from api.crowding import refusal
from api.errors import (
    Fault,
    NobodySoon,
    ParametersRefused,
    RangeNotThere,
    RequestRefused,
    ResourceGone,
    ResourceUnknown,
)
from api.kinds import NOT_ALLOWED, NOT_FOUND, OTHER, TABLE, Kind, kind_of
from api.methods import allowed_methods
from api.outages import problem_of
from api.problems import Problem
from directory.awards.changing import NoSuchAward
from directory.submissions.errors import KeepingError, NotYours, TooMany
from journeys.browsing.errors import ObjectGone, ObjectUnknown
from journeys.exports.bulk import FilesAwaited, NoSuchFile
from journeys.finding.errors import QuestionRefused
from journeys.showing import ListingGone, ListingUnknown
from runtime.outages import CAUSES
from search.unavailable import SearchUnavailable

ShowProblem = Callable[[Request, Problem], Response]
RETRY_AFTER_S = "5"


def handle_errors(app: FastAPI, show: ShowProblem) -> None:
    """Answers every exception of the table, and those of the framework, through `show`."""

    def answer(cause: type[Exception], to_problem: Callable[[Request, Any], Problem]) -> None:
        async def handler(request: Request, exception: Exception) -> Response:
            if _asks_for_methods(request, exception):
                return Response(status_code=204, headers=_allow(request))
            return show(request, to_problem(request, exception))

        app.add_exception_handler(cause, handler)

    answer(RequestRefused, _refused_request)
    answer(QuestionRefused, _refused_question)
    answer(ListingUnknown, _unknown_listing)
    answer(ListingGone, _gone_listing)
    answer(ObjectUnknown, _unknown_listing)
    answer(ObjectGone, _gone_object)
    answer(ResourceUnknown, _unknown_resource)
    answer(ResourceGone, _gone_resource)
    answer(SearchUnavailable, _no_search)
    answer(NobodySoon, _nobody_soon)
    answer(KeepingError, _refused_keeping)
    answer(NoSuchAward, _unknown_award)
    answer(FilesAwaited, _awaited_files)
    answer(NoSuchFile, _unknown_file)
    answer(RangeNotThere, _no_such_range)
    answer(RequestValidationError, _refused_path)
    answer(HTTPException, _framework)
    for cause in CAUSES:
        answer(cause, problem_of)


def _asks_for_methods(request: Request, exception: Exception) -> bool:
    """Whether somebody asks which methods an address takes (RFC 9110, section 9.3.7)."""
    is_refused = (
        isinstance(exception, HTTPException) and exception.status_code == NOT_ALLOWED.status
    )
    return is_refused and request.method == "OPTIONS"


def _allow(request: Request) -> dict[str, str]:
    return {"Allow": allowed_methods(request.app, request)}


def _refused_request(_: Request, refused: RequestRefused) -> Problem:
    return Problem(kind_of(refused), refused.detail, refused.faults)


def _refused_question(_: Request, refused: QuestionRefused) -> Problem:
    faults = (Fault(refused.detail, parameter=refused.parameter),)
    return Problem(kind_of(refused), refused.detail, faults)


def _unknown_listing(_: Request, unknown: ListingUnknown | ObjectUnknown) -> Problem:
    return Problem(kind_of(unknown), unknown.detail)


def _gone_listing(request: Request, gone: ListingGone) -> Problem:
    """Where the listing is now, at the same door that was asked."""
    asked = request.path_params.get("listing_id") or request.path_params["id"]
    path = request.scope["path"]
    address = path.replace(str(asked), gone.successor) if gone.successor else None
    return _gone(kind_of(gone), gone.detail, address)


def _gone_object(request: Request, gone: ObjectGone) -> Problem:
    """The service that took the place of the one that held the object, at the same door."""
    door = request.scope["path"].rsplit("/", 2)[0]
    address = f"{door}/services/{gone.successor}" if gone.successor else None
    return _gone(kind_of(gone), gone.detail, address)


def _gone(kind: Kind, detail: str, address: str | None) -> Problem:
    if address is None:
        return Problem(kind, detail)
    headers = {"Link": f'<{address}>; rel="successor-version"', "Location": address}
    return Problem(kind, detail, members={"successor": address}, headers=headers)


def _unknown_resource(_: Request, unknown: ResourceUnknown) -> Problem:
    return Problem(kind_of(unknown), "No resource has this id.")


def _gone_resource(request: Request, gone: ResourceGone) -> Problem:
    """Which service took its place, at the same door."""
    if gone.successor is None:
        return _gone(kind_of(gone), "It was published here, and is no more.", None)
    door = request.scope["path"].rsplit("/", 2)[0]
    address = f"{door}/HealthcareService/{gone.successor}"
    return _gone(kind_of(gone), f"Joined to another service: {address}", address)


def _no_search(_: Request, cause: SearchUnavailable) -> Problem:
    detail = "Search cannot answer just now; listings can still be read. Try again in a moment."
    return Problem(kind_of(cause), detail, headers={"Retry-After": RETRY_AFTER_S})


def _nobody_soon(_: Request, __: NobodySoon) -> Problem:
    return refusal()


def _refused_keeping(_: Request, refused: KeepingError) -> Problem:
    """A refusal at the desk of groups' own listings; its words are for the person who asked."""
    headers = {}
    if isinstance(refused, TooMany):
        headers = {"Retry-After": str(refused.retry_after_s)}
    if isinstance(refused, NotYours):
        headers = {"WWW-Authenticate": "Bearer"}
    return Problem(kind_of(refused), refused.detail, headers=headers)


def _unknown_award(_: Request, unknown: NoSuchAward) -> Problem:
    return Problem(kind_of(unknown), "No award has this id.")


def _awaited_files(_: Request, awaited: FilesAwaited) -> Problem:
    headers = {"Retry-After": str(awaited.retry_after_s)}
    return Problem(kind_of(awaited), str(awaited), headers=headers)


def _unknown_file(_: Request, unknown: NoSuchFile) -> Problem:
    return Problem(kind_of(unknown), "No file has this name; /bulk/ lists those that there are.")


def _no_such_range(_: Request, refused: RangeNotThere) -> Problem:
    kind, headers = kind_of(refused), {"Content-Range": f"bytes */{refused.size}"}
    return Problem(kind, f"The file has {refused.size} bytes.", headers=headers)


def _refused_path(_: Request, refused: RequestValidationError) -> Problem:
    found = refused.errors()[:MOST_FAULTS]
    faults = tuple(fault(error["loc"][1:], error["msg"], in_body=False) for error in found)
    detail = "The address is not as expected; `errors` says where."
    return Problem(TABLE[ParametersRefused], detail, faults)


def _framework(request: Request, raised: HTTPException) -> Problem:
    if raised.status_code == NOT_FOUND.status:
        return Problem(NOT_FOUND, "Nothing is kept at this address.")
    if raised.status_code == NOT_ALLOWED.status:
        headers = _allow(request)
        detail = f"This address does not take the method; expected one of {headers['Allow']}."
        return Problem(NOT_ALLOWED, detail, headers=headers)
    return Problem(OTHER, OTHER.meaning)
