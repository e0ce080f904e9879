"""The profile: for each object, the merge patch (RFC 7386) that turns HSDS's schema into ours."""

from typing import Any

from schema.objects import OBJECTS
from schema.profile import (
    HSDS_VERSION,
    ORUK_VERSION,
    PROFILE_NAME,
    PROFILE_URI,
    PROFILE_VERSION,
    SCHEMA_URI,
)

_NARROWER = ("minLength", "pattern")


def _narrowed(field: dict[str, Any]) -> dict[str, Any]:
    """What we ask beyond HSDS, which gives dates and some web addresses no format."""
    asked = {key: field[key] for key in _NARROWER if key in field}
    if "format" in field and ("pattern" in field or field["format"] == "date"):
        asked["format"] = field["format"]
    return asked


def _patch(schema: dict[str, Any]) -> dict[str, Any]:
    fields = {
        name: field if "x-origin" in field else _narrowed(field)
        for name, field in schema["properties"].items()
    }
    return {"properties": {name: field for name, field in fields.items() if field}}


def _declaration(files: list[str]) -> dict[str, Any]:
    return {
        "name": PROFILE_NAME,
        "version": PROFILE_VERSION,
        "uri": PROFILE_URI,
        "schema": SCHEMA_URI,
        "extends": {"standard": "HSDS", "version": HSDS_VERSION},
        "conforms_to": [f"HSDS-{HSDS_VERSION}", ORUK_VERSION],
        "method": "RFC 7386 merge patches over the schemas of the same names; objects that "
        "HSDS does not have are whole schemas",
        "files": files,
    }


def profile_files(schemas: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The files of the profile by name: one patch for each object that it changes."""
    patches = {
        f"{name}.json": schema if OBJECTS[name].ours else _patch(schema)
        for name, schema in schemas.items()
    }
    changed = {name: patch for name, patch in patches.items() if patch["properties"]}
    return {"profile.json": _declaration(sorted(changed))} | changed
