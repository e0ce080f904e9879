"""`fingerpost migrate`: bring the database to this version's shape, before anything serves it."""

from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from commands.output import fail, say
from commands.parts import Parts, open_parts
from directory import migrating
from runtime import jobs
from runtime.database import Database


def run(
    check: Annotated[
        bool, typer.Option("--check", help="change nothing; end with 1 unless all is as it should")
    ] = False,
) -> None:
    """Run the migrations that are missing, and make the tables of the queue on PostgreSQL."""
    parts = open_parts()
    before = _revision(parts)
    if check and before != migrating.NEWEST:
        fail(f"the database is at revision {before}; expected {migrating.NEWEST}. Run: {_COMMAND}")
    if not check:
        migrating.upgrade(parts.database)
        if not parts.database.is_sqlite:
            jobs.prepare(parts.database.url)
    said = "" if before == migrating.NEWEST else f"; it was at {before or 'none'}"
    say(f"The database is at revision {migrating.NEWEST}{said}.")


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
