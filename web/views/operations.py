"""Operations of the API's description as people read them, each with a request to try."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from web.views.schemas import Field, field, fields, object_in

Json = Mapping[str, Any]
EXAMPLES = "#/components/examples/"
SHOWN_IN_ADDRESS = 2


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent or answered in one format: its fields, or the object it is, and an example."""

    format: str
    object: str | None
    fields: list[Field]
    example: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer by its status."""

    status: str
    meaning: str
    bodies: list[Body]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; `request` is a command line that tries it."""

    id: str
    door: str
    method: str
    path: str
    title: str
    meaning: str
    superseded: bool
    parameters: list[Field]
    bodies: list[Body]
    answers: list[Answer]
    request: str


def operations(document: Json, address: str) -> dict[str, Operation]:
    """Every operation by its id; `address` is where requests are sent to."""
    return {
        said["operationId"]: _operation(document, address, method, path, said)
        for path, methods in document["paths"].items()
        for method, said in methods.items()
    }


def _operation(document: Json, address: str, method: str, path: str, said: Json) -> Operation:
    bodies = _bodies(document, said.get("requestBody", {}))
    return Operation(
        id=said["operationId"],
        door=said["tags"][0],
        method=method.upper(),
        path=path,
        title=said["description"].split(". ")[0].split("\n")[0].rstrip("."),
        meaning=said["description"],
        superseded=bool(said.get("deprecated")),
        parameters=[_parameter(one) for one in said.get("parameters", ())],
        bodies=bodies,
        answers=[
            Answer(status, answer["description"], _bodies(document, answer))
            for status, answer in said["responses"].items()
        ],
        request=_request(address, method, path, said, bodies),
    )


def _parameter(said: Json) -> Field:
    schema = {**said["schema"], "description": said.get("description", "")}
    example = said.get("example", said["schema"].get("examples", [None])[0])
    return field(said["name"], schema, needed=said.get("required", False), example=example)


def _bodies(document: Json, said: Json) -> list[Body]:
    return [
        Body(name, object_in(shape), fields(shape), _example(document, one))
        for name, one in said.get("content", {}).items()
        for shape in [one.get("schema", {})]
    ]


def _example(document: Json, content: Json) -> str:
    shared = document["components"].get("examples", {})
    given: Json = next(iter(content.get("examples", {}).values()), {})
    if "$ref" in given:
        given = shared[given["$ref"].removeprefix(EXAMPLES)]
    own = next(iter(content.get("schema", {}).get("examples", [])), "")
    value = content.get("example", given.get("value", own))
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)


def _request(address: str, method: str, path: str, said: Json, bodies: list[Body]) -> str:
    place = shlex.quote(f"{address}{_filled(path, said)}{_query(method, said)}")
    parts = ["curl", place, *([f"-X {method.upper()}"] if method not in ("get", "post") else [])]
    if said.get("security"):
        parts.append("-H 'Authorization: Bearer YOUR-TOKEN-OR-KEY'")
    if method == "post" and not bodies:
        parts.append("-X POST")
    if bodies:
        sent = bodies[0].example
        body = urlencode(json.loads(sent)) if "form" in bodies[0].format else sent
        parts += [f"-H 'Content-Type: {bodies[0].format}'", f"-d {shlex.quote(body)}"]
    return " ".join(parts[:2]) + "".join(f" \\\n  {one}" for one in parts[2:])


def _filled(path: str, said: Json) -> str:
    for one in said.get("parameters", ()):
        if one["in"] == "path":
            example = one.get("example", one["schema"].get("examples", [""])[0])
            path = path.replace(f"{{{one['name']}}}", quote(str(example)))
    return path


def _query(method: str, said: Json) -> str:
    if method != "get":
        return ""
    named = [one for one in said.get("parameters", ()) if one["in"] == "query"]
    chosen = [one for one in named if one.get("required")] or named[:SHOWN_IN_ADDRESS]
    pairs = {one["name"]: one["example"] for one in chosen}
    return f"?{urlencode(pairs, doseq=True)}" if pairs else ""
