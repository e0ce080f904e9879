"""From what groups say of themselves to the directory: a source like the others.

What was saved is never lost: it stays due until the directory has it, and every later occasion
tries again.
"""

from collections.abc import Iterator
from time import sleep

import structlog

from directory.jobs.hastening import hasten
from directory.run_lease import AlreadyRunning
from directory.submissions import changing, reading
from directory.submissions.reading import Submission
from journeys.index import follow_if_little
from journeys.keeping.desk import Desk
from journeys.keeping.record import FACTS, as_record
from journeys.publish import publish_records
from places.gazetteer import Gazetteer
from runtime.clock import Clock
from runtime.database import Database
from runtime.outages import is_forbidden
from schema.record import Record
from search.unavailable import SearchUnavailable

TURNS = 20
PAUSE_S = 0.1
PUBLISHING = "submissions"
"""The task of workers that publishes what is due."""
_log = structlog.get_logger()


def publish_due(database: Database, gazetteer: Gazetteer, clock: Clock) -> int:
    """Bring everything that is due into the directory; gives how many submissions there were.

    Raises AlreadyRunning if another process is at it for seconds; all of it then stays due.
    """
    done = 0
    while _any_due(database):
        taken = _publish(database, gazetteer, clock)
        changing.published(database, taken)
        done += len(taken)
    return done


def publish_if_possible(desk: Desk) -> bool:
    """Publish what is due, in search too where that takes no time; if it fails it is logged.

    What could not be published stays due, and the index is brought up to date beside. Where the
    database's role may not publish, the next worker does.
    """
    try:
        publish_due(desk.database, desk.gazetteer, desk.clock)
        follow_if_little(desk.reading, desk.index)
    except SearchUnavailable as unavailable:
        _log.warning("index not reached; it catches up later", reason=str(unavailable))
    except Exception as error:
        if is_forbidden(error):
            _leave_to_worker(desk)
        else:
            _log.exception("submissions stay due; they are tried again")
        return False
    return True


def _leave_to_worker(desk: Desk) -> None:
    """A worker looks for what is due every half minute; now it looks at once."""
    _log.info("submissions stay due; a worker publishes them")
    try:
        hasten(desk.database, PUBLISHING, desk.clock.now())
    except Exception as error:
        _log.warning("workers were not told; they look by themselves", reason=type(error).__name__)


def _any_due(database: Database) -> bool:
    with database.reading() as connection:
        return bool(reading.due(connection, limit=1))


def _publish(database: Database, gazetteer: Gazetteer, clock: Clock) -> list[Submission]:
    """One run; what is due is read once the run is ours, so that nothing older follows newer."""
    taken: list[Submission] = []
    for turn in range(TURNS):
        try:
            publish_records(database, FACTS, _records(database, gazetteer, clock, taken), clock)
            break
        except AlreadyRunning:
            if turn == TURNS - 1:
                raise
            sleep(PAUSE_S)
    return taken


def _records(
    database: Database, gazetteer: Gazetteer, clock: Clock, taken: list[Submission]
) -> Iterator[Record]:
    with database.reading() as connection:
        due = reading.due(connection)
    for one in due:
        taken.append(one)
        yield as_record(one, gazetteer, clock.now())
