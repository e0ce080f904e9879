"""One page per listing, with similar ones nearby."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from journeys.report import NOT_FOR_EMERGENCIES
from journeys.sessions import coming
from journeys.showing import provenance, show
from journeys.similar import similar
from search.unavailable import SearchUnavailable
from web.depends import PartsOf
from web.drawing import page, page_to_keep
from web.parts import Parts
from web.routes import pages
from web.views.card import Card, card
from web.views.listing import listing
from web.views.reports import REPORT_KINDS
from web.wording.dates import in_words
from web.wording.times import session

router = pages()
TIMES = 3
ListingId = Annotated[UUID, Path(description="A listing's id, or that of one of its records.")]


@router.get("/listings/{listing_id}")
def show_listing(request: Request, listing_id: ListingId, parts: PartsOf) -> Response:
    """All that is known of a listing; the id of one of its records leads to it."""
    document = show(parts.documents, str(listing_id))
    if document.id != str(listing_id):
        return RedirectResponse(f"/listings/{document.id}", 301)
    shown = listing(document.body, provenance(parts.documents, document.id), parts.clock.today())
    told: dict[str, Any] = {
        "listing": shown,
        "next_times": [session(one) for one in coming(document.body, parts.clock.now(), TIMES)],
        "similar": _similar(document.id, parts),
        "today": in_words(parts.clock.today()),
        "address": f"{request.url.scheme}://{request.url.netloc}/listings/{document.id}",
        "kinds": REPORT_KINDS,
        "not_for_emergencies": NOT_FOR_EMERGENCIES,
    }
    if shown.quick_exit:
        return page("listing.html", **told)
    return page_to_keep(request, "listing.html", **told)


def _similar(listing_id: str, parts: Parts) -> list[Card]:
    """Listings like it around its own place; none while search cannot answer."""
    try:
        alike = similar(listing_id, parts.index, parts.documents, parts.clock)
    except SearchUnavailable:
        return []
    return [card(one, parts.clock.today()) for one in alike.found]
