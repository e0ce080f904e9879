"""`fingerpost submissions new-key`, `keys`, `revoke-key`: moderators' keys for the API."""

from typing import Annotated

import typer

from commands.desk import AsJson
from commands.output import fail, print_json, print_table, say
from commands.parts import open_parts
from commands.submission_case import when
from directory import operators
from directory.operators import NoSuchKey


def new_key(
    name: Annotated[str, typer.Argument(help="whose key it is; stands in the history")],
    as_json: AsJson = False,
) -> None:
    """Make a moderator's key for the API; it is shown only here."""
    parts = open_parts()
    key = operators.new_key(parts.database, name, parts.clock.now())
    if as_json:
        print_json({"name": name, "key": key})
    else:
        say(f"Key of {name}, shown only here: {key}")
        say("Send it as `Authorization: Bearer KEY`.")


def keys(as_json: AsJson = False) -> None:
    """List moderators' keys, without their secrets."""
    with open_parts().database.reading() as connection:
        found = operators.keys(connection)
    if as_json:
        names = ("id", "name", "created_at", "revoked_at")
        print_json({"keys": [{name: getattr(one, name) for name in names} for one in found]})
    else:
        rows = [
            (one.id, one.name, when(one.created_at), one.revoked_at and when(one.revoked_at))
            for one in found
        ]
        print_table("Keys", ("id", "name", "made", "revoked"), rows)


def revoke_key(
    key: Annotated[str, typer.Argument(metavar="ID", help="of a key, as `submissions keys` shows")],
    as_json: AsJson = False,
) -> None:
    """End a moderator's key at once."""
    parts = open_parts()
    try:
        operators.revoke(parts.database, key, parts.clock.now())
    except NoSuchKey as error:
        fail(str(error))
    if as_json:
        print_json({"id": key, "state": "revoked"})
    else:
        say(f"key {key} is revoked")
