"""Pages about the standard for people: one for each object, and an index."""

import json
from typing import Any

from schema.objects import OBJECTS, StandardObject
from schema.profile import HSDS_VERSION, ORUK_VERSION, PROFILE_NAME, PROFILE_URI, PROFILE_VERSION

_ORIGINS = {"fingerpost": "ours", "open-referral-uk": "Open Referral UK"}
_KINDS = {
    "uuid": "UUID",
    "uri": "URL",
    "email": "e-mail address",
    "date": "date",
    "date-time": "date and time",
}
_HEAD = (
    "| Field | Type | Required | Meaning | Example | From |\n| --- | --- | --- | --- | --- | --- |"
)


def _link(reference: str) -> str:
    name = reference.removesuffix(".json")
    return f"[{name}]({name}.md)"


def _kind(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return _link(field["$ref"])
    if field["type"] == "array":
        return f"list of {_kind(field['items'])}"
    if "enum" in field:
        return "one of " + ", ".join(f"`{value}`" for value in field["enum"])
    return _KINDS.get(
        field.get("format", ""), "text" if field["type"] == "string" else field["type"]
    )


def _required(name: str, field: dict[str, Any], schema: dict[str, Any]) -> str:
    if name in schema["required"]:
        return "yes"
    return "in tables" if field.get("x-tabular-required") else ""


def _example(field: dict[str, Any]) -> str:
    examples = field.get("examples")
    return f"`{json.dumps(examples[0], ensure_ascii=False)}`" if examples else ""


def _row(name: str, field: dict[str, Any], schema: dict[str, Any], ours: bool) -> str:
    meaning = field["description"] + (" Superseded." if field.get("deprecated") else "")
    origin = "ours" if ours else _ORIGINS.get(field.get("x-origin", ""), "HSDS")
    cells = (f"`{name}`", _kind(field), _required(name, field, schema), meaning, _example(field))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in (*cells, origin)) + " |"


def _page(thing: StandardObject, schema: dict[str, Any]) -> str:
    rows = [_row(name, field, schema, thing.ours) for name, field in schema["properties"].items()]
    table = f"In the tabular form: `{thing.table}.csv`.\n\n" if thing.table else ""
    return (
        f"# {thing.name}\n\n{schema['description']}\n\n"
        f"{table}Schema: [`{thing.name}.json`](../../schema/published/{thing.name}.json).\n\n"
        + "\n".join((_HEAD, *rows))
        + "\n\nA field without a value is left out; it is never null. "
        "[All objects](index.md)\n"
    )


def _listed(schemas: dict[str, dict[str, Any]], ours: bool) -> str:
    return "\n".join(
        f"- [{thing.name}]({thing.name}.md): {schemas[thing.name]['description']}"
        for thing in OBJECTS.values()
        if thing.ours is ours
    )


def _index(schemas: dict[str, dict[str, Any]]) -> str:
    return (
        "# The data standard\n\n"
        f"Listings have the shape of the Human Services Data Specification (HSDS) {HSDS_VERSION}, "
        f"and carry the keys that Open Referral UK ({ORUK_VERSION}) reads beside them, so that "
        "one document satisfies both. What we add is declared as a profile:\n\n"
        f"- name: {PROFILE_NAME}\n- version: {PROFILE_VERSION}\n- URI: `{PROFILE_URI}`\n"
        "- files: [`schema/published/profile`](../../schema/published/profile), merge patches "
        "(RFC 7386) over the schemas of HSDS\n\n"
        "Whole JSON Schemas (2020-12) stand in [`schema/published`](../../schema/published), with "
        "the tabular form in [`datapackage.json`](../../schema/published/datapackage.json) "
        "(Frictionless). The words for needs and categories: [vocabulary](vocabulary.md).\n\n"
        f"## Objects of HSDS\n\n{_listed(schemas, ours=False)}\n\n"
        f"## Objects of our profile\n\n{_listed(schemas, ours=True)}\n\n"
        "These pages are generated from the models in `schema/` by `python -m schema.generate`.\n"
    )


def pages(schemas: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The pages by file name, each in Markdown."""
    about = {f"{name}.md": _page(OBJECTS[name], schema) for name, schema in schemas.items()}
    return {"index.md": _index(schemas)} | about
