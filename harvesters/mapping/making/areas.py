"""Service areas: whose people a service is for, by the code that holds today."""

from collections.abc import Iterable, Iterator
from typing import Any

from harvesters.cleaning.area_names import named_areas, says_nationwide
from harvesters.cleaning.areas import Area, clean_area
from harvesters.cleaning.blanks import as_said
from harvesters.mapping.draft import Draft

MOST_AREAS = 500
Known = tuple[str | None, Area | None]


def area_objects(
    draft: Draft, said: Iterable[tuple[str | None, str | None]]
) -> list[dict[str, Any]]:
    """One object for each area; a country, and "nationwide", make the service nationwide."""
    made: dict[str, dict[str, Any]] = {}
    for code, name in list(said)[:MOST_AREAS]:
        for shown, area in _known(draft, code, name):
            key = area.code if area else str(shown)
            made.setdefault(
                key,
                {
                    "id": draft.child("service_area", key),
                    "name": shown,
                    "service_area": shown,
                    "code": area.code if area else None,
                    "area_type": area.type if area else None,
                },
            )
    return list(made.values())[:MOST_AREAS]


def areas_named(draft: Draft, name: str | None) -> list[Known]:
    """What a name without a code means, with its words: one area, several, or none known."""
    found: list[Known] = list(named_areas(name))
    if says_nationwide(name):
        draft.put("nationwide", True)
    for _, area in found:
        note_country(draft, area)
    return found or [(name, None)]


def note_country(draft: Draft, area: Area | None) -> None:
    """A service that covers a country is nationwide."""
    if area and area.type == "country":
        draft.put("nationwide", True)


def _known(draft: Draft, code: str | None, name: str | None) -> Iterator[Known]:
    if as_said(code) is None:
        yield from (one for one in areas_named(draft, name) if one != (None, None))
        return
    area = draft.take(clean_area(code, "service_areas.code", name))
    note_country(draft, area)
    shown = name or (area.name if area else None)
    if area or shown:
        yield shown, area
