"""The history of awards: rows are only added."""

from datetime import datetime

from sqlalchemy import Connection, insert

from directory.tables.awards import AWARD_EVENT


def record_event(
    connection: Connection, award_id: str, kind: str, told: str | None, now: datetime
) -> None:
    """Add to the history of an award."""
    connection.execute(insert(AWARD_EVENT).values(award_id=award_id, kind=kind, note=told, at=now))
