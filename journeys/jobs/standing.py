"""How the tasks stand, as numbers for those who watch."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from directory.jobs.reading import due, held
from runtime.database import Database


def queue_depth(database: Database, now: datetime) -> Mapping[str, int]:
    """How many jobs of each kind are due and wait for somebody; kinds with none are absent."""
    with database.reading() as connection:
        return Counter(job.kind for job in due(connection, now))


def running(database: Database) -> Mapping[str, int]:
    """How many jobs of each kind somebody is at work on; kinds with none are absent."""
    with database.reading() as connection:
        return Counter(job.kind for job in held(connection))
