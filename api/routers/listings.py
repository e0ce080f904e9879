"""One listing: its document, where each field comes from, and others like it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api import answers, errors
from api.depends import ListingId, PartsOf
from api.documented import ListingAnswer, ProvenanceAnswer, SimilarAnswer
from api.linking import linked_service
from api.openapi import answered_or_unchanged, problems
from api.serving import serve_body, serve_page
from journeys.sessions import with_sessions
from journeys.showing import ListingGone, ListingUnknown, provenance, show
from journeys.similar import similar
from runtime.page_cache import KeptPage
from search.unavailable import SearchUnavailable

router = APIRouter(tags=["listings"])
REFUSALS = (errors.ParametersRefused, ListingUnknown, ListingGone)


@router.get(
    "/v1/listings/{listing_id}",
    operation_id="show_listing",
    response_class=Response,
    responses={**answered_or_unchanged(ListingAnswer, "The listing."), **problems(*REFUSALS)},
)
async def show_listing(request: Request, listing_id: ListingId, parts: PartsOf) -> Response:
    """One listing, in the shape of HSDS with our profile, and the next times it takes place.

    A listing answers to the ids of all its records. One that was withdrawn answers 410, one that
    was joined to another names its successor.
    """
    document = await parts.turns.answer(lambda: show(parts.documents, str(listing_id)))
    shown = with_sessions(document, parts.clock.now())
    answer = serve_page(request, KeptPage(shown.body, f'"{shown.etag}"'))
    return linked_service(request, answer, document.id)


@router.get(
    "/v1/listings/{listing_id}/provenance",
    operation_id="show_provenance",
    response_class=Response,
    responses={
        **answered_or_unchanged(ProvenanceAnswer, "The source of each field."),
        **problems(*REFUSALS),
    },
)
def show_provenance(request: Request, listing_id: ListingId, parts: PartsOf) -> Response:
    """Which source states each field of a listing, and what other sources say of it."""
    return serve_body(request, provenance(parts.documents, str(listing_id)))


@router.get(
    "/v1/listings/{listing_id}/similar",
    operation_id="show_similar",
    response_class=Response,
    responses={
        **answered_or_unchanged(SimilarAnswer, "Listings like this one."),
        **problems(*REFUSALS, SearchUnavailable),
    },
)
def show_similar(request: Request, listing_id: ListingId, parts: PartsOf) -> Response:
    """Up to five listings of the same kind or for the same need, nearest first."""
    found, degraded = similar(str(listing_id), parts.index, parts.documents, parts.clock)
    return serve_body(request, answers.similar_body(found, degraded=degraded))
