"""What is answered while the database cannot work: never a fault of ours, always when to ask again.

Why it cannot work is in the log; an answer says nothing of machines.
"""

from collections.abc import Mapping

import structlog
from starlette.requests import Request

from api.kinds import DATABASE_AWAY, STORAGE_FULL, Kind
from api.problems import Problem
from runtime.outages import Outage, outage

RETRY_AFTER_S = "5"
_READING = ("GET", "HEAD", "OPTIONS")
_SAID: Mapping[Outage, tuple[Kind, str]] = {
    "away": (DATABASE_AWAY, "The database is not reached just now."),
    "busy": (DATABASE_AWAY, "The database had no time for this just now."),
    "read-only": (DATABASE_AWAY, "The database takes nothing new just now."),
    "full": (STORAGE_FULL, "The disk of the database is full; nothing was kept."),
}
_log = structlog.get_logger()


def problem_of(request: Request, error: Exception) -> Problem:
    """The problem that an outage is answered with; an error that is none is raised again.

    A connection that was lost at the end of a write leaves unknown whether it was kept.
    """
    cause = outage(error)
    if cause is None:
        raise error
    _log.warning("the database could not work", why=cause, kind=type(error).__name__)
    kind, said = _SAID[cause]
    return Problem(kind, f"{said} {_then(request, cause)}", headers={"Retry-After": RETRY_AFTER_S})


def _then(request: Request, cause: Outage) -> str:
    if request.method in _READING or cause != "away":
        return "Try again in a moment."
    return (
        "Whether what you sent was kept is not known: send it again in a moment, with the same"
        " Idempotency-Key if there was one."
    )
