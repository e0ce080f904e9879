"""Whether the server lives, and whether it can do its work."""

from dataclasses import asdict
from typing import Any

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.depends import PartsOf
from api.documented import Health, Readiness
from api.kinds import NOT_READY
from api.openapi import answered, problems
from api.problems import Problem
from api.serving import serve_once
from journeys.standing import Dependency, Standing, Watch

router = APIRouter(tags=["operation"])
RETRY_AFTER_S = "5"


@router.get(
    "/healthz",
    operation_id="health",
    response_class=Response,
    responses={**answered(Health, "It lives."), **problems(crowded=False)},
)
async def health(parts: PartsOf) -> Response:
    """That the server answers; nothing else is asked."""
    return serve_once(orjson.dumps({"status": "ok", "version": parts.version}))


@router.get(
    "/readyz",
    operation_id="readiness",
    response_class=Response,
    responses={
        **answered(Readiness, "It serves; what it depends on may be away or behind."),
        **problems(NOT_READY, crowded=False),
    },
)
def readiness(request: Request, parts: PartsOf) -> Response:
    """Whether requests should be sent here, with the state of everything that is needed.

    200 while it can answer, also without its search index (`degraded`); 503 without the database,
    or with one of another version's shape, and while the server ends.
    """
    watch = parts.watch or Watch(parts.documents, parts.index, parts.clock)
    standing = watch.standing()
    if standing.serves:
        return serve_once(orjson.dumps(_shown(standing)))
    return _not_ready(standing).response(request.scope)


def _not_ready(standing: Standing) -> Problem:
    return Problem(
        NOT_READY,
        f"This server is {standing.status}; `dependencies` says what is wrong. Ask another.",
        members={"dependencies": [_dependency(one) for one in standing.dependencies]},
        headers={"Retry-After": RETRY_AFTER_S},
    )


def _shown(standing: Standing) -> dict[str, Any]:
    positions = {one.name: one.position for one in standing.dependencies}
    return {
        "status": standing.status,
        "listings": standing.listings,
        "index_position": positions.get("search") or 0,
        "directory_position": standing.directory_position,
        "dependencies": [_dependency(one) for one in standing.dependencies],
    }


def _dependency(one: Dependency) -> dict[str, Any]:
    return {name: said for name, said in asdict(one).items() if said not in (None, "")}
