"""Bring a database to the shape that this version expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from runtime.database import Database

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def config() -> Config:
    """Alembic's configuration without a file, so that it works from wherever it is installed."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    return settings


def upgrade(database: Database) -> bool:
    """Run the migrations that are missing; True if there were any."""
    settings = config()
    head = ScriptDirectory.from_config(settings).get_current_head()
    with database.reading() as connection:
        if MigrationContext.configure(connection).get_current_revision() == head:
            return False
    with database.writing() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
    return True
