"""The standards' own examples: valid ones are accepted, invalid ones are refused, by us too."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from schema.encoding import decode, encode
from schema.generating.json_schemas import object_schemas
from schema.objects import OBJECTS
from tests.fixtures.oracles import Errors

FOLDERS_OF_EXAMPLES = (
    "hsds-3.2.3/examples",
    "hsds-3.2.3/examples/mock-api/services",
    "hsds-3.2.3/examples/mock-api/organizations",
    "hsds-3.2.3/examples/mock-api/service_at_locations",
    "hsds-3.2.3/examples/mock-api/taxonomies",
    "hsds-3.2.3/examples/mock-api/taxonomy_terms",
    "hsds-3.0/examples",
    "oruk-3.0/mocks/Default",
    "oruk-3.0/mocks/Test",
    "oruk-3.0/mocks/Warn",
    "oruk-3.0/mocks/Fail",
    "oruk-3.0/profile-examples",
)
REFUSED = {
    "oruk-3.0/mocks/Default/organization_list.json",
    "oruk-3.0/mocks/Warn/taxonomy_term.json",
    "oruk-3.0/mocks/Fail/service_full.json",
    "oruk-3.0/mocks/Fail/service_list.json",
    "oruk-3.0/mocks/Fail/taxonomy_term.json",
}
FOLDERS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


def _object_name(path: Path) -> str | None:
    name = FOLDERS.get(path.parent.name, path.stem.removesuffix("_full").removesuffix("_list"))
    return name if name in OBJECTS else None


def _objects(folder: Path) -> Iterator[tuple[str, str, Any]]:
    """Each whole object of a folder: (where it stands, which object it is, what it says)."""
    for path in sorted(folder.glob("*.json")):
        name = _object_name(path)
        if name is None:
            continue
        said = json.loads(path.read_text("utf-8"))
        things = said.get("contents", [said]) if isinstance(said, dict) else said
        for number, thing in enumerate(things):
            yield f"{path.name}[{number}]", name, thing


def _model_refuses(name: str, said: Any) -> bool:
    try:
        decode(OBJECTS[name].model, json.dumps(said))
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("folder", FOLDERS_OF_EXAMPLES)
def test_we_accept_exactly_what_the_standard_accepts(
    shared_dir: Path,
    hsds: Callable[[str], Errors],
    published: Callable[[str], Errors],
    folder: str,
) -> None:
    examples = list(_objects(shared_dir / "standards" / folder))
    assert examples
    for where, name, said in examples:
        faults = hsds(name)(said)
        assert bool(published(name)(said)) is bool(faults), (where, faults)
        assert _model_refuses(name, said) is bool(faults), (where, faults)


@pytest.mark.parametrize("folder", FOLDERS_OF_EXAMPLES)
def test_an_accepted_example_is_still_valid_after_our_encoding(
    shared_dir: Path, hsds: Callable[[str], Errors], folder: str
) -> None:
    for where, name, said in _objects(shared_dir / "standards" / folder):
        if not hsds(name)(said):
            again = json.loads(encode(decode(OBJECTS[name].model, json.dumps(said))))
            assert hsds(name)(again) == [], where


def test_only_the_known_examples_are_refused(
    shared_dir: Path, published: Callable[[str], Errors]
) -> None:
    refused = {
        f"{folder}/{where.split('[')[0]}"
        for folder in FOLDERS_OF_EXAMPLES
        for where, name, said in _objects(shared_dir / "standards" / folder)
        if published(name)(said)
    }
    assert refused == REFUSED


def test_a_schema_is_published_for_every_object_of_the_standard(shared_dir: Path) -> None:
    folder = shared_dir / "standards/hsds-3.2.3/schema"
    theirs = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    ours = object_schemas()
    for name, schema in theirs.items():
        if "properties" in schema:
            assert schema["properties"].keys() <= ours[name]["properties"].keys(), name
            assert set(ours[name]["required"]) == set(schema["required"]), name
