"""`fingerpost postcodes`: build the postcodes, or look one up."""

from typing import Annotated

import typer

from commands.output import fail, print_json, print_pairs
from commands.parts import open_parts
from places.gazetteer import Choice, Found, Gazetteer, OnePlace, UnknownPlace, Unplaced
from places.opening import FILE_NAME


def run(
    postcode: Annotated[
        str | None, typer.Argument(help="look up this one, or a district or town")
    ] = None,
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
        return _place(gazetteer.find(postcode))
    name = gazetteer.authority_name(fact.authority) if fact.authority else None
    return {
        "postcode": fact.postcode,
        "lat": fact.lat if fact.lat is not None else "known, but without a place",
        "lon": fact.lon if fact.lon is not None else "known, but without a place",
        "authority": f"{name} ({fact.authority})" if fact.authority else "not known",
    }


def _place(found: Found) -> dict[str, object]:
    """What else may be looked up: a sector, a district, a town; ends the command if unknown."""
    if isinstance(found, OnePlace):
        place = found.place
        return {place.kind: place.name, "lat": place.lat, "lon": place.lon}
    if isinstance(found, Choice):
        return {str(n): place.name for n, place in enumerate(found.places, 1)}
    return fail(_why_not(found), code=2)


def _why_not(found: Unplaced | UnknownPlace) -> str:
    if isinstance(found, Unplaced):
        return f'"{found.postcode}" cannot be put on the map. {found.why}.'
    return f'"{found.text}" is not a place we know. {found.hint}.'
