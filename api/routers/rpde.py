"""What changed since somebody last asked, as Realtime Paged Data Exchange 1.0."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api import errors
from api.addressing import here
from api.asking import from_query
from api.depends import PartsOf
from api.openapi import answered_or_unchanged, in_address, problems
from api.parameters import Asked
from api.parts import Parts
from api.representations.rpde import awards_items, page_body, services_items
from api.serving import JSON, serve_as
from api.shapes_rpde import ChangedAwardsPage, ChangedServicesPage
from api.values import Whole
from schema.values import LARGEST_WHOLE

router = APIRouter(tags=["changes"])
MOST, USUAL = 5_000, 500
WITH_ITEMS, LAST_PAGE = "public, max-age=3600", "public, max-age=8"


class ChangesAsked(Asked):
    """From which change on."""

    afterChangeNumber: Whole = Field(  # noqa: N815
        0,
        ge=0,
        le=LARGEST_WHOLE,
        description="The `modified` of the last item that was met.",
        examples=[0],
    )
    limit: Whole = Field(USUAL, ge=1, le=MOST, description="How many, at most.", examples=[USUAL])


ChangesOf = Annotated[ChangesAsked, Depends(from_query(ChangesAsked))]


@router.get(
    "/rpde/services",
    operation_id="changed_services",
    response_class=Response,
    openapi_extra=in_address(ChangesAsked),
    responses={
        **answered_or_unchanged(ChangedServicesPage, "One page of changed listings."),
        **problems(errors.ParametersRefused),
    },
)
def changed_services(request: Request, asked: ChangesOf, parts: PartsOf) -> Response:
    """Every listing once, where its latest change stands; one no longer published is `deleted`.

    Begin without a number and follow `next`; an empty page whose `next` is its own address is the
    end for now. `data` is the service as HSDS has it, with the licence and the words that each of
    its sources asks for in `sources`. Nothing is skipped, whatever is published meanwhile.
    """
    changes = parts.feeds.services(asked.afterChangeNumber, asked.limit)
    numbers = [one.number for one in changes]
    return _page(request, asked, parts, numbers, services_items(changes), _licence(request, parts))


@router.get(
    "/rpde/awards",
    operation_id="changed_awards",
    response_class=Response,
    openapi_extra=in_address(ChangesAsked),
    responses={
        **answered_or_unchanged(ChangedAwardsPage, "One page of changed awards."),
        **problems(errors.ParametersRefused),
    },
)
def changed_awards(request: Request, asked: ChangesOf, parts: PartsOf) -> Response:
    """Every kite mark once, where its latest change stands; a revoked one is `deleted`.

    `status` is how an award stands at this moment. It ends by itself after `valid_until`, which is
    no change and has no number.
    """
    changes = parts.feeds.awards(asked.afterChangeNumber, asked.limit)
    numbers = [one.number for one in changes]
    return _page(request, asked, parts, numbers, awards_items(changes), _of_awards(request, parts))


def _page(
    request: Request,
    asked: ChangesAsked,
    parts: Parts,
    numbers: Sequence[int],
    items: Sequence[bytes],
    licence: str,
) -> Response:
    after = asked.afterChangeNumber
    limit = f"&limit={asked.limit}" if "limit" in asked.model_fields_set else ""
    place = f"{here(request, parts)}{request.scope['path']}"
    onwards = f"{place}?afterChangeNumber={numbers[-1] if numbers else after}{limit}"
    kept = WITH_ITEMS if numbers else LAST_PAGE
    return serve_as(request, page_body(items, onwards, licence), JSON, kept)


def _licence(request: Request, parts: Parts) -> str:
    """The one licence of all sources, otherwise the page that tells each one's."""
    licences = parts.feeds.licences()
    one = next(iter(licences), "")
    return one if one and len(licences) == 1 else f"{here(request, parts)}/v1/sources"


def _of_awards(request: Request, parts: Parts) -> str:
    """What the operator says, otherwise the page of the schemes with the bodies behind them."""
    return parts.about.awards_licence or f"{here(request, parts)}/v1/schemes"
