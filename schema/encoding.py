"""Models to bytes and back: no null, nothing empty, keys in the order of the model."""

from functools import cache
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)


@cache
def _required(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if field.is_required())


def _plain_value(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return plain(value)
    if isinstance(value, (list, tuple)):
        return [shown for item in value if (shown := _plain_value(item)) not in (None, "", [], {})]
    return value


def plain(model: BaseModel) -> dict[str, Any]:
    """The model as a dictionary without empty values; dates and ids stay Python objects.

    A text that the standard requires is kept even when it is empty, since its key must be there.
    """
    shown = {}
    for name, value in model.__dict__.items():
        if value is None or value == "" or value == []:
            if value == "" and name in _required(type(model)):
                shown[name] = value
            continue
        shown[name] = _plain_value(value)
    return shown


def encode(model: BaseModel) -> bytes:
    """The model as UTF-8 JSON; equal models give equal bytes."""
    return orjson.dumps(plain(model), option=orjson.OPT_UTC_Z)


def decode(model: type[M], said: bytes | str) -> M:
    """The model that `said` holds; raises `pydantic.ValidationError` when it holds none."""
    return model.model_validate_json(said)
