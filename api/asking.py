"""From a request to the model of its parameters, strictly: nothing unknown, nothing twice."""

import json
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from typing import Any, TypeVar, get_args, get_origin
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from starlette.requests import Request

from api.errors import BodyNotJson, BodyUnreadable, Fault, ParametersRefused
from api.values import PRINTABLE

M = TypeVar("M", bound=BaseModel)
MOST_FAULTS = 20
MOST_PAIRS = 200
JSON_TYPE = re.compile(r"application/(?:[\w.-]+\+)?json\s*(?:;.*)?", re.IGNORECASE)
PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,40}")


def from_query(model: type[M]) -> Callable[[Request], Awaitable[M]]:
    """A dependency that reads `model` from the address; raises ParametersRefused."""

    async def read(request: Request) -> M:
        try:
            return model.model_validate(_pairs(request.scope["query_string"], _lists(model)))
        except ValidationError as refused:
            raise _refused(refused, model, in_body=False) from None

    return read


def from_body(model: type[M]) -> Callable[[Request], Awaitable[M]]:
    """A dependency that reads `model` from a JSON body.

    Raises BodyNotJson, BodyUnreadable, ParametersRefused.
    """

    async def read(request: Request) -> M:
        if not JSON_TYPE.fullmatch(request.headers.get("content-type", "")):
            raise BodyNotJson("The body is not declared as JSON; expected application/json.")
        body = await request.body()
        check_json(body)
        try:
            return model.model_validate_json(body, strict=True)
        except ValidationError as refused:
            raise _refused(refused, model, in_body=True) from None

    return read


def check_json(body: bytes) -> None:
    """Refuses what readers of JSON understand differently; raises BodyUnreadable.

    That is: other encodings than UTF-8, a key given twice, NaN and infinite numbers, lone
    surrogates, and nesting or numbers that no reader takes.
    """
    try:
        said = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(said, ensure_ascii=False).encode("utf-8")
    except UnicodeError:
        raise BodyUnreadable("The body is not valid UTF-8; expected JSON in UTF-8.") from None
    except (ValueError, RecursionError):
        raise BodyUnreadable("The body cannot be read as JSON; expected a JSON object.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) < len(pairs):
        raise BodyUnreadable("A key is given twice in one object; expected each key once.")
    return named


def _no_number(name: str) -> None:
    raise BodyUnreadable(f"The body holds {name}; expected finite numbers only.")


@cache
def _lists(model: type[BaseModel]) -> frozenset[str]:
    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if get_origin(field.annotation) is tuple)


def _pairs(query: bytes, lists: frozenset[str]) -> dict[str, str | list[str]]:
    try:
        pairs = parse_qsl(
            query.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_PAIRS,
        )
    except ValueError:
        raise ParametersRefused(
            f"The query cannot be read; expected UTF-8 and at most {MOST_PAIRS} parameters."
        ) from None
    read: dict[str, str | list[str]] = {}
    for name, value in pairs:
        if name in lists:
            read.setdefault(name, [])
            read[name] = [*read[name], value]
        elif name in read:
            fault = Fault("given twice; expected once", parameter=_safe(name))
            raise ParametersRefused("A parameter is given twice; expected it once.", (fault,))
        else:
            read[name] = value
    return read


def _refused(
    refused: ValidationError, model: type[BaseModel], *, in_body: bool
) -> ParametersRefused:
    found = refused.errors(include_url=False, include_input=False)[:MOST_FAULTS]
    faults = tuple(fault(error["loc"], _expected(error, model), in_body) for error in found)
    return ParametersRefused("What was sent is not as expected; nothing was done.", faults)


def _expected(error: ErrorDetails, model: type[BaseModel]) -> str:
    """What was expected, in words that need no knowledge of regular expressions."""
    said = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        return "not a parameter of this address"
    if error["type"] == "string_pattern_mismatch":
        if error["ctx"]["pattern"] == PRINTABLE:
            return "expected text without control characters"
        example = _example(model, error["loc"])
        return f"expected a value such as {example}" if example else "not in the form described"
    return said.replace("Input should be", "expected").replace("String should", "should")


def _example(model: type[BaseModel], loc: Sequence[int | str]) -> str | None:
    """A value that the field at `loc` takes, as the contract gives it."""
    field = model.model_fields[str(loc[0])]
    for inner in (field.annotation, *get_args(field.annotation)):
        if len(loc) > 1 and isinstance(inner, type) and issubclass(inner, BaseModel):
            return _example(inner, loc[1:])
    example = field.examples[0] if field.examples else None
    return example[0] if isinstance(example, list) else example


def fault(loc: Sequence[int | str], detail: str, in_body: bool) -> Fault:
    """What is wrong, with the parameter or the JSON pointer that `loc` leads to."""
    names = [_safe(str(part)) for part in loc]
    if in_body:
        return Fault(detail, pointer="#" + "".join(f"/{name}" for name in names))
    return Fault(detail, parameter=names[0] if names else None)


def _safe(name: str) -> str:
    """Names that were sent are repeated only when they are plain; others may be values."""
    return name if PLAIN_NAME.fullmatch(name) or name.isdecimal() else "(not a plain name)"
