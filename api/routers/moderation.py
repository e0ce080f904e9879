"""What moderators do with listings that groups send; every address needs an operator's key."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import Response

from api import answers_submissions as answers
from api import errors
from api.asking import from_body, from_query
from api.nested import in_nested_body
from api.openapi import answered, in_address, problems
from api.parameters import Asked, PageAsked
from api.routers.submissions import BODY, SubmissionId
from api.senders import DeskOf, OperatorOf
from api.serving import serve_once
from api.shapes_submissions import (
    CaseAnswer,
    DecisionAnswer,
    QueueAnswer,
    ReissueAnswer,
    State,
)
from directory.submissions import states
from directory.submissions.errors import NoSuchSubmission, NotYours, TooMany, WrongMoment
from journeys.keeping.texts import Lines
from journeys.moderate import ask, case, publish, queue, refuse, reissue

router = APIRouter(tags=["moderation"])
KEYED = (errors.ParametersRefused, NotYours, TooMany)
DECIDED = (*BODY, NotYours, TooMany, NoSuchSubmission, WrongMoment)


class QueueAsked(PageAsked):
    """Which submissions."""

    state: tuple[State, ...] = Field(
        (),
        max_length=5,
        description="Only those in these states; without it, those that wait for a decision.",
        examples=[["submitted"]],
    )


class Said(Asked):
    """A moderator's words, which the group sees."""

    note: Lines = Field(
        max_length=2000,
        description="What is asked for, or why.",
        examples=["Please say where people can park."],
    )


@router.get(
    "/v1/submissions",
    operation_id="list_submissions",
    response_class=Response,
    openapi_extra=in_address(QueueAsked),
    responses={**answered(QueueAnswer, "Submissions."), **problems(*KEYED)},
)
def list_submissions(
    operator: OperatorOf,
    asked: Annotated[QueueAsked, Depends(from_query(QueueAsked))],
    desk: DeskOf,
) -> Response:
    """The queue of a moderator: new listings and proposed changes, the oldest first."""
    wanted = [states.State(one) for one in asked.state]
    offset = (asked.page - 1) * asked.per_page
    return serve_once(answers.queue_body(queue(desk, wanted, asked.per_page, offset)))


@router.get(
    "/v1/submissions/{submission_id:uuid}/case",
    operation_id="show_submission",
    response_class=Response,
    responses={**answered(CaseAnswer, "The case."), **problems(*KEYED, NoSuchSubmission)},
)
def show_submission(operator: OperatorOf, submission_id: SubmissionId, desk: DeskOf) -> Response:
    """Everything to decide by: the listing, what would change, the private contact, lookalikes."""
    return serve_once(answers.case_body(case(desk, str(submission_id))))


@router.post(
    "/v1/submissions/{submission_id:uuid}/publish",
    operation_id="publish_submission",
    response_class=Response,
    responses={
        **answered(DecisionAnswer, "Published."),
        **problems(*KEYED, NoSuchSubmission, WrongMoment),
    },
)
def publish_submission(operator: OperatorOf, submission_id: SubmissionId, desk: DeskOf) -> Response:
    """Publish a new listing, or the changes that wait of a published one."""
    return serve_once(answers.decision_body(publish(desk, str(submission_id), operator.name)))


@router.post(
    "/v1/submissions/{submission_id:uuid}/ask",
    operation_id="ask_for_changes",
    response_class=Response,
    openapi_extra=in_nested_body(Said),
    responses={**answered(DecisionAnswer, "Asked."), **problems(*DECIDED)},
)
def ask_for_changes(
    operator: OperatorOf,
    submission_id: SubmissionId,
    said: Annotated[Said, Depends(from_body(Said))],
    desk: DeskOf,
) -> Response:
    """Ask the group for changes before it is published."""
    return serve_once(
        answers.decision_body(ask(desk, str(submission_id), operator.name, said.note))
    )


@router.post(
    "/v1/submissions/{submission_id:uuid}/refuse",
    operation_id="refuse_submission",
    response_class=Response,
    openapi_extra=in_nested_body(Said),
    responses={**answered(DecisionAnswer, "Refused."), **problems(*DECIDED)},
)
def refuse_submission(
    operator: OperatorOf,
    submission_id: SubmissionId,
    said: Annotated[Said, Depends(from_body(Said))],
    desk: DeskOf,
) -> Response:
    """Refuse a new listing, or only the changes that wait of a published one."""
    return serve_once(
        answers.decision_body(refuse(desk, str(submission_id), operator.name, said.note))
    )


@router.post(
    "/v1/submissions/{submission_id:uuid}/reissue",
    operation_id="reissue_token",
    response_class=Response,
    responses={**answered(ReissueAnswer, "A new token."), **problems(*KEYED, NoSuchSubmission)},
)
def reissue_token(operator: OperatorOf, submission_id: SubmissionId, desk: DeskOf) -> Response:
    """A new token in place of a lost one, which works no more from now on."""
    token = reissue(desk, str(submission_id), operator.name)
    return serve_once(answers.reissue_body(str(submission_id), token))
