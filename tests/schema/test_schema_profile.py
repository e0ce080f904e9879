"""The profile: its patches over the schemas of HSDS give exactly the schemas that we publish."""

import json
from pathlib import Path
from typing import Any

import pytest

from schema.generating.json_schemas import object_schemas
from schema.generating.profile_files import profile_files
from schema.objects import OBJECTS
from schema.profile import PROFILE_NAME, PROFILE_URI, PROFILE_VERSION

MEANINGFUL = ("type", "format", "enum", "pattern", "minLength", "$ref", "items")
OURS_ON_SERVICE = {
    "access_modes",
    "joining",
    "taking_referrals",
    "waiting_time",
    "availability_stated_on",
    "gender_only",
    "free_of_charge",
    "personal_budget",
    "nationwide",
    "information_checked",
    "awards",
    "reported_accreditations",
    "service_identifiers",
    "sources",
}


def merged(target: Any, patch: Any) -> Any:
    """RFC 7386, section 2."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def _meaning(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: {key: field[key] for key in MEANINGFUL if key in field}
        for name, field in schema["properties"].items()
    }


@pytest.mark.parametrize("name", [name for name, thing in OBJECTS.items() if not thing.ours])
def test_hsds_with_our_patch_is_our_schema(shared_dir: Path, name: str) -> None:
    theirs = json.loads(
        (shared_dir / f"standards/hsds-3.2.3/schema/{name}.json").read_text("utf-8")
    )
    ours = object_schemas()[name]
    patch = profile_files(object_schemas()).get(f"{name}.json", {})
    assert _meaning(merged(theirs, patch)) == _meaning(ours)


def test_the_profile_removes_nothing() -> None:
    def nulls(said: Any) -> bool:
        if isinstance(said, dict):
            return any(nulls(value) for value in said.values())
        return said is None

    assert not any(nulls(patch) for patch in profile_files(object_schemas()).values())


def test_the_profile_says_what_it_is() -> None:
    files = profile_files(object_schemas())
    said = files.pop("profile.json")
    assert (said["name"], said["version"], said["uri"]) == (
        PROFILE_NAME,
        PROFILE_VERSION,
        PROFILE_URI,
    )
    assert said["files"] == sorted(files)


def test_every_addition_to_service_is_marked_as_ours() -> None:
    fields = object_schemas()["service"]["properties"]
    assert {name for name, field in fields.items() if "x-origin" in field} == OURS_ON_SERVICE
    assert not OURS_ON_SERVICE & set(object_schemas()["service"]["required"])
