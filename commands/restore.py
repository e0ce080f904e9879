"""`fingerpost restore`: bring a backup back, into whichever database is set."""

from pathlib import Path
from typing import Annotated

import typer

from commands.following import LATER
from commands.output import LOOK, OK, bar, fail, print_json, say, warn
from commands.parts import Parts, open_parts
from journeys import catalogue, fhir
from journeys.backup.manifest import BackupBroken
from journeys.backup.restoring import Destination, Restored, TargetHoldsSomething, restore
from journeys.index import rebuild
from search.unavailable import IndexBusy, SearchUnavailable


def run(
    backup: Annotated[Path, typer.Argument(metavar="FILE", help="written by fingerpost backup")],
    replace: Annotated[
        bool, typer.Option("--replace", help="let what the directory holds now be replaced")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Bring a backup back, verified before and after; what was withdrawn since stays withdrawn.

    Ends with 3 when search was away: it follows when it is back.
    """
    if not backup.is_file():
        fail(f"{backup} is not a file; expected a backup", code=2)
    parts = open_parts()
    try:
        restored = restore(backup, _destination(parts), parts.clock, replace=replace)
    except TargetHoldsSomething as refused:
        fail(str(refused), code=2)
    except BackupBroken as broken:
        fail(f"{broken}. Nothing was restored.")
    listings = _made_of_it(parts)
    _tell(restored, listings, as_json)
    raise typer.Exit(LOOK if listings is None else OK)


def _destination(parts: Parts) -> Destination:
    return Destination(
        database=parts.database,
        ledger=parts.ledger,
        sources=parts.settings.data_dir / "sources",
        known_sources=tuple(parts.settings.sources_dir),
        terms=parts.terms_file,
        secret=parts.settings.data_dir / "secret",
    )


def _made_of_it(parts: Parts) -> int | None:
    """Rebuild what is made of listings; how many are in the search index, None if it is away."""
    catalogue.rebuild(parts.reading, parts.database)
    fhir.rebuild(parts.reading, parts.database)
    try:
        with bar("Indexing") as progress:
            return rebuild(parts.reading, parts.index, progress)
    except IndexBusy as busy:
        fail(
            f"everything was restored but the index: {busy} Stop the server, then: fingerpost"
            " reindex"
        )
    except SearchUnavailable as away:
        warn(f"{away} {LATER}")
        return None


def _tell(restored: Restored, listings: int | None, as_json: bool) -> None:
    told = {
        "rows": restored.manifest.rows(),
        "documents": restored.manifest.tables["document"].rows,
        "generation": restored.manifest.generation,
        "listings": listings,
        "withdrawn_again": restored.withdrawn,
        "files": restored.files,
        "left_as_they_are": restored.differing,
    }
    if as_json:
        print_json(told)
        return
    indexed = "search follows" if listings is None else f"{listings} listings indexed"
    say(f"{told['rows']} rows restored and found equal; {indexed}")
    if restored.withdrawn:
        say(f"{restored.withdrawn} listings were withdrawn since, and are withdrawn again")
    for file in restored.differing:
        say(f"{file} differs from the backup's and was left as it is")
