"""The pages that the `type` of a problem leads to."""

from collections.abc import Mapping
from typing import Annotated

import orjson
from fastapi import APIRouter, Path
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api import errors
from api.documented import ProblemKind, ProblemKinds
from api.kinds import KINDS, NOT_FOUND, Kind
from api.openapi import answered_or_unchanged, problems
from api.serving import serve_body

router = APIRouter(tags=["operation"])
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
Name = Annotated[
    str,
    Path(pattern=r"^[a-z-]{1,40}$", description="A kind of problem.", examples=["unknown-place"]),
]


def _shown(kind: Kind) -> dict[str, str | int]:
    return {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "meaning": kind.meaning,
    }


@router.get(
    "/problems",
    operation_id="list_problems",
    response_class=Response,
    responses={
        **answered_or_unchanged(ProblemKinds, "All kinds of error."),
        **problems(),
    },
)
async def list_problems(request: Request) -> Response:
    """Every kind of error that this API answers with."""
    return serve_body(request, orjson.dumps({"problems": [_shown(kind) for kind in KINDS]}))


@router.get(
    "/problems/{name}",
    operation_id="show_problem",
    response_class=Response,
    responses={
        **answered_or_unchanged(ProblemKind, "One kind of error."),
        **problems(errors.ParametersRefused, NOT_FOUND),
    },
)
async def show_problem(request: Request, name: Name) -> Response:
    """What a kind of error means; the `type` of a problem leads here."""
    if name not in BY_NAME:
        raise HTTPException(NOT_FOUND.status)
    return serve_body(request, orjson.dumps(_shown(BY_NAME[name])))
