"""When the last good backup was taken, written down where monitoring looks."""

from datetime import datetime
from pathlib import Path

import orjson

NOTE = "last-backup.json"


def note_backup(folder: Path, at: datetime, file: Path) -> None:
    """Write down in the data folder that `file` was finished and verified at this moment."""
    beside = folder / f".{NOTE}"
    beside.write_bytes(orjson.dumps({"at": at.isoformat(), "file": file.name}))
    beside.replace(folder / NOTE)


def last_backup(folder: Path) -> datetime | None:
    """When the last backup was finished; None if there is none, or no telling."""
    try:
        return datetime.fromisoformat(orjson.loads((folder / NOTE).read_bytes())["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
