"""What a command says where the database, the index or the disk cannot work just now."""

import errno
import os

from directory.migrating import LaterShapeError
from runtime.outages import is_forbidden, outage
from search.unavailable import SearchUnavailable

_SAID = {
    "away": "the database is not reached",
    "busy": "the database had no time for this",
    "full": "the disk of the database is full",
    "read-only": "the database may not be written to",
}
_ROLES = "docs/postgresql.md says which command needs which role"
_THEN = "What was published stands as it was. Mend that and run the command again."


def said_of(error: BaseException) -> str | None:
    """The words for a person; None where the error is a fault of ours."""
    if isinstance(error, SearchUnavailable | LaterShapeError):
        return str(error)
    if _name(error).startswith("SQLITE_IOERR"):
        return f"the disk of the database is full or broken ({_first_line(error)}). {_THEN}"
    cause = outage(error)
    if cause:
        return f"{_SAID[cause]} ({_first_line(error)}). {_THEN}"
    if is_forbidden(error):
        return f"the database's role may not do this ({_first_line(error)}). {_ROLES}"
    if isinstance(error, PermissionError) and error.filename:
        who = f"user {os.geteuid()}, who runs this, may not use"
        return f"{who} {error.filename}: {error.strerror}. Give it to that user"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"there is no room left: {error}. {_THEN}"
    return None


def _first_line(error: BaseException) -> str:
    """The driver's own words, without the statement that SQLAlchemy tells with them."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]


def _name(error: BaseException) -> str:
    """SQLite's name of an error, such as SQLITE_IOERR_WRITE; empty where it is none of SQLite's."""
    return str(getattr(getattr(error, "orig", None) or error, "sqlite_errorname", ""))
