"""`fingerpost reindex`: build the search index anew from the database."""

import time
from typing import Annotated

import typer

from commands.output import bar, fail, print_json, say
from commands.parts import open_parts
from journeys.index import rebuild
from search.index import IndexBusy

NAME = "reindex"


def run(
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Build the search index anew; searches go on in the old one until it is ready."""
    parts = open_parts()
    started = time.monotonic()
    try:
        with bar("Indexing") as progress:
            listings = rebuild(parts.reading, parts.index, progress)
    except IndexBusy as busy:
        fail(f"{busy} Stop the other process, or let it finish, and try again.")
    seconds = round(time.monotonic() - started, 2)
    if as_json:
        print_json({"listings": listings, "seconds": seconds})
    else:
        say(f"{listings} listings indexed in {seconds} s")
