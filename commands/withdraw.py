"""`fingerpost withdraw`: take a listing out of every door, for good."""

from typing import Annotated

import typer

from commands.following import end_with_search
from commands.output import fail, print_json, say
from commands.parts import open_parts
from directory.withdrawals import withdraw


def run(
    listing: Annotated[str, typer.Argument(metavar="ID", help="of a listing or of a record of it")],
    reason: Annotated[str, typer.Option(help="shown to whoever asks for the listing")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Take a listing out of every door at once; no harvest, reindex or restore brings it back."""
    parts = open_parts()
    stored = parts.reading.document("service", listing)
    if stored is None:
        fail(f'"{listing}" is not the id of a listing or of a record of one; nothing was done')
    withdraw(parts.database, parts.ledger, stored.id, reason, parts.clock.now())
    if as_json:
        print_json({"id": stored.id, "state": "withdrawn", "reason": reason})
    else:
        say(f"{stored.id} is withdrawn: {reason}")
    end_with_search(parts)
