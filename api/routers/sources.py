"""The sources: who says what is published here, and how their last harvest ended."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api import answers, errors
from api.asking import from_query
from api.depends import PartsOf
from api.documented import SourcesAnswer
from api.openapi import answered_or_unchanged, problems
from api.parameters import NothingAsked
from api.serving import serve_body

router = APIRouter(tags=["sources"])


@router.get(
    "/v1/sources",
    operation_id="list_sources",
    response_class=Response,
    responses={
        **answered_or_unchanged(SourcesAnswer, "All sources."),
        **problems(errors.ParametersRefused),
    },
)
def list_sources(
    request: Request,
    asked: Annotated[NothingAsked, Depends(from_query(NothingAsked))],
    parts: PartsOf,
) -> Response:
    """Every source with its publisher, licence, attribution, last run and health."""
    return serve_body(request, answers.sources_body(parts.documents.sources()))
