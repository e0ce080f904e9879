"""What happened to a submission, who did it and why: rows are only added."""

from datetime import datetime

from sqlalchemy import Connection, insert

from directory.tables.submissions import SUBMISSION_EVENT


def record_event(
    connection: Connection, submission_id: str, kind: str, by: str, note: str | None, now: datetime
) -> None:
    connection.execute(
        insert(SUBMISSION_EVENT).values(
            submission_id=submission_id, kind=kind, by=by, note=note, at=now
        )
    )
