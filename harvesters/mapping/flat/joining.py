"""How one joins the service of a flat record, and how it is given."""

from harvesters.cleaning.access_modes import AccessMode, clean_access_modes
from harvesters.cleaning.html import plain_text
from harvesters.cleaning.joining import Joining, clean_joining
from harvesters.mapping.draft import Draft
from harvesters.mapping.said import Said

JOINING = frozenset({"referral", "joining", "application_process", "access_modes"})


def map_joining(said: Said, draft: Draft) -> None:
    """The words on joining stay; the ways that they name are read from them."""
    words = said.joined("application_process", "\n\n")
    referral = said.joined("referral", "; ")
    unread = []
    ways: dict[Joining, None] = {}
    for cell in [*said.every("joining"), *filter(None, [referral])]:
        found = draft.take(clean_joining(cell, "joining"))
        ways |= dict.fromkeys(found or ())
        if found is None and cell != referral:
            unread.append(str(cell))
    draft.put("joining", [way for way in ("self", "professional", "voucher") if way in ways])
    kept = "\n\n".join(filter(None, [words, referral, *unread]))
    draft.put("application_process", draft.take(plain_text(kept, "application_process")))
    modes: dict[AccessMode, None] = {}
    for cell in said.every("access_modes"):
        modes |= dict.fromkeys(draft.take(clean_access_modes(cell, "access_modes")) or ())
    draft.put("access_modes", list(modes))
