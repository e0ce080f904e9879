"""Service areas of nested records, with their codes wherever the source puts them."""

import re
from typing import Any

from harvesters.cleaning.areas import Area, clean_area
from harvesters.cleaning.blanks import as_said
from harvesters.mapping.draft import Draft
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
_CODE = re.compile(r"\b([EKLMNSW]\d{8})\b")


def areas_of(value: Any, path: str, draft: Draft) -> list[Object]:
    """Each area once, by the code that holds today; a country makes the service nationwide."""
    made: dict[str, Object] = {}
    for said, where in objects_in(value, f"{path}.service_areas".lstrip("."), draft):
        one = _area(said, where, draft)
        if one:
            made.setdefault(str(one["id"]), one)
    return list(made.values())


def _area(said: Said, path: str, draft: Draft) -> Object | None:
    made = fields_of(said, _AREA, f"{path}.", draft)
    name = made.get("name") or line(said.get("service_area"), f"{path}.service_area", draft)
    area = _coded(said, name, path, draft)
    name = name or (area.name if area else None)
    extent = as_said(said.get("extent"))
    if extent and len(extent) <= LARGEST_EXTENT and not _CODE.fullmatch(extent):
        made["extent"] = extent
    if name is None and area is None and not made:
        return None
    if area:
        made |= {"code": area.code, "area_type": area.type}
        if area.type == "country":
            draft.put("nationwide", True)
    key = area.code if area else str(name or sorted(made.items()))
    return {
        "id": draft.child("service_area", key),
        **made,
        "name": name,
        "service_area": name,
    }


def _coded(said: Said, name: str | None, path: str, draft: Draft) -> Area | None:
    """The area by its `code`, else by a code in `uri` or `extent`, where many feeds put it."""
    stated = said.get("code")
    if as_said(stated) is not None:
        return draft.take(clean_area(stated, f"{path}.code", name))
    for holder in ("uri", "extent"):
        match = _CODE.search((as_said(said.get(holder)) or "")[:500])
        if match:
            return draft.take(clean_area(match[1], f"{path}.{holder}", name))
    return None
