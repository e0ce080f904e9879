"""Whether the service of a flat record can be had, and how soon."""

from harvesters.cleaning.html import plain_line
from harvesters.cleaning.stamps import clean_date
from harvesters.cleaning.status import clean_status, is_closed
from harvesters.cleaning.yes_no import clean_yes_no
from harvesters.mapping.draft import Draft
from harvesters.mapping.said import Said

STANDING = frozenset({"status", "closed", "taking_referrals", "waiting_time"})


def map_standing(said: Said, draft: Draft) -> None:
    """Status, waiting time as stated, and since when; a status that we cannot read is not open."""
    if said.first("status") is not None:
        status = draft.take(clean_status(said.first("status"), "status"))
        draft.put("status", status or "inactive")
    if is_closed(said.first("closed")):
        draft.put("status", "defunct")
    taking = draft.take(clean_yes_no(said.first("taking_referrals"), "taking_referrals"))
    draft.put("taking_referrals", taking)
    waiting = draft.take(plain_line(said.joined("waiting_time", "; "), "waiting_time"))
    draft.put("waiting_time", waiting)
    stated_on = clean_date(
        said.first("availability_stated_on"),
        "availability_stated_on",
        latest=draft.today,
        day_first=draft.source.day_first,
    )
    draft.put("availability_stated_on", draft.take(stated_on))
