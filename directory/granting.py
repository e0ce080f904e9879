"""What PostgreSQL's roles may do with tables and queue, granted by the role that owns them."""

from contextlib import closing

from directory.migrating import MIGRATIONS
from runtime.database import Database

GRANTS = MIGRATIONS / "grants.sql"


def grant(database: Database) -> None:
    """Let who harvests and who serves do what migrations/grants.sql says, where they were made."""
    with closing(database.engine.raw_connection()) as connection:
        connection.cursor().execute(GRANTS.read_text("utf-8"))
        connection.commit()
