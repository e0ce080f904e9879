"""Service areas: whose people a service is for, by the code that holds today."""

from collections.abc import Iterable
from typing import Any

from harvesters.cleaning.areas import clean_area
from harvesters.mapping.draft import Draft

MOST_AREAS = 500


def area_objects(
    draft: Draft, said: Iterable[tuple[str | None, str | None]]
) -> list[dict[str, Any]]:
    """One object for each pair of code and name; a country makes the service nationwide."""
    made: dict[str, dict[str, Any]] = {}
    for code, name in list(said)[:MOST_AREAS]:
        area = draft.take(clean_area(code, "service_areas.code", name))
        shown = name or (area.name if area else None)
        if area is None and shown is None:
            continue
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
        if area and area.type == "country":
            draft.put("nationwide", True)
    return list(made.values())
