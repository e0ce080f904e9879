"""The published mapping from HSDS to FHIR, row by row: made of a rich example, or refused."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from schema.fhir.resources import resources
from schema.generating.fhir_page import decisions
from tests.fixtures.fhir import rich_service

ROWS = "standards/fhir-r4-directory/hsd-ig-1.0.0/hsds-2.0.1-to-fhir-mapping.csv"
Json = Mapping[str, Any]


@pytest.fixture(scope="session")
def rows(shared_dir: Path) -> list[tuple[str, str]]:
    with (shared_dir / ROWS).open(encoding="utf-8") as file:
        return [(row["fhir_resource"], row["fhir_element"]) for row in csv.DictReader(file)]


def made() -> dict[str, Json]:
    """The rich example's resources by kind, as they are served."""
    found = orjson.loads(orjson.dumps(resources(rich_service())))
    return {one["resourceType"]: one for one in found}


def held(resource: Any, path: list[str]) -> Iterator[Any]:
    """Everything that stands at a path; lists are gone through, extensions known by their end."""
    if isinstance(resource, list):
        for one in resource:
            yield from held(one, path)
    elif not path:
        yield resource
    elif isinstance(resource, Mapping):
        named = re.fullmatch(r"extension\[(.+)\]", path[0])
        found = resource.get("extension" if named else path[0], [])
        if named:
            found = [one for one in found if one["url"].endswith(f"/{named[1]}")]
        yield from held(found, path[1:])


def test_every_row_is_accounted_for(rows: list[tuple[str, str]]) -> None:
    ours = decisions()
    assert len(rows) == 171
    assert [row for row in rows if row[1] not in ours[row[0]]] == []
    for elements in ours.values():
        for name, one in elements.items():
            assert set(one) in ({"from"}, {"refused"}), name
            assert all(len(told) > 5 for told in one.values()), name


def test_what_is_said_to_be_made_is_made() -> None:
    resources_made = made()
    missing = [
        (kind, name)
        for kind, elements in decisions().items()
        for name, one in elements.items()
        if "from" in one and not any(v is not None for v in held(resources_made[kind], _path(name)))
    ]
    assert missing == []


def test_what_is_said_to_be_refused_is_not_made() -> None:
    resources_made = made()
    present = [
        (kind, name)
        for kind, elements in decisions().items()
        for name, one in elements.items()
        if "refused" in one and any(True for _ in held(resources_made[kind], _path(name)))
    ]
    assert present == []


def _path(name: str) -> list[str]:
    return re.findall(r"extension\[[^\]]+\]|identifier\[\w+\]|[^.\[\]]+", name)
