"""Completing what somebody begins to type."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from api import answers, errors
from api.asking import from_query
from api.depends import PartsOf
from api.documented import SuggestAnswer
from api.openapi import answered, in_address, problems
from api.parameters import SuggestAsked
from api.serving import serve_once
from journeys.suggest import suggest
from search.unavailable import SearchUnavailable

router = APIRouter(tags=["search"])


@router.get(
    "/v1/suggest",
    operation_id="suggest",
    response_class=Response,
    openapi_extra=in_address(SuggestAsked),
    responses={
        **answered(SuggestAnswer, "Completions."),
        **problems(errors.ParametersRefused, SearchUnavailable),
    },
)
def complete(
    asked: Annotated[SuggestAsked, Depends(from_query(SuggestAsked))], parts: PartsOf
) -> Response:
    """Complete needs, categories, services and places from two letters on."""
    found = suggest(asked.letters, asked.limit, parts.index, parts.documents, parts.gazetteer)
    return serve_once(answers.suggest_body(found))
