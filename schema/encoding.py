"""Models to bytes and back: no null, nothing empty, keys in the order of the model."""

from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import orjson
from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)


@cache
def _required(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if field.is_required())


def _is_empty(value: Any) -> bool:
    return not value and value is not False and value != 0


def _plain_value(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind is UUID:
        return value
    if kind is list or kind is tuple:
        return [shown for item in value if not _is_empty(shown := _plain_value(item))]
    return plain(value) if isinstance(value, BaseModel) else value


def plain(model: BaseModel) -> dict[str, Any]:
    """The model as a dictionary without empty values; dates and ids stay Python objects.

    A text that the standard requires is kept even when it is empty, since its key must be there.
    """
    shown: dict[str, Any] = {}
    for name, value in model.__dict__.items():
        if value is None:
            continue
        inner = _plain_value(value) if value else value
        if not _is_empty(inner) or (inner == "" and name in _required(type(model))):
            shown[name] = inner
    return shown


def encode(model: BaseModel) -> bytes:
    """The model as UTF-8 JSON; equal models give equal bytes."""
    return orjson.dumps(plain(model), option=orjson.OPT_UTC_Z)


def decode(model: type[M], said: bytes | str) -> M:
    """The model that `said` holds; raises `pydantic.ValidationError` when it holds none."""
    return model.model_validate_json(said)
