"""Every question that doors and journeys may ask of what is published."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from directory import explaining, sources
from directory.columns import as_moment
from directory.documents.fresh import Fresh
from directory.documents.stored import COLUMNS, Stored
from directory.documents.wanted import Wanted, begun
from directory.sources import SourceStatus
from runtime.clock import Clock
from runtime.database import Database
from runtime.pending import Pending, Rows


class Reading:
    """What is published, as it stands at this moment; safe to call from threads."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._fresh = Fresh(database, clock)
        self._total: tuple[int, int] = (-1, 0)

    @property
    def is_at_hand(self) -> bool:
        """Whether documents can be begun to be read, or are here, and nobody has to wait before."""
        return True

    def document(self, kind: str, id: str) -> Stored | None:  # noqa: A002
        """An object by its id, or the listing that answers to a record's id."""
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM document WHERE kind = :kind AND id = :id",
            {"kind": kind, "id": id},
        )
        if rows:
            return self._fresh.stored(rows[0])
        listing = self._listing_of_record(id) if kind == "service" else None
        return self.document(kind, listing) if listing else None

    def documents(self, ids: Collection[str]) -> Mapping[str, Stored]:
        """Services by id; those that do not exist are left out."""
        return self.wanted(ids).documents()

    def wanted(self, ids: Collection[str]) -> Wanted:
        """The same, which PostgreSQL may read while whoever asks goes on."""
        return Wanted(ids, self._begun, self._told)

    def services_page(self, page: int, per_page: int) -> tuple[Sequence[bytes], int]:
        """Page `page`, counted from 1, of the published services by id, and how many there are."""
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM document WHERE kind = 'service' AND state = 'published'"
            " ORDER BY id LIMIT :limit OFFSET :offset",
            {"limit": per_page, "offset": (page - 1) * per_page},
        )
        return [self._fresh.stored(row).body for row in rows], self.total()

    def total(self, generation: int | None = None) -> int:
        """How many services are published; counted once per generation, known or asked for now."""
        if generation is None:
            generation = self.generation()
        if self._total[0] != generation:
            rows = self._database.rows(
                "SELECT count(*) FROM document WHERE kind = 'service' AND state = 'published'", {}
            )
            self._total = (generation, int(rows[0][0]))
        return self._total[1]

    def total_through(self, id_: str) -> int:
        """How many services are published with ids up to this one, itself included."""
        rows = self._database.rows(
            "SELECT count(*) FROM document WHERE kind = 'service' AND state = 'published'"
            " AND id <= :through",
            {"through": id_},
        )
        return int(rows[0][0])

    def generation(self) -> int:
        """The number of the newest change; it grows with every publication."""
        return int(self._database.rows("SELECT number FROM change_counter WHERE id = 1", {})[0][0])

    def gave(self, number: int) -> bool:
        """Whether a change of this directory has this number, or none has any yet.

        After a copy was brought back, those that were given after it was taken are none of its own.
        """
        asked = {"number": number}
        return number == 0 or bool(
            self._database.rows("SELECT 1 FROM change WHERE number = :number", asked)
        )

    def waiting_since(self, position: int) -> datetime | None:
        """When the oldest change was made that a reader at `position` of the log lacks, if any."""
        rows = self._database.rows(
            "SELECT at FROM change WHERE number > :position ORDER BY number LIMIT 1",
            {"position": position},
        )
        return as_moment(rows[0][0]) if rows else None

    def changes(self, after: int, limit: int) -> list[tuple[int, str]]:
        """(change number, listing id) of services in the order of commits, from `after` on."""
        rows = self._database.rows(
            "SELECT number, object_id FROM change WHERE number > :after AND kind = 'service'"
            " ORDER BY number LIMIT :limit",
            {"after": after, "limit": limit},
        )
        return [(int(number), object_id) for number, object_id in rows]

    def published(self, after: str = "") -> Iterator[Stored]:
        """Every published service with an id above `after`, by id, with flat memory."""
        for rows in self._published(COLUMNS, after):
            yield from map(self._fresh.stored, rows)

    def bodies(self) -> Iterator[bytes]:
        """The bytes of every published service, by id, with flat memory."""
        for rows in self._published("id, body, stale_at"):
            yield from [self._fresh.body(*row) for row in rows]

    def _published(self, columns: str, after: str = "") -> Iterator[Sequence[Any]]:
        while True:
            rows = self._database.rows(
                f"SELECT {columns} FROM document WHERE kind = 'service'"
                " AND state = 'published' AND id > :after ORDER BY id LIMIT 500",
                {"after": after},
            )
            if not rows:
                return
            yield rows
            after = rows[-1][0]

    def due(self) -> list[str]:
        """Listings whose bytes stopped being true because an award began or ended.

        The kind is looked at here: asked for it, SQLite would walk through all services.
        """
        rows = self._database.rows(
            "SELECT kind, id, stale_at FROM document WHERE stale_at IS NOT NULL ORDER BY stale_at",
            {},
        )
        now = self._clock.now()
        return [id_ for kind, id_, at in rows if kind == "service" and as_moment(at) <= now]

    def provenance(self, listing_id: str) -> bytes | None:
        """The source of each field of a published listing, as JSON; None if there is none."""
        stored = self.document("service", listing_id)
        if stored is None or stored.state != "published":
            return None
        with self._database.reading() as connection:
            return orjson.dumps(explaining.provenance(connection, stored.id))

    def sources(self) -> Sequence[SourceStatus]:
        """Every source with its last run and health."""
        with self._database.reading() as connection:
            return sources.statuses(connection, self._clock.now())

    def leases(self) -> list[datetime]:
        """When the leases of the runs under way end; one may have run out."""
        rows = self._database.rows(
            "SELECT coalesce(lease_until, started_at) FROM run WHERE state = 'running'", {}
        )
        return [as_moment(row[0]) for row in rows]

    def _begun(self, ids: Collection[str]) -> Pending:
        return begun(self._database, ids)

    def _told(self, rows: Rows) -> Mapping[str, Stored]:
        stored = self._fresh.stored
        return {row[0]: stored(row) for row in rows}

    def _listing_of_record(self, record_id: str) -> str | None:
        rows = self._database.rows(
            "SELECT listing_id FROM record WHERE id = :id AND listing_id <> id", {"id": record_id}
        )
        return rows[0][0] if rows else None
