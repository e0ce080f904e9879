"""The pages put into an application, beside whatever else it serves."""

from typing import Any, cast

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from web.pages import (
    about,
    add,
    awards,
    keep,
    listing,
    reference,
    report,
    search,
    sources,
    static,
)
from web.parts import Parts
from web.refusals import page_for

ROUTERS = (
    search.router,
    listing.router,
    report.router,
    add.router,
    keep.router,
    about.router,
    sources.router,
    awards.router,
    reference.router,
    static.router,
)


def add_pages(app: FastAPI, parts: Parts) -> None:
    """Adds the pages; an address that nobody knows is answered to people with a page too."""
    app.state.pages = parts
    for router in ROUTERS:
        app.include_router(router)
    _answer_people(app)


def _answer_people(app: FastAPI) -> None:
    earlier: Any = app.exception_handlers[HTTPException]

    async def answer(request: Request, raised: Exception) -> Response:
        for_programs = request.scope["path"].startswith("/fhir/")
        reads_pages = not for_programs and "text/html" in request.headers.get("accept", "")
        shown = page_for(raised) if reads_pages else None
        return shown or cast(Response, await earlier(request, raised))

    app.add_exception_handler(HTTPException, answer)
