"""Keeping a listing: with the token that was shown once, nothing has changed, change it, close it.

The token is only ever posted: it stands in no address, log or cookie.
"""

from collections.abc import Callable

from fastapi import Depends
from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from directory.submissions.errors import NotYours, Unusable
from journeys.keeping.form import ChangedFields, ListingForm
from journeys.keeping.own import OwnListing
from journeys.submit import change, close, confirm, look
from web.asking.asked import Fault
from web.asking.listing_fields import LISTING_FIELDS, LISTING_SECTIONS
from web.asking.own_listing import Document, draft, faults, filled_in
from web.depends import PartsOf, PostedOf, SenderOf
from web.drawing import page
from web.posted import Posted
from web.routes import own_form, pages
from web.views.own import own

router = pages()
NOT_KNOWN = Fault(
    "token",
    "We do not know this token. Check that all of it is there, from fp_edit_ to its end. If it is "
    "lost, ask the people who run this directory for a new one",
)
CONFIRMED = "Thank you. Your listing now says that it was checked today."
CLOSED = "Your listing is closed and cannot be found any more."
CHANGED = "Your changes are saved."
CHANGED_LATER = "Your changes are saved. Some of them wait until somebody has read them."
UNCHANGED = "Nothing was different, so nothing was changed."


@router.get("/keep")
async def keep_page() -> Response:
    """Where the token is entered."""
    return page("keep.html", token="", faults=())


@router.get("/keep/{step}")
async def keep_again(step: str) -> Response:
    """Nothing can be read here without a token."""
    return RedirectResponse("/keep", 303)


@router.post("/keep", dependencies=[Depends(own_form)])
def keep(posted: PostedOf, parts: PartsOf, sender: SenderOf) -> Response:
    """The listing that a token opens, and what can be done with it."""
    return _done(posted, lambda token: look(parts.desk, token, address=sender))


@router.post("/keep/confirm", dependencies=[Depends(own_form)])
def keep_confirm(posted: PostedOf, parts: PartsOf, sender: SenderOf) -> Response:
    """Nothing has changed."""
    return _done(posted, lambda token: confirm(parts.desk, token, address=sender), CONFIRMED)


@router.post("/keep/close", dependencies=[Depends(own_form)])
def keep_close(posted: PostedOf, parts: PartsOf, sender: SenderOf) -> Response:
    """It has closed: asked once more, since it is for good."""
    if posted.line("sure"):
        return _done(posted, lambda token: close(parts.desk, token, address=sender), CLOSED)
    found = _opened(posted, lambda token: look(parts.desk, token, address=sender))
    if isinstance(found, Response):
        return found
    return page("close.html", token=posted.line("token"), own=own(found))


@router.post("/keep/change", dependencies=[Depends(own_form)])
def keep_change(posted: PostedOf, parts: PartsOf, sender: SenderOf) -> Response:
    """The form with what is kept; with `save`, what was changed in it."""
    found = _opened(posted, lambda token: look(parts.desk, token, address=sender))
    if isinstance(found, Response):
        return found
    now = _current(found)
    if not posted.line("save"):
        return _form(posted, filled_in(now), ())
    try:
        changes = _changes(now, posted)
        if not changes:
            return _shown(posted, found, UNCHANGED)
        fields = ChangedFields.model_validate(changes)
        changed = change(parts.desk, posted.line("token"), fields, address=sender)
    except ValidationError as refused:
        return _form(posted, posted, faults(refused))
    except Unusable as refused:
        return _form(posted, posted, (Fault("name", refused.detail),))
    return _shown(posted, changed, CHANGED_LATER if changed.proposed else CHANGED)


def _current(found: OwnListing) -> Document:
    """What counts now with what waits, so that nothing has to be typed twice."""
    both = {**found.listing, **(found.proposed or {})}
    return {name: value for name, value in both.items() if value is not None}


def _changes(now: Document, posted: Posted) -> Document:
    others = {name: value for name, value in now.items() if name not in LISTING_FIELDS}
    wanted = ListingForm.model_validate({**others, **draft(posted)}).document()
    return {name: wanted.get(name) for name in LISTING_FIELDS if wanted.get(name) != now.get(name)}


def _opened(posted: Posted, act: Callable[[str], OwnListing]) -> OwnListing | Response:
    try:
        return act(posted.line("token"))
    except NotYours:
        return page("keep.html", status=422, token=posted.line("token"), faults=(NOT_KNOWN,))


def _done(posted: Posted, act: Callable[[str], OwnListing], said: str | None = None) -> Response:
    found = _opened(posted, act)
    return found if isinstance(found, Response) else _shown(posted, found, said)


def _shown(posted: Posted, found: OwnListing, said: str | None) -> Response:
    return page("own.html", token=posted.line("token"), own=own(found), said=said)


def _form(posted: Posted, values: Posted, wrong: tuple[Fault, ...]) -> Response:
    return page(
        "change.html",
        status=422 if wrong else 200,
        token=posted.line("token"),
        sections=LISTING_SECTIONS,
        posted=values,
        faults=wrong,
    )
