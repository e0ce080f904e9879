"""Information checked, kite mark held, reported accreditations: separate facts, told apart."""

from datetime import date

from schema.award import PublishedAward
from schema.service import Service
from web.wording.dates import ago, in_words

TIERS = {"ready": "Ready", "assured": "Assured", "recognised": "Recognised"}
NEVER_CHECKED = "Nobody has said when"
COVERED = {
    "service": "This service was looked at",
    "organization": "The whole organisation was looked at",
}


def checked(service: Service, today: date) -> str | None:
    """`3 weeks ago by Example Voluntary Council`."""
    found = service.information_checked
    if found is None:
        return None
    return f"{ago(found.on, today)} by {found.by}"


def checked_in_full(service: Service, today: date) -> str | None:
    """The same with the date and how it was checked."""
    found = service.information_checked
    if found is None:
        return None
    how = f" ({found.method})" if found.method else ""
    since = ago(found.on, today)
    when = f"{since}, on {in_words(found.on)}," if found.on <= today else since
    return f"{when} by {found.by}{how}"


def mark(award: PublishedAward) -> str:
    """`Example Kite Mark: Silver (Assured)`; the tier only where the level does not name it."""
    tier = TIERS[award.tier]
    shared = "" if tier.casefold() in award.level.casefold() else f" ({tier})"
    return f"{award.scheme}: {award.level}{shared}"
