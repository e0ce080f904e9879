"""Something wrong with a listing? Reports from anybody, and the operators' list of them."""

from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Path
from pydantic import Field
from starlette.responses import Response

from api import answers_submissions as answers
from api import errors
from api.asking import from_body, from_query
from api.depends import ListingId
from api.nested import in_nested_body
from api.openapi import answered, in_address, problems
from api.parameters import Asked, PageAsked
from api.routers.submissions import BODY
from api.senders import AddressOf, DeskOf, OperatorOf
from api.serving import NEVER_KEPT, serve_once
from api.shapes_submissions import KeptReport, ReportKind, ReportReceipt, ReportsAnswer
from api.values import YesNo
from directory.submissions.errors import NoSuchReport, NotYours, TooMany
from journeys.keeping.texts import MAYBE_LINES
from journeys.report import NOT_FOR_EMERGENCIES, report, reports_about, settle
from journeys.showing import ListingGone, ListingUnknown

router = APIRouter(tags=["reports"])
KEYED = (errors.ParametersRefused, NotYours, TooMany)
ReportId = Annotated[
    UUID, Path(description="A report's id.", examples=["1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"])
]


class Reported(Asked):
    """What is wrong."""

    kind: ReportKind = Field(description="What kind of thing is wrong.", examples=["contact_wrong"])
    text: str = Field(
        "",
        max_length=1000,
        pattern=MAYBE_LINES,
        description="What is wrong, in your words. Not about people by name.",
        examples=["The number rings at a hairdresser's."],
    )


class ReportsAsked(PageAsked):
    """Which reports."""

    settled: YesNo = Field(False, description="Those that were seen to as well.", examples=[False])


@router.post(
    "/v1/listings/{listing_id}/reports",
    operation_id="report_listing",
    status_code=201,
    response_class=Response,
    openapi_extra=in_nested_body(Reported),
    responses={
        201: {"model": ReportReceipt, "description": "Kept."},
        **problems(*BODY, ListingUnknown, ListingGone, TooMany),
    },
)
def report_listing(
    listing_id: ListingId,
    reported: Annotated[Reported, Depends(from_body(Reported))],
    address: AddressOf,
    desk: DeskOf,
) -> Response:
    """Say that something is wrong with a listing; an operator sees it.

    This is not an emergency route: nobody may read it for days.
    """
    kept = report(desk, str(listing_id), reported.kind, reported.text, address)
    body = orjson.dumps({"id": kept.id, "notice": NOT_FOR_EMERGENCIES})
    return Response(body, 201, {"Cache-Control": NEVER_KEPT}, "application/json")


@router.get(
    "/v1/reports",
    operation_id="list_reports",
    response_class=Response,
    openapi_extra=in_address(ReportsAsked),
    responses={**answered(ReportsAnswer, "Reports."), **problems(*KEYED)},
)
def list_reports(
    operator: OperatorOf,
    asked: Annotated[ReportsAsked, Depends(from_query(ReportsAsked))],
    desk: DeskOf,
) -> Response:
    """Reports that nobody has seen to yet: those about safety first, then the oldest."""
    offset = (asked.page - 1) * asked.per_page
    found = reports_about(desk, settled=asked.settled, limit=asked.per_page, offset=offset)
    return serve_once(answers.reports_body(found))


@router.post(
    "/v1/reports/{report_id}/settle",
    operation_id="settle_report",
    response_class=Response,
    responses={**answered(KeptReport, "Settled."), **problems(*KEYED, NoSuchReport)},
)
def settle_report(operator: OperatorOf, report_id: ReportId, desk: DeskOf) -> Response:
    """An operator has seen to it."""
    return serve_once(answers.report_body(settle(desk, str(report_id))))
