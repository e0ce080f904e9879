"""How many connections of the database are in use, looked at every few seconds."""

from api.measures import CONNECTIONS
from runtime.database import Database

EVERY_S = 5.0


def count_connections(database: Database) -> None:
    """Note the connections used and idle now, of this process."""
    used, idle = database.connections()
    CONNECTIONS.labels("used").set(used)
    CONNECTIONS.labels("idle").set(idle)
