"""`fingerpost postcodes`: build the postcodes, or look one up."""

from typing import Annotated

import typer

from commands.output import fail, print_json, print_pairs
from commands.parts import open_parts
from places.gazetteer import Gazetteer
from places.opening import FILE_NAME

NAME = "postcodes"


def run(
    postcode: Annotated[str | None, typer.Argument(help="look this one up")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Build the postcodes and places into the data folder if need be; look one up."""
    parts = open_parts()
    gazetteer = parts.gazetteer
    file = parts.settings.data_dir / "places" / FILE_NAME
    built = {
        "file": str(file),
        "megabytes": round(file.stat().st_size / 1e6, 1),
        "northern_ireland": "on" if parts.settings.northern_ireland else "off (licence)",
    }
    answer = _known(gazetteer, postcode) if postcode else built
    print_json(answer) if as_json else print_pairs(answer)


def _known(gazetteer: Gazetteer, postcode: str) -> dict[str, object]:
    fact = gazetteer.postcode(postcode)
    if fact is None:
        fail(f'"{postcode}" is not a postcode that is known; expected one such as M33 7ZF', code=2)
    name = gazetteer.authority_name(fact.authority) if fact.authority else None
    return {
        "postcode": fact.postcode,
        "lat": fact.lat if fact.lat is not None else "known, but without a place",
        "lon": fact.lon if fact.lon is not None else "known, but without a place",
        "authority": f"{name} ({fact.authority})" if fact.authority else "not known",
    }
