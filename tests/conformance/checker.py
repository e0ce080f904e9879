"""The checks of Open Referral UK's validator, made again: discovery, paths, pages, ids, schemas.

A path without the tag `Optional` in the standard's OpenAPI document is required: a fault there is
an error and fails the whole; elsewhere it is a warning.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from jsonschema import Draft202012Validator

from tests.fixtures.oracles import errors, validator

Level = Literal["error", "warning"]
Ask = Callable[[str], tuple[int, Any]]
MOST_IDS = 10
LISTS_OF_IDS = ("contents", "data", "items", "results", "content")
VERSIONS = {"HSDS-UK-3.0"}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: how bad, of which kind, where, and what."""

    level: Level
    code: str
    where: str
    said: str = ""


@dataclass(frozen=True)
class Endpoint:
    """A path of the standard with the schema of its answer."""

    path: str
    schema: str
    required: bool
    paged: bool

    @property
    def level(self) -> Level:
        return "error" if self.required else "warning"


class Checker:
    """Checks a door through `ask`, which gives status and body of a path below its address."""

    def __init__(self, standard: Path, ask: Ask, seed: int = 1) -> None:
        self._schemas = standard / "validator-schemas"
        self._ask = ask
        self._chance = random.Random(seed)
        self.endpoints = tuple(_endpoints(self._schemas, standard / "test-profiles"))
        self.asked: list[str] = []

    def findings(self) -> list[Finding]:
        """Everything that is wrong, required paths first."""
        lists = [one for one in self.endpoints if "{id}" not in one.path and one.path != "/"]
        found = list(self._root())
        for endpoint in sorted(lists, key=lambda one: not one.required):
            found += self._list(endpoint)
        return found

    def _root(self) -> Iterator[Finding]:
        root = next(one for one in self.endpoints if one.path == "/")
        status, body = self._answer("/")
        yield from self._checked(root, "/", status, body)
        if status == 200 and isinstance(body, dict) and body.get("version") not in VERSIONS:
            yield Finding("error", "VERSION_UNKNOWN", "/", str(body.get("version")))

    def _list(self, endpoint: Endpoint) -> Iterator[Finding]:
        first = f"{endpoint.path}?page=1" if endpoint.paged else endpoint.path
        status, body = self._answer(first)
        yield from self._checked(endpoint, first, status, body)
        if status != 200:
            return
        if not _ids(body):
            yield Finding("warning", "EMPTY_FEED_WARNING", endpoint.path)
        ids = dict.fromkeys(_ids(body))
        for path in self._further(endpoint, body):
            status, page = self._answer(path)
            yield from self._checked(endpoint, path, status, page)
            ids |= dict.fromkeys(_ids(page))
        yield from self._objects(endpoint, list(ids))

    def _further(self, endpoint: Endpoint, body: Any) -> list[str]:
        pages = body.get("total_pages", 1) if isinstance(body, dict) else 1
        middle = [pages // 2] if pages > 2 else []
        last = [pages] if pages > 1 else []
        return [f"{endpoint.path}?page={page}" for page in (*middle, *last) if page > 1]

    def _objects(self, listed: Endpoint, ids: list[str]) -> Iterator[Finding]:
        single = next((one for one in self.endpoints if one.path == f"{listed.path}/{{id}}"), None)
        if single is None:
            return
        if not ids:
            yield Finding("warning", "NO_IDS_AVAILABLE", single.path)
        for id_ in self._chance.sample(ids, min(MOST_IDS, len(ids))):
            path = single.path.replace("{id}", id_)
            status, body = self._answer(path)
            yield from self._checked(single, path, status, body)

    def _answer(self, path: str) -> tuple[int, Any]:
        self.asked.append(path)
        return self._ask(path)

    def _checked(self, endpoint: Endpoint, path: str, status: int, body: Any) -> Iterator[Finding]:
        if not 200 <= status < 300:
            if not endpoint.required and status in (404, 501, 503):
                yield Finding("warning", "OPTIONAL_ENDPOINT_NOT_IMPLEMENTED", path, str(status))
                return
            code = "REQUIRED_ENDPOINT_FAILED" if endpoint.required else "OPTIONAL_ENDPOINT_FAILED"
            yield Finding(endpoint.level, code, path, str(status))
            return
        for fault in errors(self._validator(endpoint.schema), body):
            yield Finding(endpoint.level, "SCHEMA", path, fault)

    def _validator(self, name: str) -> Draft202012Validator:
        found: Draft202012Validator = validator("oruk:", self._schemas, name)  # type: ignore[assignment]
        return found


def verdict(found: list[Finding]) -> Literal["pass", "warn", "fail"]:
    """Fails with an error on a required path, warns with any other finding."""
    if any(one.level == "error" for one in found):
        return "fail"
    return "warn" if found else "pass"


def page_faults(body: Any, per_page: int = 5) -> list[str]:
    """What the envelope of a page says of itself that is not so."""
    page, pages, held = body["page_number"], body["total_pages"], len(body["contents"])
    beyond = page > pages
    expected = {
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": held == 0,
        "size": held,
    }
    found = [
        f"{name} is {body.get(name)}, expected {value}"
        for name, value in expected.items()
        if body.get(name) is not value and body.get(name) != value
    ]
    if page < pages and held != per_page:
        found.append(f"{held} items on a full page, expected {per_page}")
    if beyond and held:
        found.append(f"{held} items beyond the last page")
    return found


def answered_from(folder: Path) -> Ask:
    """Answers out of a folder of sample answers, as the standard's mock server gives them."""

    def ask(path: str) -> tuple[int, Any]:
        names = _files(path.partition("?")[0])
        found = next((folder / name for name in names if (folder / name).is_file()), None)
        return (200, json.loads(found.read_text("utf-8"))) if found else (404, None)

    return ask


def _files(path: str) -> list[str]:
    if path == "/":
        return ["api_details.json"]
    parts = path.strip("/").split("/")
    one = {"services": "service", "taxonomies": "taxonomy", "taxonomy_terms": "taxonomy_term"}
    name = one.get(parts[0], parts[0].removesuffix("s"))
    return [f"{name}_list.json"] if len(parts) == 1 else [f"{name}_full.json", f"{name}.json"]


def _endpoints(schemas: Path, profiles: Path) -> Iterator[Endpoint]:
    document = json.loads((schemas / "open_api.json").read_text("utf-8"))
    declared = json.loads((profiles / "HSDS-UK-3.0.json").read_text("utf-8"))
    tests = [test for group in declared["testGroups"] for test in group["tests"]]
    pages = {
        f"{one['endpoint'].rstrip('/') or '/'}": one for one in tests if "useIdFrom" not in one
    }
    for path, operations in document["paths"].items():
        said = operations["get"]
        listed = pages.get(path)
        named = listed["schema"].rpartition("/")[2] if listed else _schema(said)
        paged = any("page" in str(one.get("$ref", "")) for one in said.get("parameters", []))
        yield Endpoint(path, named, "Optional" not in said.get("tags", []), paged)


def _schema(operation: Any) -> str:
    said = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return str(said["$ref"]).rpartition("/")[2]


def _ids(body: Any) -> list[str]:
    lists = [body.get(name) for name in LISTS_OF_IDS] if isinstance(body, dict) else [body]
    held = next((one for one in lists if isinstance(one, list)), [])
    return [one["id"] for one in held if isinstance(one, dict) and "id" in one]


def without_known_fault(found: list[Finding]) -> list[Finding]:
    """Without what the standard's own schema gets wrong: a page of organizations is described as
    one organization, so that every page fails it, its own samples too."""
    return [
        replace(one)
        for one in found
        if not (one.code == "SCHEMA" and one.where.partition("?")[0] == "/organizations")
    ]
