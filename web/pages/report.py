"""Something wrong? What a person says of a listing, kept until an operator has seen to it."""

from typing import get_args

from fastapi import Depends
from starlette.responses import Response

from directory.reports import Kind
from journeys.report import NOT_FOR_EMERGENCIES, report
from journeys.showing import show
from schema.encoding import decode
from schema.service import Service
from web.asking.asked import Fault
from web.depends import PartsOf, PostedOf, SenderOf
from web.drawing import page
from web.pages.listing import ListingId
from web.parts import Parts
from web.posted import Posted
from web.routes import own_form, pages
from web.views.reports import REPORT_KINDS

router = pages()
TEXT_MOST = 1_000
KINDS: tuple[Kind, ...] = get_args(Kind)


@router.get("/listings/{listing_id}/report")
def report_page(listing_id: ListingId, parts: PartsOf) -> Response:
    """The form on a page of its own."""
    return _form(str(listing_id), parts, Posted(), ())


@router.post("/listings/{listing_id}/report", dependencies=[Depends(own_form)])
def send_report(
    listing_id: ListingId, posted: PostedOf, parts: PartsOf, sender: SenderOf
) -> Response:
    """Keep what was said, or say what is missing."""
    kind = next((one for one in KINDS if one == posted.line("kind")), None)
    text = posted.lines("text")
    faults = []
    if kind is None:
        faults.append(Fault("kind-closed", "Choose what is wrong"))
    if len(text) > TEXT_MOST:
        faults.append(Fault("text", f"Use {TEXT_MOST:,} characters or fewer"))
    if kind is None or faults:
        return _form(str(listing_id), parts, posted, tuple(faults))
    kept = report(parts.desk, str(listing_id), kind, text, sender)
    return page(
        "reported.html", listing_id=kept.listing_id, not_for_emergencies=NOT_FOR_EMERGENCIES
    )


def _form(listing_id: str, parts: Parts, posted: Posted, faults: tuple[Fault, ...]) -> Response:
    document = show(parts.documents, listing_id)
    return page(
        "report.html",
        status=422 if faults else 200,
        listing_id=document.id,
        name=decode(Service, document.body).name,
        kinds=REPORT_KINDS,
        kind=posted.line("kind"),
        text=posted.lines("text"),
        faults=faults,
        not_for_emergencies=NOT_FOR_EMERGENCIES,
    )
