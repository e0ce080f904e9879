"""A service as rows of the tables of the tabular form, with the links that nesting implies."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from schema.identifiers import child_id
from schema.tabular.tables import Table, by_name, tables

Json = dict[str, Any]

NOT_STATED: Json = {
    "id": str(child_id("tabular", "organization", "not stated")),
    "name": "Not stated",
    "description": "Stands for the organization of services whose sources name none.",
}
"""The tabular form asks for an organization of every service."""
_NEEDED = {"service_at_location": "location", "attribute": "taxonomy_term"}
"""What a row of these has to link to; one without it says nothing, and is left out."""


class Row(NamedTuple):
    """One row; `loose` are the references that lead to no other row of the same service."""

    table: str
    id: str
    values: Mapping[str, Any]
    loose: tuple[str, ...] = ()


def rows(service: Json) -> list[Row]:
    """The rows of a service and of everything in it, holders before what they hold."""
    if "organization" not in service:
        service = {**service, "organization": NOT_STATED}
    made = list(_rows("service", service, {}))
    there = {(row.table, row.id) for row in made}
    return [row._replace(loose=_loose(row, there)) for row in made]


def taxonomy_rows(taxonomy: Json) -> Iterator[Row]:
    """The rows of a taxonomy and of its terms."""
    yield from _rows("taxonomy", taxonomy, {})


def cells(table: Table, values: Mapping[str, Any]) -> list[str]:
    """The cells of a row in the order of the columns; an empty cell stands for an absent value."""
    return [_cell(values.get(column)) for column in table.columns]


def _rows(thing: str, said: Json, links: Json) -> Iterator[Row]:
    table = tables()[thing]
    values = {**said, **{name: id_ for name, id_ in links.items() if name in table.columns}}
    held = [(name, one) for name in table.inside if name in said for one in _each(said[name])]
    if thing in _NEEDED and _NEEDED[thing] not in said:
        return
    for name, one in held:
        if f"{name}_id" in table.columns and not isinstance(said[name], list):
            values[f"{name}_id"] = one["id"]
    if thing == "taxonomy_term":
        yield from _taxonomy_of(said)
        values.setdefault("taxonomy_id", said.get("taxonomy_detail", {}).get("id"))
    yield Row(table.name, values.get("id", ""), values)
    for name, one in held:
        yield from _rows(table.inside[name], one, _links(thing, said))


def _taxonomy_of(term: Json) -> Iterator[Row]:
    """The taxonomy that a term names without telling more of it."""
    if "taxonomy_detail" not in term and {"taxonomy", "taxonomy_id"} <= term.keys():
        name = term["taxonomy"]
        told = {"id": term["taxonomy_id"], "name": name, "description": f"Terms of {name}."}
        yield Row("taxonomies", term["taxonomy_id"], told)


def _links(thing: str, said: Json) -> Json:
    """What the objects inside another have to say of it."""
    id_ = said.get("id", "")
    tied = {"link_id": id_, "link_entity": thing, "resource_id": id_, "resource_type": thing}
    return {f"{thing}_id": id_, **tied}


def _each(said: Any) -> list[Json]:
    return said if isinstance(said, list) else [said]


def _loose(row: Row, there: set[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(
        name
        for name, target in by_name()[row.table].references.items()
        if row.values.get(name) and (target, row.values[name]) not in there
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return orjson.dumps(value).decode()
    return str(value)
