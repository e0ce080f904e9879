"""Bring a database to the shape that this version expects."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from directory.migrating_beside_load import migrate_beside_load
from runtime.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
REVISIONS = tuple(sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")))
"""Those of the files in migrations/versions, whose names begin with them, the oldest first."""
NEWEST = REVISIONS[-1]


class LaterShapeError(Exception):
    """A database of a later version, which this one does not know."""


def config() -> "Config":
    """Alembic's configuration without a file, so that it works from wherever it is installed."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    return settings


def upgrade(database: Database) -> bool:
    """Run the migrations that are missing; True if there were any. Raises LaterShapeError.

    Alembic is slow to import, so it is imported only when it has something to do.
    """
    found = revision(database)
    if found == NEWEST:
        return False
    if found is not None and found not in REVISIONS:
        raise LaterShapeError(
            f"the database is at revision {found}, of a later version; expected {NEWEST} at most."
            f" That version takes it back: fingerpost migrate --to {NEWEST}. Nothing was changed"
        )
    bring_to(database, "head")
    return True


def bring_to(database: Database, target: str) -> None:
    """Run the migrations up or down to a revision, "head" or "base".

    Raises CommandError if there is no such revision.
    """
    from alembic import command

    settings = config()
    go = command.downgrade if _is_older(target, revision(database)) else command.upgrade
    if not database.is_sqlite:
        migrate_beside_load(database, lambda: go(settings, target), settings)
        return
    with database.writing() as connection:
        settings.attributes["connection"] = connection
        go(settings, target)


def _is_older(target: str, current: str | None) -> bool:
    return target == "base" or (target != "head" and target < (current or ""))


def revision(database: Database) -> str | None:
    """The revision that a database is at; None before its first migration."""
    with database.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
        return found
