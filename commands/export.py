"""`fingerpost export`: everything published as files, to serve or to take away."""

import shutil
from enum import StrEnum
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated

import typer

from commands.output import bar, fail, print_json, print_table, say
from commands.parts import Parts, open_parts
from journeys.exports.formats import FORMATS
from journeys.exports.making import Progress, make
from journeys.exports.manifest import INDEX, Manifest
from journeys.exports.shelf import BeingMade

FormatName = StrEnum("FormatName", {name: name for name in FORMATS})  # type: ignore[misc]


def run(
    formats: Annotated[
        list[FormatName] | None,
        typer.Option("--format", help="one format, with --to; may be given again; all when absent"),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="write here and serve nothing")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Write everything published into files, and serve them at /bulk/ unless --to says where."""
    if formats and to is None:
        fail("--format goes with --to: what is served is always all formats of one moment", code=2)
    parts = open_parts()
    try:
        with bar("Exporting") as progress:
            if to is None:
                manifest, where = parts.bulk.make(progress), parts.bulk.shelf.root
            else:
                wanted = tuple(dict.fromkeys(one.value for one in formats or ())) or tuple(FORMATS)
                manifest, where = _take_away(parts, to, wanted, progress), to
    except BeingMade as busy:
        fail(f"{busy}; nothing was changed. Let it finish, and try again.")
    except OSError as error:
        fail(f"no files were made: {error}")
    _tell(manifest, where, as_json)


def _take_away(
    parts: Parts, target: Path, formats: tuple[str, ...], progress: Progress
) -> Manifest:
    """Files that stand under their names only when they are whole, the list of all last."""
    target.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(prefix=".making-", dir=target))
    try:
        manifest = make(parts.database, beside, parts.clock.now(), formats, progress)
        for file in sorted(beside.iterdir(), key=lambda one: one.name == INDEX):
            file.replace(target / file.name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return manifest


def _tell(manifest: Manifest, where: Path, as_json: bool) -> None:
    if as_json:
        print_json({"folder": str(where), **manifest.model_dump(mode="json", exclude_none=True)})
        return
    rows = [
        (one.name, f"{one.bytes:,}", _counted(one.counts), one.sha256) for one in manifest.files
    ]
    print_table(f"In {where}", ("File", "Bytes", "Holds", "SHA-256"), rows)
    say(f"{manifest.services} services of generation {manifest.generation}, {manifest.took_s} s")
    if manifest.valid_until:
        say(f"A kite mark in them changes at {manifest.valid_until:%Y-%m-%d %H:%M} UTC.")


def _counted(counts: dict[str, int]) -> str:
    """What a file holds; of a package its rows altogether."""
    if len(counts) > 5:
        return f"{sum(counts.values()):,} rows in {len(counts)} tables"
    return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())
