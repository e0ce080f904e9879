"""Searching: words, a place and filters in, listings with their reasons out."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api import answers, errors
from api.asking import from_body, from_query
from api.depends import parts_of
from api.documented import SearchAnswer
from api.leading import leads_to, with_links
from api.openapi import answered, answered_or_unchanged, in_address, in_body, problems
from api.parts import Parts
from api.question import question
from api.search_parameters import SearchAsked
from api.serving import serve_body, serve_once
from api.straight import StraightRoute
from journeys.find import find
from journeys.finding.errors import (
    CursorMisused,
    CursorUnreadable,
    PlaceNeeded,
    PlaceTwice,
    PlaceUnknown,
    PlaceUnplaced,
)
from journeys.finding.question import Question
from search.unavailable import SearchUnavailable

router = APIRouter(tags=["search"], route_class=StraightRoute)
IN_ADDRESS, IN_BODY = from_query(SearchAsked), from_body(SearchAsked)
REFUSALS = (
    errors.ParametersRefused,
    PlaceUnknown,
    PlaceUnplaced,
    PlaceNeeded,
    PlaceTwice,
    CursorUnreadable,
    CursorMisused,
    SearchUnavailable,
)
TO_ONE = (
    leads_to("show_listing", "listing_id", "/results/0/id"),
    leads_to("show_provenance", "listing_id", "/results/0/id"),
    leads_to("show_similar", "listing_id", "/results/0/id"),
)
FOUND = with_links(answered_or_unchanged(SearchAnswer, "What was found."), *TO_ONE)


@router.get(
    "/v1/search",
    operation_id="search",
    response_class=Response,
    openapi_extra=in_address(SearchAsked),
    responses={**FOUND, **problems(*REFUSALS)},
)
async def search(request: Request) -> Response:
    """Find services by words, near a place, with filters.

    Several values of one filter are alternatives; different filters must all hold. What a listing
    does not say is never counted as yes. Beside the listings near the place stand nationwide and
    online ones. When nothing is found, the answer says what to loosen and what is nearest.
    """
    asks, parts = question(await IN_ADDRESS(request)), parts_of(request)
    body = await parts.turns.answer(lambda: _body(asks, parts))
    return serve_once(body) if asks.tells_where else serve_body(request, body)


@router.post(
    "/v1/search",
    operation_id="search_privately",
    response_class=Response,
    openapi_extra=in_body(SearchAsked),
    responses={
        **with_links(answered(SearchAnswer, "What was found."), *TO_ONE),
        **problems(*REFUSALS, errors.BodyUnreadable, errors.BodyNotJson, errors.BodyTooLarge),
    },
)
async def search_privately(request: Request) -> Response:
    """Find services, with the place in the body instead of the address.

    The same search as the GET; nothing of it stands in the address, so that no log or history on
    the way keeps where a person is.
    """
    asks, parts = question(await IN_BODY(request)), parts_of(request)
    return serve_once(await parts.turns.answer(lambda: _body(asks, parts)))


def _body(asks: Question, parts: Parts) -> bytes:
    index, documents, gazetteer = parts.index, parts.documents, parts.gazetteer
    return answers.search_body(find(asks, index, documents, gazetteer, parts.clock, parts.crisis))
