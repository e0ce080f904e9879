"""ALISS, versions 4 and 5: its services, changed to the shape of Open Referral 3."""

from typing import Any

from harvesters.cleaning.blanks import as_said, is_blank
from harvesters.cleaning.urls import clean_url
from harvesters.mapping.draft import Draft
from harvesters.mapping.nested.fields import Object, Said, objects_in
from harvesters.mapping.nested.services import map_service

CATEGORIES, AUDIENCES = "ALISS categories", "ALISS community groups"
# The number that the organisation's own pages give instead of a word.
AREA_TYPES = {"1": "Health Board", "2": "Local Authority", "3": "Country", "4": "Ward"}
_SOCIAL = ("facebook", "twitter", "instagram")


def map_aliss(said: Object, draft: Draft) -> None:
    """Fill the draft from a service of ALISS, of 2018 or today.

    `last_reviewed` is no proof of a review: it falls back to the day of the last edit.
    """
    places = _places(said, draft)
    modern: Object = {
        "id": said.get("id"),
        "name": said.get("name"),
        "description": _first(said, "description", "description_formatted", "summary"),
        "url": said.get("url"),
        "email": said.get("email"),
        "phones": [{"number": said["phone"]}] if not is_blank(said.get("phone")) else None,
        "additional_urls": _pages(said),
        "organization": _organization(said.get("organisation")),
        "service_at_locations": [{"location": place} for place in places],
        "service_areas": _areas(said, draft),
        "attributes": _attributes(said, draft),
        "last_modified": said.get("last_updated"),
        **_ages(said, draft),
    }
    map_service(modern, draft)
    page = draft.take(clean_url(_first(said, "permalink", "aliss_url"), "record_url"))
    draft.record_url = page
    _report_standing(said, draft)


def _first(said: Said, *names: str) -> Any:
    return next((said[name] for name in names if not is_blank(said.get(name))), None)


def _pages(said: Said) -> list[Object]:
    """Further pages: where one refers, and the service's own pages elsewhere."""
    pages = [{"url": said.get("referral_url"), "label": "Refer or apply"}]
    pages += [{"url": said.get(name), "label": name.capitalize()} for name in _SOCIAL]
    return [page for page in pages if not is_blank(page["url"])]


def _organization(said: Any) -> Any:
    if not isinstance(said, dict):
        return None
    page = _first(said, "permalink", "aliss_url", "alissUrl")
    return {
        "id": said.get("id"),
        "name": said.get("name"),
        "description": said.get("description"),
        "url": said.get("url"),
        "uri": page,
    }


def _places(said: Said, draft: Draft) -> list[Object]:
    """Locations with their addresses; features without a place go to the only place there is."""
    features = [
        (each, as_said(each.get("location_id")))
        for each, _path in objects_in(said.get("accessibility_features"), "accessibility", draft)
        if _is_chosen(each)
    ]
    places = [place for place, _path in objects_in(said.get("locations"), "locations", draft)]
    return [
        _place(place, [each for each, at in features if _belongs(at, place, len(places))])
        for place in places
    ]


def _belongs(at: str | None, place: Said, how_many: int) -> bool:
    return at == as_said(place.get("id")) if at else how_many == 1


def _place(said: Said, features: list[Said]) -> Object:
    parts = {
        "address_1": _first(said, "street_address", "formatted_address"),
        "city": said.get("locality"),
        "region": said.get("region"),
        "state_province": said.get("state"),
        "postal_code": said.get("postal_code"),
        "country": said.get("country"),
    }
    return {
        "id": said.get("id"),
        "name": said.get("name"),
        "description": said.get("description"),
        "latitude": said.get("latitude"),
        "longitude": said.get("longitude"),
        "addresses": [parts],
        "accessibility": [
            {"description": each.get("name"), "details": each.get("additional_info")}
            for each in features
        ],
    }


def _areas(said: Said, draft: Draft) -> list[Object]:
    return [
        {"name": each.get("name"), "code": each.get("code"), "description": _kind_of(each)}
        for each, _path in objects_in(said.get("service_areas"), "service_areas", draft)
    ]


def _kind_of(area: Said) -> str | None:
    """The kind of an area in words; the code says it already where there is one."""
    kind = as_said(area.get("type"))
    return None if as_said(area.get("code")) else AREA_TYPES.get(kind or "", kind)


def _attributes(said: Said, draft: Draft) -> list[Object]:
    """Categories and audiences; where ALISS marks which were chosen, their parents are not."""
    found = []
    for name, taxonomy in (("categories", CATEGORIES), ("community_groups", AUDIENCES)):
        for each, _path in objects_in(said.get(name), name, draft):
            if _is_chosen(each):
                term = {"name": each.get("name"), "code": each.get("slug"), "taxonomy": taxonomy}
                found.append({"taxonomy_term": term})
    return found


def _is_chosen(said: Said) -> bool:
    return said.get("selected") is not False


def _ages(said: Said, draft: Draft) -> Object:
    """Ages from the chosen groups that have a range; a group without one sets no limit."""
    ranges = [
        (each.get("min"), each.get("max"))
        for each, _path in objects_in(said.get("community_groups"), "community_groups", draft)
        if _is_chosen(each) and each.get("is_range") is True
    ]
    least = [low for low, _high in ranges if isinstance(low, int)]
    most = [high for _low, high in ranges if isinstance(high, int)]
    bounded = bool(ranges) and len(least) == len(most) == len(ranges)
    return {"minimum_age": min(least), "maximum_age": max(most)} if bounded else {}


def _report_standing(said: Said, draft: Draft) -> None:
    """Three reminders to review went unanswered: the entry is kept, and that is said."""
    if said.get("is_deprioritised") is True:
        expected = "an entry that its owner has reviewed"
        done = "Kept; nobody answered ALISS's reminders"
        draft.report("is_deprioritised", True, "not-reviewed", expected, done)
