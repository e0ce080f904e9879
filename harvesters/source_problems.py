"""What is wrong with a source file, in words for those who wrote it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from harvesters.mapping_rules import RuleErrors


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the key as written (`fields.name`), its value, what was expected."""

    key: str
    value: str | None
    expected: str

    def __str__(self) -> str:
        said = "" if self.value is None else f" is {self.value}"
        return f"{self.key}{said}; expected {self.expected}"


class SourceFileError(Exception):
    """A source file that cannot be used, with everything that is wrong with it."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(f"{path.name}: {problem}" for problem in problems))
        self.path = path
        self.problems = problems


_PLAIN_WORDS = {
    "missing": "a value: this key is missing",
    "string_too_short": "some text",
    "string_type": "text in quotes",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "mapping_type": "a table",
    "tuple_type": "a list in square brackets",
    "list_type": "a list in square brackets",
}
_PATTERN_WORDS = {
    "id": 'small letters, figures and _, such as "gm_food_banks"',
    "website": 'a web address, such as "https://council.example/data"',
}


def problems_of(error: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    """Each fault that pydantic found, with the key as it stands in the file."""
    for detail in error.errors(include_url=False):
        path = [str(part) for part in detail["loc"]]
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, RuleErrors):
            for rule in cause.errors:
                yield Problem(_key([*path, rule.key]), _shown(rule.value), rule.expected)
        else:
            value = None if detail["type"] == "missing" else _shown(detail["input"])
            yield Problem(_key(path), value, _expected(detail, path, model))


def _key(path: list[str]) -> str:
    return ".".join(path) if path else "the file as a whole"


def _shown(value: Any) -> str | None:
    """A value as it is written in TOML; whole tables are not repeated."""
    if isinstance(value, Mapping | BaseModel):
        return None
    return json.dumps(value, ensure_ascii=False, default=str)[:200]


def _expected(detail: ErrorDetails, path: list[str], model: type[BaseModel]) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _known_keys(path, model)
    if kind == "string_pattern_mismatch":
        return _PATTERN_WORDS.get(path[-1], "text of another form")
    if kind == "literal_error":
        return f"one of {detail['ctx']['expected']}"
    words = detail["msg"].removeprefix("Value error, ").removeprefix("expected ")
    return _PLAIN_WORDS.get(kind, words.replace("Input should be", "a value").strip())


def _known_keys(path: list[str], model: type[BaseModel]) -> str:
    names = list(_model_at(path[:-1], model).model_fields)
    near = get_close_matches(path[-1], names, n=1, cutoff=0.6)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    return f"one of the known keys here ({', '.join(names)}){hint}"


def _model_at(path: list[str], model: type[BaseModel]) -> type[BaseModel]:
    for part in path:
        field = model.model_fields.get(part)
        inner = [] if field is None else _models_in(field.annotation)
        model = inner[0] if inner else model
    return model


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in _models_in(part)]
