"""From what is sought to what the catalogue is asked: words stemmed, branches and places found."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from directory.catalogue.asking import Wanted
from journeys.browsing.sought import Sought
from journeys.catalogued import Catalogue
from journeys.cataloguing import REACH
from journeys.finding.errors import PlaceNeeded, PlaceTwice, PlaceUnknown
from journeys.finding.place import Gazetteer, Searcher, locate
from journeys.finding.question import FIVE_MILES_M, Question
from search.documents import TIERS
from search.language import Language
from search.language_files import load_language


def wanted(sought: Sought, catalogue: Catalogue, gazetteer: Gazetteer, today: date) -> Wanted:
    """The filters as the catalogue takes them.

    A term stands for everything below it; kite marks are those held `today`. Raises PlaceUnknown,
    PlaceUnplaced, PlaceTwice, PlaceNeeded.
    """
    place = _searched(sought, gazetteer)
    lat, lon, within_m = _circle(sought, place)
    term = sought.taxonomy_term_id
    return Wanted(
        words=stems(sought.search),
        terms=catalogue.branch(term) if term else (),
        taxonomy=sought.taxonomy_id,
        marks=(*sought.marks, covering(place.areas)) if place else sought.marks,
        starts_at_age=sought.minimum_age,
        ends_at_age=sought.maximum_age,
        minimum_age=sought.age,
        maximum_age=sought.age,
        day=sought.day,
        opens=sought.start_min,
        closes=sought.end_min,
        lat=lat,
        lon=lon,
        within_m=within_m,
        organization_id=sought.organization_id,
        tiers=TIERS[TIERS.index(sought.tier) :] if sought.tier else (),
        held_on=today if sought.tier else None,
        modified_after=_just_before(sought.modified_after),
    )


def covering(areas: Sequence[str]) -> tuple[str, ...]:
    """Marks of which one is on every service that may serve people in these areas.

    HSDS checks a postcode against the service areas of those services that state any.
    """
    reach = (f"{REACH}:nationwide", f"{REACH}:unstated")
    return (*(f"area:{code}" for code in areas), *reach)


def _just_before(moment: datetime | None) -> datetime | None:
    """HSDS counts the moment itself in, the catalogue only what comes after one."""
    return moment - timedelta(microseconds=1) if moment else None


def stems(words: str) -> tuple[str, ...]:
    """The stems of words that count, each once; stop words count where nothing else was said."""
    read = _language().read(words).words
    return tuple(dict.fromkeys(stem for word in read for stem in word.stem.split()))


@lru_cache(maxsize=1)
def _language() -> Language:
    return load_language()


def _searched(sought: Sought, gazetteer: Gazetteer) -> Searcher | None:
    """Where the postcode is, if there is one."""
    if sought.postcode is None:
        return None
    if sought.lat is not None:
        raise PlaceTwice("postcode", "A postcode and a point were given; expected one of them.")
    return _place(sought.postcode, gazetteer)


def _circle(
    sought: Sought, place: Searcher | None
) -> tuple[float, float, float] | tuple[None, None, None]:
    """Degrees and metres: none around a postcode alone, five miles around a point alone."""
    if place is not None:
        if sought.proximity_m is None:
            return None, None, None
        return place.lat, place.lon, sought.proximity_m
    _refuse_distance_from_nowhere(sought)
    if sought.lat is None or sought.lon is None:
        return None, None, None
    return sought.lat, sought.lon, sought.within_m or FIVE_MILES_M


def _place(postcode: str, gazetteer: Gazetteer) -> Searcher:
    try:
        found = locate(Question(words="", near=postcode), gazetteer)
    except PlaceUnknown as unknown:
        raise PlaceUnknown("postcode", unknown.detail) from None
    if isinstance(found, Searcher):
        return found
    raise PlaceUnknown("postcode", "Several places have that name; expected a postcode.")


def _refuse_distance_from_nowhere(sought: Sought) -> None:
    if sought.proximity_m is not None:
        raise PlaceNeeded("proximity", "A distance is counted from a place; expected `postcode`.")
    if sought.within_m is not None and sought.lat is None:
        raise PlaceNeeded("within_m", "A distance is counted from a place; expected `lat`, `lon`.")
