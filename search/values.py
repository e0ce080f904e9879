"""What a listing says of each facet: one set of values each, and what a set tells on a day."""

from collections.abc import Mapping
from typing import Any

from search.documents import TIERS, SearchDocument

LISTED = ("category", "need", "access_mode", "joining", "language", "accessibility", "source")
STATED = ("free", "personal_budget", "taking_referrals", "gender_only")
PLAIN = (*LISTED, *STATED)
"""Fields of plain values, for filters and for an engine's own facet counts; the stated ones are
yes or no, or for whom only."""

SETS = (*LISTED, "stated", "award", "hours")
"""What is kept of a listing, in this order, to count the facets of single listings."""

SET_OF_FACET: Mapping[str, str] = {
    **{name: name for name in LISTED},
    **dict.fromkeys(STATED, "stated"),
    "tier": "award",
    "evening": "hours",
    "weekend": "hours",
}
"""Which set of values tells a facet."""


def sets_of(document: SearchDocument) -> tuple[tuple[Any, ...], ...]:
    """What a listing says, one set of values for each of SETS, in that order."""
    return (
        document.categories,
        document.needs,
        document.access_modes,
        document.joining,
        document.languages,
        document.accessibility,
        document.sources,
        tuple(_said(getattr(document, name)) for name in STATED),
        tuple((award.tier, award.first, award.last) for award in document.awards),
        (_said(document.evening), _said(document.weekend), document.hours_until),
    )


def _said(value: bool | str | None) -> str:
    """A value in words; empty when the listing does not say."""
    if isinstance(value, str):
        return value
    return "" if value is None else ("yes" if value else "no")


def facet_values(facet: str, values: tuple[Any, ...], today: int) -> tuple[str, ...]:
    """The values of a facet that its set tells on a day; what is not said has no value."""
    if facet in LISTED:
        return values
    if facet == "tier":
        held = [TIERS.index(tier) for tier, first, last in values if first <= today <= last]
        return TIERS[: max(held) + 1] if held else ()
    if facet in STATED:
        said = values[STATED.index(facet)]
    else:
        evening, weekend, until = values
        past = until is not None and until < today
        said = "" if past else (evening if facet == "evening" else weekend)
    return (said,) if said else ()
