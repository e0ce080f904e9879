"""Records that a complete run did not meet are staged as gone, unless there are too many."""

from sqlalchemy import text

from directory import runs
from directory.guard import may_delete
from directory.plans import MANY, planned_for
from runtime.database import Database

_STAGE_GONE = text("""
    INSERT INTO staged_record (run_id, record_id, outcome, listing_id)
    SELECT :run, r.id, 'gone', r.listing_id FROM record r
    WHERE r.source_id = :source AND r.state <> 'gone'
    AND NOT EXISTS (SELECT 1 FROM staged_record s WHERE s.run_id = :run AND s.record_id = r.id)
""")
_MISSING = text("""
    SELECT count(*) FROM record r WHERE r.source_id = :source AND r.state <> 'gone'
    AND NOT EXISTS (SELECT 1 FROM staged_record s WHERE s.run_id = :run AND s.record_id = r.id)
""")


def stage_deletions(
    database: Database, run_id: int, source_id: str, read: int, accepted: int
) -> tuple[int, int]:
    """Stage the records that a complete run did not meet: (to go, withheld by the guard)."""
    values = {"run": run_id, "source": source_id}
    with database.writing() as connection, planned_for(connection, MANY):
        missing = connection.execute(_MISSING, values).scalar_one()
        if not missing:
            return 0, 0
        live = runs.live_records(connection, source_id)
        if not may_delete(missing, live, read, accepted):
            return 0, missing
        connection.execute(_STAGE_GONE, values)
        return missing, 0
