"""The queue's own tables in PostgreSQL.

They stand in a schema named after the library's version, beside those of another version that
older workers may still use.
"""

from importlib.metadata import version

import psycopg
from procrastinate.schema import SchemaManager
from psycopg import sql
from sqlalchemy.engine import make_url

from runtime.connecting import ALIVE

SCHEMA = f"queue_{version('procrastinate').replace('.', '_')}"
ONE_AT_A_TIME = 7_041_971
"""The number of the lock under which the queue's tables are made."""


def prepare(url: str) -> bool:
    """Make the queue's tables if they are not there; True if they were made."""
    with psycopg.connect(libpq(url)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (ONE_AT_A_TIME,))
        found = connection.execute("SELECT to_regnamespace(%s)", (SCHEMA,)).fetchone()
        if found and found[0]:
            return False
        schema = sql.Identifier(SCHEMA)
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
        connection.execute(sql.SQL("SET LOCAL search_path TO {}").format(schema))
        connection.execute(SchemaManager.get_schema())
        return True


def libpq(url: str) -> str:
    """The address of a database as libpq reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def in_schema() -> dict[str, str | int]:
    """What tells a connection where the queue's tables are, and when its server is gone."""
    return {"options": f"-c search_path={SCHEMA}", **ALIVE}
