"""`fingerpost migrate`: bring the database to this version's shape, before anything serves it."""

from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from commands.output import fail, say
from commands.parts import Parts, open_parts
from directory import granting, migrating
from runtime import jobs
from runtime.database import Database


def run(
    check: Annotated[
        bool, typer.Option("--check", help="change nothing; end with 1 unless all is as it should")
    ] = False,
    to: Annotated[
        str | None,
        typer.Option(help="go back to this revision, beside load; only older versions fit it"),
    ] = None,
) -> None:
    """Run the migrations that are missing; on PostgreSQL also make the tables of the queue, and
    grant the other roles what they need.
    """
    parts = open_parts()
    before = _revision(parts)
    if to is not None:
        _go_back(parts, before, to)
        return
    if check and before != migrating.NEWEST:
        fail(f"the database is at revision {before}; expected {migrating.NEWEST}. Run: {_COMMAND}")
    if not check:
        migrating.upgrade(parts.database)
        if not parts.database.is_sqlite:
            jobs.prepare(parts.database.url)
            granting.grant(parts.database)
    said = "" if before == migrating.NEWEST else f"; it was at {before or 'none'}"
    say(f"The database is at revision {migrating.NEWEST}{said}.")


def _go_back(parts: Parts, before: str | None, to: str) -> None:
    """Take a database down again, as before an older version is put in this one's place."""
    if to not in migrating.REVISIONS or before is None or to >= before:
        expected = ", ".join(one for one in migrating.REVISIONS if before and one < before)
        fail(f"--to is {to!r}, the database at {before}; expected one of {expected or 'none'}")
    migrating.bring_to(parts.database, to)
    say(f"The database is at revision {to}; it was at {before}. This version serves nothing of it.")


_COMMAND = "fingerpost migrate"


def _revision(parts: Parts) -> str | None:
    """The revision that the database is at now, without opening it as the other commands do."""
    try:
        database = Database(parts.settings.database_url_or_default())
        found = migrating.revision(database)
        database.close()
    except SQLAlchemyError as error:
        fail(f"the database is not reached: {error.__cause__ or error}")
    return found
