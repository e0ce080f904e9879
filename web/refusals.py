"""From what went wrong to a page that says so and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from directory.awards.changing import NoSuchAward
from directory.submissions.errors import KeepingError, TooMany
from journeys.showing import ListingGone, ListingUnknown
from runtime.outages import outage
from search.unavailable import SearchUnavailable
from web.drawing import page

RETRY_AFTER_S = 5


class NotAForm(Exception):
    """The body is not what a form of these pages sends."""


class SentFromElsewhere(Exception):
    """A form of another site was made to send something here in a visitor's name."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a person reads when something cannot be done."""

    status: int
    title: str
    detail: str
    retry_after_s: int | None = None

    def page(self) -> Response:
        headers = {"Retry-After": str(self.retry_after_s)} if self.retry_after_s else {}
        return page("refusal.html", status=self.status, headers=headers, refusal=self)


NOT_FOUND = Refusal(
    404,
    "Page not found",
    "Nothing is kept at this address. If you typed it, check it; if you followed a link, it may "
    "be old.",
)
NO_AWARD = Refusal(
    404, "No such kite mark", "No kite mark that we know of has this address. Do not rely on it."
)
NOT_A_FORM = Refusal(
    400, "That could not be read", "What arrived was not a form of this page. Nothing was changed."
)
ELSEWHERE = Refusal(
    403,
    "That came from another site",
    "This form was sent by a page of another site, so it was not accepted. Nothing was changed. "
    "Fill in the form on this site instead.",
)
NO_SEARCH = Refusal(
    503,
    "Search is not working just now",
    "Services can still be read if you have their address. Try again in a moment.",
    RETRY_AFTER_S,
)
NO_DATABASE = Refusal(
    503,
    "The directory cannot be reached just now",
    "Nothing is wrong with what you did. Try again in a moment. If you were sending something, it "
    "may have arrived: should it be there twice, a moderator will notice.",
    RETRY_AFTER_S,
)
NOTHING_KEPT = Refusal(
    507,
    "Nothing more can be kept just now",
    "Our disk is full, so what you sent was not kept. Services can still be read. Try again later.",
    RETRY_AFTER_S,
)
NOT_HERE = Refusal(405, "That cannot be done here", "Go back to the page before and try again.")
REFUSALS: Mapping[type, Refusal] = {
    ListingUnknown: NOT_FOUND,
    RequestValidationError: NOT_FOUND,
    NoSuchAward: NO_AWARD,
    NotAForm: NOT_A_FORM,
    SentFromElsewhere: ELSEWHERE,
    SearchUnavailable: NO_SEARCH,
}


def page_for(raised: Exception) -> Response | None:
    """The page for an exception; None when it is one that nobody expected."""
    if isinstance(raised, ListingGone):
        return page("gone.html", status=410, successor=raised.successor)
    refusal = _refusal(raised)
    return refusal.page() if refusal else None


def _refusal(raised: Exception) -> Refusal | None:
    if isinstance(raised, TooMany):
        return Refusal(429, "Too many for now", raised.detail, raised.retry_after_s)
    if isinstance(raised, KeepingError):
        return Refusal(409, "That cannot be done now", raised.detail)
    if isinstance(raised, HTTPException):
        return {404: NOT_FOUND, 405: NOT_HERE}.get(raised.status_code)
    cause = outage(raised)
    if cause:
        return NOTHING_KEPT if cause == "full" else NO_DATABASE
    return next((REFUSALS[kind] for kind in type(raised).__mro__ if kind in REFUSALS), None)
