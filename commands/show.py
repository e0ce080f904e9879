"""`fingerpost show`: one listing, with the source of each of its fields."""

from typing import Annotated, Any

import orjson
import typer

from commands.output import fail, print_json, print_table, say
from commands.parts import open_parts

NOT_SHOWN = frozenset({"id", "sources", "last_modified"})


def run(
    listing: Annotated[str, typer.Argument(metavar="ID", help="of a listing or of a record of it")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Show a listing with the source of each field."""
    reading = open_parts().reading
    stored = reading.document("service", listing)
    if stored is None:
        fail(f'"{listing}" is not the id of a listing or of a record of one')
    if stored.state == "merged":
        fail(f"{stored.id} was merged into {stored.successor}")
    if stored.state == "withdrawn":
        fail(f"{stored.id} is not published any more: {stored.reason}")
    service = orjson.loads(stored.body)
    provenance = orjson.loads(reading.provenance(stored.id) or b"{}")
    if as_json:
        print_json({"listing": service, "provenance": provenance})
    else:
        _show(service, provenance)


def _show(service: dict[str, Any], provenance: dict[str, Any]) -> None:
    fields = provenance["fields"]
    rows = [
        (name, _short(value), *_sources(fields.get(name, {})))
        for name, value in service.items()
        if name not in NOT_SHOWN
    ]
    say(f"{service['name']}  ({service['id']})")
    print_table("", ("field", "value", "said by", "others say"), rows)
    for record in provenance["records"]:
        for found in record["issues"]:
            say(
                f"{record['source']} {record['key']}: {found['field']} is"
                f' "{found["value"]}"; expected {found["expected"]}. {found["done"]}.'
            )


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return text if len(text) <= 160 else text[:157] + "…"


def _sources(field: dict[str, Any]) -> tuple[str, str]:
    others = field.get("others", ())
    return (
        ", ".join(field.get("sources", ())),
        "\n".join(f"{other['source']}: {_short(other['value'])}" for other in others),
    )
