"""`fingerpost reindex`: build the search index and the catalogue anew from the database."""

import time
from dataclasses import asdict
from typing import Annotated

import typer

from commands.output import LOOK, bar, fail, print_json, print_pairs, say
from commands.parts import Parts, open_parts
from journeys import catalogue
from journeys.index import catch_up, lag, rebuild
from search.unavailable import IndexBusy, SearchUnavailable

AsJson = Annotated[bool, typer.Option("--json", help="one JSON document")]


def run(
    status: Annotated[
        bool, typer.Option("--status", help="build nothing; say how far the index is behind")
    ] = False,
    from_scratch: Annotated[
        bool, typer.Option("--from-scratch", help="do not go on with what was broken off")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Build the search index and the catalogue anew; searches go on in the old ones until then.

    In Meilisearch one that was broken off is gone on with; the embedded index is written as one
    whole and begins anew.
    """
    parts = open_parts()
    try:
        if status:
            _tell_status(parts, as_json)
        else:
            _build(parts, from_scratch, as_json)
    except IndexBusy as busy:
        fail(f"{busy} Stop the other process, or let it finish, and try again.")
    except SearchUnavailable as away:
        fail(str(away))
    finally:
        parts.index.release()


def _build(parts: Parts, from_scratch: bool, as_json: bool) -> None:
    started = time.monotonic()
    if from_scratch:
        parts.index.forget_rebuild()
    after = parts.index.rebuilt_through(parts.reading.generation())
    with bar("Indexing") as progress:
        listings = rebuild(parts.reading, parts.index, progress)
        catch_up(parts.reading, parts.index)
    with bar("Catalogue") as progress:
        catalogue.rebuild(parts.reading, parts.database, progress)
    seconds = round(time.monotonic() - started, 2)
    if as_json:
        print_json({"listings": listings, "seconds": seconds, "gone_on_after": after or None})
    else:
        going_on = f", after those that were indexed before up to {after}" if after else ""
        say(f"{listings} listings indexed in {seconds} s{going_on}")


def _tell_status(parts: Parts, as_json: bool) -> None:
    found = lag(parts.reading, parts.index, parts.clock.now())
    if as_json:
        print_json(asdict(found))
    else:
        lost = "none: it has to be built" if found.position is None else found.position
        behind = f"{found.changes} changes, {found.seconds:.0f} s"
        print_pairs({"position": lost, "behind": behind})
    if found.position is None:
        raise typer.Exit(LOOK)
