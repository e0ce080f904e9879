"""Routes whose refusals are pages, since people read them."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from web.crashes import page_for_crash
from web.refusals import SentFromElsewhere, page_for

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class PageRoute(APIRoute):
    """Answers what its handler refuses with a page, and what nobody expected too."""

    def get_route_handler(self) -> Handler:
        answer = super().get_route_handler()

        async def answer_people(request: Request) -> Response:
            try:
                return await answer(request)
            except Exception as raised:
                return page_for(raised) or page_for_crash(request, raised)

        return answer_people


def pages() -> APIRouter:
    """A router of pages; they are no part of the API's description."""
    return APIRouter(
        route_class=PageRoute, include_in_schema=False, default_response_class=Response
    )


async def own_form(request: Request) -> None:
    """Lets only forms of this site change something; raises SentFromElsewhere.

    There is no cookie or sign-in here that another site could make use of. This keeps it from
    sending things from a visitor's network. Browsers that do not say where a form came from pass.
    """
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise SentFromElsewhere
