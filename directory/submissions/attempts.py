"""How often a network did something lately; nothing older than an hour is kept."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from directory.submissions.errors import TooMany
from directory.tables.submissions import ATTEMPT

WINDOW = timedelta(hours=1)
MOST_PER_HOUR = {"submission": 20, "report": 20, "wrong token": 30, "matches": 120}


def check(connection: Connection, kind: str, network: str | None, now: datetime) -> None:
    """Raises TooMany when `network` has had its share; None stands for the command line."""
    if network is None:
        return
    since = now - WINDOW
    columns = select(func.count(), func.min(ATTEMPT.c.at)).where(
        ATTEMPT.c.kind == kind, ATTEMPT.c.network == network, ATTEMPT.c.at > since
    )
    count, first = connection.execute(columns).one()
    if count >= MOST_PER_HOUR[kind]:
        raise TooMany(max(1, round((first - since).total_seconds())))


def note(connection: Connection, kind: str, network: str | None, now: datetime) -> None:
    """Count one more, and forget those of more than an hour ago."""
    if network is None:
        return
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.at <= now - WINDOW))
    connection.execute(insert(ATTEMPT).values(kind=kind, network=network, at=now))
