"""Adding a service: a form, "is this already you?", check your answers, saved.

The answers travel in the pages themselves; nothing is kept before the last press.
"""

from fastapi import Depends
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from directory.submissions.errors import Unusable
from journeys.keeping.alike import Alike, matches
from journeys.keeping.form import ListingForm, SubmissionForm
from journeys.keeping.record import FACTS, preview
from journeys.submit import submit
from web.asking.asked import Fault
from web.asking.listing_fields import ALL_SECTIONS, LISTING_FIELDS, PRIVATE_FIELDS
from web.asking.own_listing import draft, faults, kept, private
from web.depends import PartsOf, PostedOf, SenderOf
from web.drawing import page
from web.parts import Parts
from web.posted import Posted
from web.routes import own_form, pages
from web.views.own import answers, issues
from web.wording.contacts import web_link

router = pages()


@router.get("/add")
async def add_page() -> Response:
    """The empty form."""
    return _form(Posted(), ())


@router.post("/add", dependencies=[Depends(own_form)])
def add(request: Request, posted: PostedOf, parts: PartsOf, sender: SenderOf) -> Response:
    """The next step, or the form again with what is wrong."""
    step = posted.line("step")
    if step == "edit":
        return _form(posted, ())
    try:
        form = SubmissionForm.model_validate({"listing": draft(posted), "contact": private(posted)})
    except ValidationError as refused:
        return _form(posted, faults(refused))
    if step == "send":
        return _send(posted, form, parts, sender, request.url.netloc)
    alike = [] if step == "check" else _alike(form.listing, parts, sender)
    return _is_this_you(posted, alike) if alike else _check(posted, form.listing, parts)


def _form(posted: Posted, wrong: tuple[Fault, ...]) -> Response:
    status = 422 if wrong else 200
    return page("add.html", status=status, sections=ALL_SECTIONS, posted=posted, faults=wrong)


def _alike(listing: ListingForm, parts: Parts, sender: str) -> list[Alike]:
    return matches(parts.desk, listing.name, listing.postcode, sender)


def _is_this_you(posted: Posted, alike: list[Alike]) -> Response:
    return page("alike.html", answers=list(kept(posted)), alike=alike)


def _check(posted: Posted, listing: ListingForm, parts: Parts) -> Response:
    understood = preview(listing.document(), parts.desk.gazetteer, parts.clock.now())
    return page(
        "check.html",
        answers=list(kept(posted)),
        public=answers(posted, LISTING_FIELDS),
        private=answers(posted, PRIVATE_FIELDS),
        issues=issues(understood.issues),
        licence=web_link(FACTS.licence.url, FACTS.licence.name),
    )


def _send(posted: Posted, form: SubmissionForm, parts: Parts, sender: str, host: str) -> Response:
    try:
        receipt = submit(parts.desk, form, address=sender)
    except Unusable as refused:
        return _form(posted, (Fault("name", refused.detail), *_issue_faults(refused)))
    return page(
        "saved.html",
        name=form.listing.name,
        receipt=receipt,
        issues=issues(receipt.issues),
        host=host,
    )


def _issue_faults(refused: Unusable) -> list[Fault]:
    return [Fault("name", text) for text in issues(refused.issues)]
