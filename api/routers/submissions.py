"""Listings that groups keep themselves: sent, looked at, changed, confirmed, closed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import Field
from starlette.responses import Response

from api import answers_submissions as answers
from api import errors
from api.asking import from_body
from api.leading import leads_to, with_links
from api.nested import created_or_repeated, in_nested_body
from api.openapi import answered, problems
from api.parameters import Asked
from api.senders import (
    IDEMPOTENCY_PARAMETER,
    AddressOf,
    DeskOf,
    IdempotencyKeyOf,
    TokenOf,
)
from api.serving import NEVER_KEPT, serve_once
from api.shapes_submissions import MatchesAnswer, OwnListingAnswer, ReceiptAnswer
from directory.submissions.errors import (
    KeyReused,
    NoSuchSubmission,
    NotYours,
    TooMany,
    Unusable,
    WrongMoment,
)
from journeys.keeping.alike import matches
from journeys.keeping.form import ChangedFields, Filled, SubmissionForm
from journeys.keeping.texts import Line
from journeys.submit import change, close, confirm, look, submit

router = APIRouter(tags=["listings kept by groups"])
BODY = (
    errors.ParametersRefused,
    errors.BodyUnreadable,
    errors.BodyNotJson,
    errors.BodyTooLarge,
)
OWN = (errors.ParametersRefused, NoSuchSubmission, NotYours, TooMany)
SubmissionId = Annotated[
    UUID,
    Path(
        description="A submission's id, as it was answered when it was sent.",
        examples=["1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"],
    ),
]


class MatchesAsked(Asked):
    """A name and where it is."""

    name: Line = Field(max_length=200, description="What it is called.", examples=["Tea and Talk"])
    postcode: Line | None = Field(
        None, max_length=10, description="Its postcode.", examples=["M33 7ZF"]
    )


@router.post(
    "/v1/submissions",
    operation_id="submit_listing",
    status_code=201,
    response_class=Response,
    openapi_extra={**in_nested_body(SubmissionForm), "parameters": [IDEMPOTENCY_PARAMETER]},
    responses={
        **with_links(
            created_or_repeated(ReceiptAnswer),
            leads_to("show_own_listing", "submission_id", "/id"),
            status=201,
        ),
        **problems(*BODY, Unusable, KeyReused, TooMany),
    },
)
def submit_listing(
    sent: Annotated[SubmissionForm, Depends(from_body(SubmissionForm))],
    key: IdempotencyKeyOf,
    address: AddressOf,
    desk: DeskOf,
) -> Response:
    """Send a listing of your own; a moderator looks at it before it is published.

    The answer holds a token, shown once, with which you change, confirm or close the listing. What
    is in `contact` is for moderators and never published; the rest is published under CC BY 4.0.
    The same request sent again within a day makes no second listing.
    """
    receipt = submit(desk, sent, key=key, address=address)
    return Response(
        answers.receipt_body(receipt),
        201 if receipt.is_new else 200,
        {"Cache-Control": NEVER_KEPT},
        "application/json",
    )


@router.post(
    "/v1/submissions/matches",
    operation_id="match_listing",
    response_class=Response,
    openapi_extra=in_nested_body(MatchesAsked),
    responses={**answered(MatchesAnswer, "Listings like it."), **problems(*BODY, TooMany)},
)
def match_listing(
    asked: Annotated[MatchesAsked, Depends(from_body(MatchesAsked))],
    address: AddressOf,
    desk: DeskOf,
) -> Response:
    """Is this already you? Published listings of that name, before you send your own."""
    return serve_once(answers.matches_body(matches(desk, asked.name, asked.postcode, address)))


@router.get(
    "/v1/submissions/{submission_id:uuid}",
    operation_id="show_own_listing",
    response_class=Response,
    responses={**answered(OwnListingAnswer, "Your listing."), **problems(*OWN)},
)
def show_own_listing(
    submission_id: SubmissionId, token: TokenOf, address: AddressOf, desk: DeskOf
) -> Response:
    """Your own listing, how it stands, and what a moderator asks."""
    own = look(desk, token, submission_id=str(submission_id), address=address)
    return serve_once(answers.own_body(own))


@router.patch(
    "/v1/submissions/{submission_id:uuid}",
    operation_id="change_own_listing",
    response_class=Response,
    openapi_extra=in_nested_body(ChangedFields),
    responses={
        **answered(OwnListingAnswer, "Your listing as it stands now."),
        **problems(*BODY, *OWN, WrongMoment, Unusable),
    },
)
def change_own_listing(
    submission_id: SubmissionId,
    changes: Annotated[Filled, Depends(from_body(ChangedFields))],
    token: TokenOf,
    address: AddressOf,
    desk: DeskOf,
) -> Response:
    """Change fields of your listing; null takes a field away, what is not sent stays.

    Of a published listing, times, ages, price, languages, access and how to join change at once;
    name, description, place and contact wait for a moderator.
    """
    own = change(desk, token, changes, submission_id=str(submission_id), address=address)
    return serve_once(answers.own_body(own))


@router.post(
    "/v1/submissions/{submission_id:uuid}/confirm",
    operation_id="confirm_own_listing",
    response_class=Response,
    responses={
        **answered(OwnListingAnswer, "Your listing as it stands now."),
        **problems(*OWN, WrongMoment),
    },
)
def confirm_own_listing(
    submission_id: SubmissionId, token: TokenOf, address: AddressOf, desk: DeskOf
) -> Response:
    """Nothing has changed: your listing shows today as the day on which it was checked."""
    own = confirm(desk, token, submission_id=str(submission_id), address=address)
    return serve_once(answers.own_body(own))


@router.post(
    "/v1/submissions/{submission_id:uuid}/close",
    operation_id="close_own_listing",
    response_class=Response,
    responses={
        **answered(OwnListingAnswer, "Your listing as it stands now."),
        **problems(*OWN, WrongMoment),
    },
)
def close_own_listing(
    submission_id: SubmissionId, token: TokenOf, address: AddressOf, desk: DeskOf
) -> Response:
    """End your listing, at once and for good: it is not offered any more."""
    own = close(desk, token, submission_id=str(submission_id), address=address)
    return serve_once(answers.own_body(own))
