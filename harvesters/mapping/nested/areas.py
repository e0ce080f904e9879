"""Service areas of nested records, with their codes wherever the source puts them."""

import re
from collections.abc import Iterator
from typing import Any

from harvesters.cleaning.areas import Area, clean_area
from harvesters.cleaning.blanks import as_said
from harvesters.mapping.draft import Draft
from harvesters.mapping.making.areas import MOST_AREAS, Known, areas_named, note_country
from harvesters.mapping.nested.fields import (
    Object,
    Said,
    fields_of,
    line,
    objects_in,
    text,
    uri,
)

_AREA = {"name": line, "description": text, "extent_type": line, "uri": uri}
LARGEST_EXTENT = 50_000
_KINDS = frozenset(("country", "region", "county", "local authority", "council"))
_CODE = re.compile(r"\b([EKLMNSW]\d{8})\b")


def areas_of(value: Any, path: str, draft: Draft) -> list[Object]:
    """Each area once, by the code that holds today; a country makes the service nationwide."""
    made: dict[str, Object] = {}
    for said, where in objects_in(value, f"{path}.service_areas".lstrip("."), draft):
        for one in _areas(said, where, draft):
            made.setdefault(str(one["id"]), one)
    return list(made.values())[:MOST_AREAS]


def _areas(said: Said, path: str, draft: Draft) -> Iterator[Object]:
    made = fields_of(said, _AREA, f"{path}.", draft)
    name = made.get("name") or line(said.get("service_area"), f"{path}.service_area", draft)
    extent = as_said(said.get("extent"))
    if extent and len(extent) <= LARGEST_EXTENT and not _CODE.fullmatch(extent):
        made["extent"] = extent
    for shown, area in _known(said, name, path, draft):
        if shown is not None or area is not None or made:
            yield _object(made, shown or (area.name if area else None), area, draft)


def _object(made: Object, name: str | None, area: Area | None, draft: Draft) -> Object:
    coded = {"code": area.code, "area_type": area.type} if area else {}
    key = area.code if area else str(name or sorted(made.items()))
    return {
        "id": draft.child("service_area", key),
        **made,
        **coded,
        "name": name,
        "service_area": name,
    }


def _known(said: Said, name: str | None, path: str, draft: Draft) -> list[Known]:
    """The area by its code, wherever that stands; by its name only if no code is stated."""
    stated = _stated_code(said)
    if stated is None:
        return areas_named(draft, name) if _is_all_of_it(said, name) else [(name, None)]
    holder, code = stated
    area = draft.take(clean_area(code, f"{path}.{holder}", name))
    note_country(draft, area)
    return [(name, area)]


def _stated_code(said: Said) -> tuple[str, Any] | None:
    """The area's `code`, else a code in `uri` or `extent`, where many feeds put it."""
    if as_said(said.get("code")) is not None:
        return "code", said.get("code")
    for holder in ("uri", "extent"):
        match = _CODE.search((as_said(said.get(holder)) or "")[:500])
        if match:
            return holder, match[1]
    return None


def _is_all_of_it(said: Said, name: str | None) -> bool:
    """Whether nothing beside the name may narrow it: Falkirk is a council's area and a ward."""
    beside = (as_said(said.get(key)) for key in ("description", "extent_type"))
    return {words.casefold() for words in beside if words} <= {*_KINDS, (name or "").casefold()}
