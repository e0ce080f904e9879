"""`fingerpost backup`: one verified file of everything, while the server goes on."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from commands.output import fail, print_json, say
from commands.parts import Parts, open_parts
from journeys.backup.manifest import BackupBroken, Manifest
from journeys.backup.noting import note_backup
from journeys.backup.taking import Belongings, take_backup


def run(
    target: Annotated[
        Path, typer.Argument(metavar="FILE|DIR", help="file to write, or folder for a dated one")
    ],
    with_secret: Annotated[
        bool, typer.Option("--with-secret", help="also the server's secret; keep the file safe")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Write everything into one file that any database can be restored from, and verify it."""
    parts = open_parts()
    now = parts.clock.now()
    file = target / dated(now) if target.is_dir() else target
    if file.exists():
        fail(f"{file} is there already; nothing was written", code=2)
    try:
        manifest = take_backup(
            parts.database, _belongings(parts, with_secret), file, parts.version, now
        )
    except (OSError, BackupBroken) as error:
        fail(f"no backup was made: {error}")
    note_backup(parts.settings.data_dir, now, file)
    _tell(manifest, file, as_json)


def dated(now: datetime) -> str:
    """The name of a backup of this moment."""
    return f"fingerpost-{now:%Y%m%dT%H%M%SZ}.zip"


def _belongings(parts: Parts, with_secret: bool) -> Belongings:
    secret = parts.settings.data_dir / "secret"
    return Belongings(
        ledger=parts.ledger,
        sources=tuple(one for one in parts.own_source_folders if one.is_dir()),
        settings=parts.settings.without_secrets(),
        terms=parts.terms_file,
        words=_words(parts),
        secret=secret if with_secret and secret.exists() else None,
    )


def _words(parts: Parts) -> dict[str, Path]:
    """The operator's own lists, where settings name any."""
    named = {
        "synonyms.txt": parts.settings.synonyms_file,
        "crisis_words.txt": parts.settings.crisis_file,
    }
    return {name: file for name, file in named.items() if file is not None}


def _tell(manifest: Manifest, file: Path, as_json: bool) -> None:
    told = {
        "file": str(file),
        "bytes": file.stat().st_size,
        "rows": manifest.rows(),
        "documents": manifest.tables["document"].rows,
        "generation": manifest.generation,
        "revision": manifest.revision,
        "holds_secret": manifest.holds_secret,
    }
    if as_json:
        print_json(told)
        return
    say(
        f"{file}: {told['documents']} documents, {told['rows']} rows, {told['bytes']:,} bytes;"
        " read again and found whole"
    )
    say("It holds groups' private contacts: keep it encrypted. docs/run-it-for-real.md says how.")
