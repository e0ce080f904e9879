"""A kite mark as it stands, with what it means and what it does not cover."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson

from directory.awards.reading import AwardView
from journeys.stored import Documents
from runtime.clock import LONDON
from schema.award import PublishedAward
from web.wording.contacts import Link, web_link
from web.wording.dates import in_words
from web.wording.trust import COVERED, mark

STANDING: Mapping[str, str] = {
    "active": "This kite mark holds today",
    "not_yet": "This kite mark has not begun yet",
    "expired": "This kite mark has expired",
    "superseded": "A newer kite mark has taken the place of this one",
    "revoked": "This kite mark was taken back",
    "withdrawn": "The listing is withdrawn, and this kite mark is not shown on any listing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """`holder` links to the listing where there is one; `why` tells an end before its time."""

    title: str
    standing: str
    holds: bool
    why: str | None
    meaning: str
    does_not_cover: str
    covers: str
    evidence: tuple[str, ...]
    days: str
    body: Link
    holder: Link | None


def award(view: AwardView, documents: Documents) -> Award:
    """What is shown of an award."""
    said = PublishedAward.model_validate_json(orjson.dumps(view.published))
    body = web_link(said.awarded_by_url, said.awarded_by) or Link(said.awarded_by, None)
    return Award(
        title=mark(said),
        standing=STANDING[str(view.status)],
        holds=str(view.status) == "active",
        why=_why(view),
        meaning=said.meaning,
        does_not_cover=said.does_not_cover,
        covers=COVERED[said.covers],
        evidence=tuple(said.evidence_seen),
        days=f"{in_words(said.valid_from)} to {in_words(said.valid_until)}, that day included",
        body=body,
        holder=_holder(view, documents),
    )


def _why(view: AwardView) -> str | None:
    ended_at = view.revoked_at or view.superseded_at
    return f"On {_day(ended_at)}" if ended_at else None


def _day(moment: datetime) -> str:
    return in_words(moment.astimezone(LONDON).date())


def _holder(view: AwardView, documents: Documents) -> Link | None:
    if view.organization:
        return Link(f"The organisation registered as {view.organization}", None)
    stored = documents.document("service", view.listing_id) if view.listing_id else None
    if stored is None or stored.state != "published":
        return None
    return Link(orjson.loads(stored.body)["name"], f"/listings/{stored.id}")
