"""Every field and every operation of the description has an example, and each is true to shape."""

from typing import Any

import jsonschema
import pytest

from api.examples import PREFIX, SCHEMAS, example_of
from api.generate import document

DESCRIBED = document()
COMPONENTS = DESCRIBED["components"]
OPERATIONS = [
    (f"{method} {path}", operation)
    for path, methods in DESCRIBED["paths"].items()
    for method, operation in methods.items()
]
NAMES = [name for name, _ in OPERATIONS]


def _lacking(schema: Any, where: str) -> list[str]:
    """Where a schema tells of a value without showing one; what it refers to is asked by itself."""
    if {"example", "examples", "const", "enum", "$ref"} & set(schema):
        return []
    if "properties" in schema:
        fields = schema["properties"].items()
        return [place for name, said in fields for place in _lacking(said, f"{where}/{name}")]
    if schema.get("type") == "array":
        return _lacking(schema["items"], f"{where}/0")
    choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    return [p for one in choices for p in _lacking(one, where)] if choices else [where]


def _contents(operation: Any) -> list[Any]:
    """Everything sent and answered that has a shape; the bytes of a file have none."""
    bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
    found = [content for body in bodies for content in body.get("content", {}).values()]
    return [content for content in found if "schema" in content]


def _shown(content: Any) -> list[Any]:
    if "example" in content:
        return [content["example"]]
    if "examples" in content:
        named = [
            COMPONENTS["examples"][one["$ref"].removeprefix(PREFIX)] if "$ref" in one else one
            for one in content["examples"].values()
        ]
        return [one["value"] for one in named]
    return list(content["schema"].get("examples", ()))


def _faults(schema: Any, value: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(
        {**schema, "components": COMPONENTS},
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )
    return [f"{list(one.absolute_path)} {one.message}" for one in validator.iter_errors(value)]


@pytest.mark.parametrize("name", sorted(COMPONENTS["schemas"]))
def test_every_field_of_every_object_has_an_example(name: str) -> None:
    schema = COMPONENTS["schemas"][name]
    fields = schema.get("properties", {}).items()
    assert [place for field, said in fields for place in _lacking(said, field)] == []


@pytest.mark.parametrize("name", sorted(COMPONENTS["schemas"]))
def test_every_example_of_a_field_is_a_value_of_it(name: str) -> None:
    for field, said in COMPONENTS["schemas"][name].get("properties", {}).items():
        for example in said.get("examples", ()):
            assert _faults(said, example) == [], field


@pytest.mark.parametrize("operation", [one for _, one in OPERATIONS], ids=NAMES)
def test_every_parameter_body_and_answer_has_an_example_of_its_shape(operation: Any) -> None:
    for parameter in operation.get("parameters", ()):
        schema = parameter["schema"]
        examples = [parameter["example"]] if "example" in parameter else schema["examples"]
        assert all(_faults(schema, one) == [] for one in examples), parameter["name"]
    for content in _contents(operation):
        examples = _shown(content)
        assert examples
        assert [fault for one in examples for fault in _faults(content["schema"], one)] == []
        assert _lacking(content["schema"], "body") == []


def test_a_field_without_an_example_is_found() -> None:
    assert _lacking({"properties": {"name": {"type": "string"}}}, "") == ["/name"]
    assert _lacking({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "age") == ["age"]


def test_an_example_ends_where_objects_refer_to_themselves() -> None:
    reference = {"$ref": f"{SCHEMAS}Term"}
    term = {"type": "object", "properties": {"broader": reference, "name": {"examples": ["a"]}}}
    assert example_of(reference, {"Term": term}, levels=2) == {
        "broader": {"name": "a"},
        "name": "a",
    }
