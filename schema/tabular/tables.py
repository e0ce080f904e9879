"""The tables of the tabular form: their columns, and which objects stand inside which."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import orjson

from schema.objects import OBJECTS, StandardObject

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `inside` names the objects within one of its objects, by field.

    `references` are the columns that name a row of another table, which stands there.
    """

    name: str
    thing: str
    columns: tuple[str, ...]
    inside: Mapping[str, str]
    references: Mapping[str, str]
    ours: bool


@lru_cache(maxsize=1)
def package() -> Json:
    """The descriptor of the package as it is published."""
    said: Json = orjson.loads(_published("datapackage.json"))
    return said


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Table]:
    """Every table, by the name of the object that stands in it."""
    shapes = {table["name"]: table["schema"] for table in package()["resources"]}
    return MappingProxyType(
        {
            one.name: _table(one, one.table, shapes[one.table])
            for one in OBJECTS.values()
            if one.table
        }
    )


@lru_cache(maxsize=1)
def by_name() -> Mapping[str, Table]:
    """Every table by its own name, in the order of the package."""
    return MappingProxyType({table.name: table for table in tables().values()})


def _table(thing: StandardObject, name: str, shape: Json) -> Table:
    columns = tuple(column["name"] for column in shape["fields"])
    return Table(
        name=name,
        thing=thing.name,
        columns=columns,
        inside=_inside(thing, columns),
        references={
            key["fields"]: key["reference"]["resource"] or name
            for key in shape.get("foreignKeys", ())
        },
        ours=thing.ours,
    )


def _inside(thing: StandardObject, columns: tuple[str, ...]) -> Mapping[str, str]:
    """Fields that hold objects with a table of their own, and are no column."""
    properties: dict[str, Json] = orjson.loads(_published(f"{thing.name}.json"))["properties"]
    fields = ((name, _held(said)) for name, said in properties.items() if name not in columns)
    return {name: held for name, held in fields if held and OBJECTS[held].table}


def _held(field: Json) -> str:
    """The name of the object that a field holds, one or many; empty if it holds none."""
    reference: str = field.get("$ref") or field.get("items", {}).get("$ref", "")
    return reference.removesuffix(".json")


def _published(name: str) -> bytes:
    return files("schema.published").joinpath(name).read_bytes()
