"""Whether the server lives, and whether it can do its work."""

import orjson
from fastapi import APIRouter
from starlette.responses import Response

from api.depends import PartsOf
from api.documented import Health, Readiness
from api.openapi import answered, problems
from api.serving import serve_once
from search.index import SearchUnavailable

router = APIRouter(tags=["operation"])


@router.get(
    "/healthz",
    operation_id="health",
    response_class=Response,
    responses={**answered(Health, "It lives."), **problems()},
)
async def health(parts: PartsOf) -> Response:
    """That the server answers; nothing else is asked."""
    return serve_once(orjson.dumps({"status": "ok", "version": parts.version}))


@router.get(
    "/readyz",
    operation_id="readiness",
    response_class=Response,
    responses={
        **answered(Readiness, "It can work."),
        **problems(SearchUnavailable),
    },
)
def readiness(parts: PartsOf) -> Response:
    """That the database and the index answer, and how far each is; equal positions are in step."""
    found = parts.index.health()
    standing = {
        "status": "ready",
        "listings": found.listings,
        "index_position": found.position,
        "directory_position": parts.documents.generation(),
    }
    return serve_once(orjson.dumps(standing))
