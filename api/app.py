"""The application: the routers around the parts they are given, and what holds for all of them."""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from api.crowding import Crowd
from api.deprecation import Deprecations
from api.directory import profile
from api.handling import ShowProblem, handle_errors
from api.headers import AnswerHeaders
from api.limits import BodyLimit
from api.linking import Linking
from api.methods import HeadAsGet
from api.openapi import describe
from api.parts import Limits, Parts
from api.problems import Problem
from api.record import RequestRecord
from api.room import Room
from api.routers import (
    awards,
    bulk,
    fhir,
    health,
    hsds,
    listings,
    moderation,
    oruk,
    problems,
    reports,
    rpde,
    search,
    sources,
    submissions,
    suggest,
)
from api.straight import ShortWay

ROUTERS = (
    search.router,
    suggest.router,
    listings.router,
    sources.router,
    oruk.router,
    hsds.router,
    profile.router,
    awards.router,
    rpde.router,
    bulk.router,
    fhir.router,
    submissions.router,
    reports.router,
    moderation.router,
    problems.router,
    health.router,
)
DESCRIPTION = (
    "Community services of many directories in one search: what they offer, for whom, how far, who "
    "says so and when somebody last checked. Reading is open and needs no key. Errors are RFC 9457 "
    "problem documents. Of the place in a search nothing finer than the postcode district is kept."
)
NO_TELEMETRY = TelemetryConfig(tracing=False, metrics=False, logs=False, auto_configure=False)


def as_problem(request: Request, problem: Problem) -> Response:
    """The problem as JSON, which is what programs read."""
    return problem.response(request.scope)


def create_app(
    parts: Parts, more: Sequence[APIRouter] = (), show_problem: ShowProblem = as_problem
) -> FastAPI:
    """The application that serves `parts`.

    `more` are further routers, such as pages for people, which `show_problem` may answer with a
    page when something is wrong.
    """
    app = assemble(parts.version, parts.limits, show_problem)
    app.state.parts = parts
    for router in more:
        app.include_router(router)
    return app


def assemble(version: str, limits: Limits, show_problem: ShowProblem = as_problem) -> FastAPI:
    """The application without its parts, enough to be described.

    The framework's own telemetry is off: it would record addresses with their queries, and a query
    may hold a place.
    """
    app = FastAPI(
        title="Fingerpost",
        version=version,
        summary="One directory of community services made of many.",
        description=DESCRIPTION,
        license_info={"name": "MIT", "identifier": "MIT"},
        docs_url=None,
        redoc_url=None,
        telemetry=NO_TELEMETRY,
        middleware=[
            Middleware(AnswerHeaders),
            Middleware(RequestRecord),
            Middleware(Linking),
            Middleware(
                Crowd,
                most=limits.under_way,
                room=Room(limits.at_work, limits.threads),
                shares=limits.shares,
            ),
            Middleware(HeadAsGet),
            Middleware(Deprecations),
            Middleware(BodyLimit, most_bytes=limits.body_bytes),
            Middleware(ShortWay),
        ],
    )
    handle_errors(app, show_problem)
    for router in ROUTERS:
        app.include_router(router)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app
