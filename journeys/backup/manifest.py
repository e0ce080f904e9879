"""What a backup holds: counts and digests, from which it can be told whether it is whole."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson

from directory.copying import Sum

FORMAT = 1
NAME = "manifest.json"


class BackupBroken(ValueError):
    """A file is not a whole backup; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that a backup says of itself; nothing of any person is among it.

    `files` are the SHA-256 of each file within, by name; `revision` is the shape of the rows.
    """

    at: datetime
    version: str
    revision: str
    generation: int
    database: str
    tables: dict[str, Sum]
    files: dict[str, str]
    holds_secret: bool = False
    format: int = FORMAT

    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(one.rows for one in self.tables.values())


def written(manifest: Manifest) -> bytes:
    """A manifest as JSON."""
    return orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z)


def read(body: bytes) -> Manifest:
    """A manifest out of JSON. Raises BackupBroken if it is not one that this version can read."""
    try:
        said: dict[str, Any] = orjson.loads(body)
        if said["format"] != FORMAT:
            raise BackupBroken(
                f"{NAME}: format is {said['format']}; expected {FORMAT}."
                " Restore it with the version of Fingerpost that wrote it."
            )
        tables = {name: Sum(**one) for name, one in said["tables"].items()}
        at = datetime.fromisoformat(said["at"])
        return Manifest(**{**said, "tables": tables, "at": at})
    except (KeyError, TypeError, AttributeError, orjson.JSONDecodeError) as error:
        raise BackupBroken(f"{NAME} cannot be read: {error}") from error
