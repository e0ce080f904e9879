"""Services that are wanted by their ids, and read with one statement."""

from collections.abc import Callable, Collection, Mapping

import orjson

from directory.documents.stored import COLUMNS, Stored
from runtime.database import Database
from runtime.pending import Pending, Rows

_SERVICES = {
    True: f"SELECT {COLUMNS} FROM document WHERE kind = 'service'"
    " AND id IN (SELECT value FROM json_each(:ids))",
    False: f"SELECT {COLUMNS} FROM document WHERE kind = 'service'"
    " AND id = ANY(string_to_array(:ids, ' '))",
}
"""Services by their ids, on SQLite and on PostgreSQL: one statement for any number of them, which
are one text: as a list for PostgreSQL they would take this process a third more of its time."""


class Wanted:
    """Services that are wanted by their ids; `told` makes them of the rows of those to be read.

    They are taken once, or let go of.
    """

    def __init__(
        self,
        lacking: Collection[str],
        begin: Callable[[Collection[str]], Pending],
        told: Callable[[Rows], Mapping[str, Stored]],
    ) -> None:
        self._lacking, self._begin, self._told = lacking, begin, told
        self._begun: Pending | None = None

    @property
    def lacks(self) -> bool:
        """Whether some of them have to be read and nobody has begun to."""
        return bool(self._lacking) and self._begun is None

    def begin(self) -> None:
        """Begin to read what lacks; see `Database.begin`."""
        if self.lacks:
            self._begun = self._begin(self._lacking)

    def documents(self) -> Mapping[str, Stored]:
        """They by id, as soon as they are there; those that do not exist are left out."""
        self.begin()
        return self._told(self._begun.rows() if self._begun else ())

    def drop(self) -> None:
        """Nobody wants them any more."""
        if self._begun:
            self._begun.drop()


def begun(database: Database, ids: Collection[str]) -> Pending:
    """Rows of COLUMNS of the services with these ids, begun to be read."""
    asked = {"ids": _one_text(ids, database.is_sqlite)}
    return database.begin(_SERVICES[database.is_sqlite], asked)


def _one_text(ids: Collection[str], is_sqlite: bool) -> str:
    """Ids as `_SERVICES` has them; none that is published holds a space."""
    if is_sqlite:
        return orjson.dumps(list(ids)).decode()
    return " ".join([one for one in ids if " " not in one])
