"""The transactions that bring the catalogue forward, each wholly or not at all."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text

from directory.catalogue.bulk import chosen, remove
from directory.catalogue.entry import Entry, Stems
from directory.catalogue.loading import OF_SERVICE, Loading, keep_tombstones
from directory.catalogue.standing import move
from directory.catalogue.terms import Terms
from directory.following import Standing
from runtime.database import Database

_UNSTATED = text(
    "DELETE FROM catalogue_outline WHERE number NOT IN (SELECT outline FROM catalogue_area)"
)

_UNPUBLISHED = text("""
    SELECT c.id FROM catalogue_service c WHERE c.present AND NOT EXISTS (
        SELECT 1 FROM document d WHERE d.kind = 'service' AND d.state = 'published' AND d.id = c.id)
""")


class Writer:
    """Writes entries; processes at the same time see each other's steps and leave theirs out."""

    def __init__(self, database: Database, stems: Stems) -> None:
        self._database = database
        self._terms = Terms(stems)

    def write(
        self, entries: Sequence[Entry], gone: Sequence[str], before: Standing, after: Standing
    ) -> bool:
        """Take in services and what has gone; False, and nothing done, if others were quicker."""
        with self._database.writing(lasting=False) as connection:
            if not move(connection, before, after):
                return False
            ids = [*(entry.id for entry in entries), *gone]
            known = dict(chosen(connection, "id, number", "catalogue_service", "id", ids))
            numbers = _numbers(connection, entries, known)
            parts = _known_parts(connection, ids)
            _remove(connection, list(known.values()))
            terms = self._terms.write(connection, entries)
            Loading(connection, entries, numbers, terms).load()
            keep_tombstones(connection, entries, parts)
        self._terms.keep()
        return True

    def unpublished(self) -> list[str]:
        """Services of the catalogue that are not published any more."""
        with self._database.reading() as connection:
            return list(connection.execute(_UNPUBLISHED).scalars())

    def begin_rebuilding(self, before: Standing, after: Standing) -> bool:
        """Our own vocabulary, and a note that everything is read anew; False if others were."""
        with self._database.writing(lasting=False) as connection:
            if not move(connection, before, after):
                return False
            self._terms.forget()
            self._terms.write_ours(connection)
        return True

    def end_rebuilding(self, gone: Sequence[str], before: Standing, after: Standing) -> bool:
        """Take out what is not published, and shapes that nothing states.

        Terms that nothing carries stay, as objects do, so that they answer as gone.
        """
        if not self.write((), gone, before, after):
            return False
        with self._database.writing(lasting=False) as connection:
            connection.execute(_UNSTATED)
        self._terms.forget()
        return True


def _remove(connection: Connection, numbers: Sequence[int]) -> None:
    for table in OF_SERVICE:
        remove(connection, table, "service", numbers)
    remove(connection, "catalogue_service", "number", numbers)


def _known_parts(connection: Connection, ids: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
    """What services hold or once held, also those that are not in the catalogue now; taken out, to
    be written again.
    """
    found: dict[str, set[tuple[str, str]]] = {}
    rows = chosen(connection, "service_id, kind, id", "catalogue_part", "service_id", ids)
    for service, kind, id_ in rows:
        found.setdefault(service, set()).add((kind, id_))
    if found:
        statement = text("DELETE FROM catalogue_part WHERE service_id = :id")
        connection.execute(statement, [{"id": id_} for id_ in sorted(found)])
    return found


def _numbers(
    connection: Connection, entries: Sequence[Entry], known: Mapping[str, int]
) -> Mapping[str, int]:
    newest = connection.execute(text("SELECT coalesce(max(number), 0) FROM catalogue_service"))
    following = iter(range(newest.scalar_one() + 1, 2**31))
    return {
        entry.id: known[entry.id] if entry.id in known else next(following) for entry in entries
    }
