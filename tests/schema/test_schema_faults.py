"""Every kind of fault, planted in every field of every object, is refused by schema and model."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from schema.encoding import decode
from schema.objects import OBJECTS
from tests.fixtures.oracles import Errors
from tests.fixtures.samples import SCHEMAS, every_field, least

_WRONG_FORMAT = {
    "uuid": "not-a-uuid",
    "uri": "no scheme here",
    "email": "nobody",
    "date": "last Tuesday",
    "date-time": "2026-13-01T25:00:00Z",
}


_WRONG_TYPE: dict[str, tuple[Any, ...]] = {
    "string": (7, ["a text in a list"]),
    "number": ("18", True),
    "boolean": ("yes", 1),
    "array": ({}, [7]),
    "object": ("a text", []),
}


def _wrong_values(field: dict[str, Any]) -> Iterator[Any]:
    yield None
    yield from _WRONG_TYPE[field.get("type", "object")]
    if "enum" in field:
        yield "something-else"
    if field.get("minLength"):
        yield ""
    if "format" in field:
        yield _WRONG_FORMAT[field["format"]]


def _faults(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    schema, sound = SCHEMAS[name], least(name)
    for key in schema["required"]:
        yield f"{key} missing", {k: v for k, v in sound.items() if k != key}
    for key, field in schema["properties"].items():
        for value in _wrong_values(field):
            yield f"{key} is {value!r}", sound | {key: value}


def _accepts(name: str, said: Any) -> bool:
    try:
        decode(OBJECTS[name].model, json.dumps(said))
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", OBJECTS)
def test_a_sound_object_is_accepted(name: str, published: Callable[[str], Errors]) -> None:
    for said in (every_field(name), least(name)):
        assert published(name)(said) == []
        assert _accepts(name, said)


@pytest.mark.parametrize("name", OBJECTS)
def test_our_schema_refuses_each_planted_fault(
    name: str, published: Callable[[str], Errors]
) -> None:
    check = published(name)
    assert [fault for fault, said in _faults(name) if not check(said)] == []


@pytest.mark.parametrize("name", OBJECTS)
def test_our_model_refuses_each_planted_fault(name: str) -> None:
    assert [fault for fault, said in _faults(name) if _accepts(name, said)] == []


@pytest.mark.parametrize("name", [name for name, thing in OBJECTS.items() if not thing.ours])
def test_whatever_the_standard_refuses_we_refuse(
    name: str, hsds: Callable[[str], Errors], published: Callable[[str], Errors]
) -> None:
    theirs, ours = hsds(name), published(name)
    refused = [(fault, said) for fault, said in _faults(name) if theirs(said)]
    assert refused
    assert [fault for fault, said in refused if not ours(said)] == []
