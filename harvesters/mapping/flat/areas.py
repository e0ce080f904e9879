"""Whom a flat record's service serves, by area."""

from harvesters.cleaning.html import plain_line
from harvesters.cleaning.yes_no import clean_yes_no
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.areas import area_objects
from harvesters.mapping.said import Said

AREAS = frozenset({"area_code", "area_name", "nationwide"})


def map_areas(said: Said, draft: Draft) -> None:
    """Areas by code and name; codes and names go together in their order."""
    codes = list(map(str, said.every("area_code")))
    names = [draft.take(plain_line(name, "service_areas.name")) for name in said.every("area_name")]
    pairs = [
        (
            codes[place] if place < len(codes) else None,
            names[place] if place < len(names) else None,
        )
        for place in range(max(len(codes), len(names)))
    ]
    draft.put("service_areas", area_objects(draft, pairs))
    nationwide = draft.take(clean_yes_no(said.first("nationwide"), "nationwide"))
    draft.put("nationwide", nationwide)
