"""Kite marks: the schemes, the awards, and whether one holds now."""

from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Path
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api import errors
from api.asking import from_query
from api.leading import leads_to, with_links
from api.openapi import answered_or_unchanged, in_address, problems
from api.parameters import Asked, NothingAsked
from api.senders import DeskOf
from api.serving import serve_body
from api.shapes_awards import AwardAnswer, AwardsAnswer, SchemesAnswer
from api.values import Whole
from directory.awards.changing import NoSuchAward
from journeys.awards import all_awards, all_schemes, one_award, shown_award

router = APIRouter(tags=["kite marks"])
AwardId = Annotated[
    UUID, Path(description="An award's id.", examples=["1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"])
]


class AwardsAsked(Asked):
    """Which part of the list of awards."""

    after: UUID | None = Field(
        None,
        description="The `next` of the page before.",
        examples=["1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"],
    )
    limit: Whole = Field(50, ge=1, le=100, description="How many, at most.", examples=[50])


@router.get(
    "/v1/schemes",
    operation_id="list_schemes",
    response_class=Response,
    responses={
        **answered_or_unchanged(SchemesAnswer, "All schemes."),
        **problems(errors.ParametersRefused),
    },
)
def list_schemes(
    request: Request,
    asked: Annotated[NothingAsked, Depends(from_query(NothingAsked))],
    desk: DeskOf,
) -> Response:
    """Every kite-mark scheme: who owns it, its levels and criteria, what it does not cover."""
    return serve_body(request, orjson.dumps({"schemes": all_schemes(desk.database)}))


@router.get(
    "/v1/awards",
    operation_id="list_awards",
    response_class=Response,
    openapi_extra=in_address(AwardsAsked),
    responses={
        **with_links(
            answered_or_unchanged(AwardsAnswer, "Awards in the order of their ids."),
            leads_to("show_award", "award_id", "/awards/0/id"),
        ),
        **problems(errors.ParametersRefused),
    },
)
def list_awards(
    request: Request,
    asked: Annotated[AwardsAsked, Depends(from_query(AwardsAsked))],
    desk: DeskOf,
) -> Response:
    """Every award that was ever loaded, as it stands now: also expired and revoked ones."""
    after = str(asked.after) if asked.after else ""
    found = all_awards(desk.database, desk.clock, after, asked.limit)
    shown: dict[str, object] = {"awards": [shown_award(one) for one in found]}
    if len(found) == asked.limit:
        shown["next"] = found[-1].id
    return serve_body(request, orjson.dumps(shown))


@router.get(
    "/v1/awards/{award_id}",
    operation_id="show_award",
    response_class=Response,
    responses={
        **answered_or_unchanged(AwardAnswer, "The award."),
        **problems(errors.ParametersRefused, NoSuchAward),
    },
)
def show_award(request: Request, award_id: AwardId, desk: DeskOf) -> Response:
    """One award and how it stands now, for whoever wants to verify a kite mark."""
    found = one_award(desk.database, desk.clock, str(award_id))
    return serve_body(request, orjson.dumps(shown_award(found)))
