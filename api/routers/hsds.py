"""The directory as a Human Services Data Specification API."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api import answers, errors
from api.asking import from_query
from api.depends import ListingId, PartsOf
from api.documented import ServicePage
from api.openapi import answered_or_unchanged, in_address, problems
from api.parameters import PageAsked
from api.serving import serve_body, serve_document
from journeys.showing import ListingGone, ListingUnknown, show
from schema.service import Service

router = APIRouter(tags=["hsds"])


@router.get(
    "/hsds/v3/services",
    operation_id="hsds_list_services",
    response_class=Response,
    openapi_extra=in_address(PageAsked),
    responses={
        **answered_or_unchanged(ServicePage, "One page of services."),
        **problems(errors.ParametersRefused),
    },
)
def list_services(
    request: Request,
    asked: Annotated[PageAsked, Depends(from_query(PageAsked))],
    parts: PartsOf,
) -> Response:
    """All services, page by page in the order of their ids."""
    bodies, total = parts.documents.services_page(asked.page, asked.per_page)
    return serve_body(request, answers.page_body(bodies, total, asked.page, asked.per_page))


@router.get(
    "/hsds/v3/services/{listing_id}",
    operation_id="hsds_show_service",
    response_class=Response,
    responses={
        **answered_or_unchanged(Service, "The service."),
        **problems(errors.ParametersRefused, ListingUnknown, ListingGone),
    },
)
async def show_service(request: Request, listing_id: ListingId, parts: PartsOf) -> Response:
    """One service with everything below it."""
    document = show(parts.documents, str(listing_id))
    return serve_document(request, document)
