"""Does a listing serve the searcher's place? Told apart from distance, from stated coverage."""

from collections.abc import Iterable
from typing import Any

from journeys.finding.answer import Serves, Verdict
from journeys.finding.listing import Listing
from journeys.finding.miles import miles
from journeys.finding.place import Searcher
from places.areas import area_type_of, contains

NAMED_AT_MOST = 3
NOT_STATED = "its area is not stated"


def serves(
    listing: Listing, searcher: Searcher, distance_m: float | None, within_m: float
) -> Verdict:
    """Yes, near, no or unknown, with the reason in plain words.

    Yes: nationwide, or a stated area holds the searcher's authority; nationwide is of the country
    that is stated, if any. No: areas are stated, each can be decided, none holds it. Near: no area
    is stated and a place of the listing lies in the circle. Unknown: an area cannot be decided from
    its code, such as a ward, or nothing is known.
    """
    if not listing.says_coverage:
        return _unstated(distance_m, within_m)
    areas = listing.areas
    if listing.is_nationwide and not _says_which_country(areas, searcher):
        return Verdict("yes", "serves the whole country")
    return _covered(areas, searcher) if areas else _unstated(distance_m, within_m)


def _says_which_country(areas: list[dict[str, Any]], searcher: Searcher) -> bool:
    """Whether the country is stated, and so is where the searcher is."""
    codes = (area.get("code", "") for area in areas)
    return searcher.authority is not None and any(area_type_of(code) == "country" for code in codes)


def _covered(areas: list[dict[str, Any]], searcher: Searcher) -> Verdict:
    undecided = []
    for area in areas:
        held = _holds(area, searcher)
        if held:
            return Verdict("yes", f"covers {_name(area)}")
        if held is None:
            undecided.append(area)
    if undecided:
        return Verdict("unknown", f"serves {_names(areas)}; {_doubt(searcher)}")
    return Verdict("no", f"serves {_names(areas)} only")


def _holds(area: dict[str, Any], searcher: Searcher) -> bool | None:
    code = area.get("code")
    if code is None or searcher.authority is None:
        return None
    return contains(code, searcher.authority)


def _doubt(searcher: Searcher) -> str:
    if searcher.authority is None:
        return "which council's area you are in is not known"
    return "whether that includes this place is not known"


def _unstated(distance_m: float | None, within_m: float) -> Verdict:
    if distance_m is None:
        return Verdict("unknown", NOT_STATED)
    verdict: Serves = "near" if distance_m <= within_m else "unknown"
    return Verdict(verdict, f"{miles(distance_m)} away; {NOT_STATED}")


def _name(area: dict[str, Any]) -> str:
    return str(area.get("name") or area.get("code") or area.get("description") or "an unnamed area")


def _names(areas: Iterable[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(_name(area) for area in areas))
    shown = ", ".join(names[:NAMED_AT_MOST])
    more = len(names) - NAMED_AT_MOST
    return f"{shown} and {more} more" if more > 0 else shown
