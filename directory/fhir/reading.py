"""Every question that the FHIR door may ask: one resource, a page of a search, what belongs to it.

Every read looks at the service's own document: nothing is served of one that is no longer
published, and nothing old of one that has changed, however far behind the resources are.
"""

from collections.abc import Sequence
from dataclasses import replace

from directory.documents.reading import Reading
from directory.fhir.asking import Gone, Kind, Match, Matches, Near, Sought
from directory.fhir.conditions import Conditions, bound
from directory.fhir.fresh import COLUMNS, PUBLISHED, Row, fresh
from directory.fhir.nearness import nearest
from directory.fhir.standing import standing
from runtime.clock import Clock
from runtime.database import Database

MOST_INCLUDED = 1_000
_HELD = """
    SELECT min(d.successor_id) FROM fhir_resource f LEFT JOIN document d
        ON d.kind = 'service' AND d.id = f.service_id AND d.state <> 'published'
    WHERE f.kind = :kind AND f.id = :id HAVING count(*) > 0
"""
"""What took the place of the services that held a resource; no row if there never was one."""


class FhirReading:
    """Safe to call from threads."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._reading = Reading(database, clock)
        self._totals: dict[Kind, tuple[int, int]] = {}

    def position(self) -> int:
        """How far the change log has been followed."""
        return standing(self._database).position

    def resource(self, kind: Kind, id_: str) -> Match | Gone | None:
        """The resource; Gone if there was one that is no longer published."""
        if kind == "HealthcareService":
            return self._service(id_)
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM {PUBLISHED} WHERE f.kind = :kind AND f.id = :id"
            " AND f.gone = 0 ORDER BY f.shown DESC, f.service_id LIMIT 20",
            {"kind": kind, "id": id_},
        )
        found = fresh(rows, self._reading, self._clock)
        if found:
            return found[0]
        rows = self._database.rows(_HELD, {"kind": kind, "id": id_})
        return Gone(rows[0][0]) if rows else None

    def search(self, sought: Sought, count: int, onwards: str = "") -> Matches:
        """Up to `count` resources; `onwards` is what the page before gave.

        In the order of ids, or nearest first where nearness is asked for.
        """
        if sought.near is not None:
            return self._nearest(sought, sought.near, count, int(onwards or 0))
        asked = Conditions()
        where = asked.of(sought)
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM {PUBLISHED} WHERE {where} AND f.id > :after"
            " ORDER BY f.id LIMIT :limit",
            {**asked.values, "after": onwards, "limit": count + 1},
        )
        more = rows[count - 1][1] if count and len(rows) > count else None
        found = fresh(rows[:count], self._reading, self._clock)
        return Matches(found, self._total(sought, where, asked), more)

    def related(self, wanted: Kind, to: Sequence[Match]) -> list[Match]:
        """Resources of a kind that the services of these matches hold, each once."""
        return self._of_services(wanted, sorted({one.service_id for one in to}))

    def services_of(self, to: Sequence[Match]) -> list[Match]:
        """The services that these organizations give, or that are given at these locations."""
        if not to:
            return []
        ids, values = bound([one.id for one in to])
        rows = self._database.rows(
            "SELECT DISTINCT b.service_id FROM fhir_resource b WHERE b.kind = :kind"
            f" AND b.gone = 0 AND b.id IN ({ids}) ORDER BY b.service_id LIMIT :limit",
            {**values, "kind": to[0].kind, "limit": MOST_INCLUDED},
        )
        return self._of_services("HealthcareService", [row[0] for row in rows])

    def managed(self, to: Sequence[Match]) -> list[Match]:
        """The locations that these organizations manage."""
        ids, values = bound([one.id for one in to])
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM {PUBLISHED} JOIN fhir_code c ON c.kind = 'Location'"
            " AND c.parameter = 'organization' AND c.id = f.id AND c.service_id = f.service_id"
            f" WHERE f.kind = 'Location' AND f.shown = 1 AND c.code IN ({ids})"
            " ORDER BY f.id LIMIT :limit",
            {**values, "limit": MOST_INCLUDED},
        )
        return fresh(rows, self._reading, self._clock) if to else []

    def managers(self, to: Sequence[Match]) -> list[Match]:
        """The organizations that manage these locations, as far as they are published."""
        if not to:
            return []
        ids, values = bound([one.id for one in to])
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM {PUBLISHED} WHERE f.kind = 'Organization' AND f.shown = 1"
            " AND f.id IN (SELECT c.code FROM fhir_code c WHERE c.kind = 'Location'"
            f" AND c.parameter = 'organization' AND c.id IN ({ids})) ORDER BY f.id",
            values,
        )
        return fresh(rows, self._reading, self._clock)

    def _service(self, id_: str) -> Match | Gone | None:
        stored = self._reading.documents([id_]).get(id_)
        if stored is None:
            return None
        if stored.state != "published":
            return Gone(stored.successor)
        rows = self._rows_of("HealthcareService", [id_])
        if not rows:
            blank = ("HealthcareService", id_, id_, b"", "", stored.etag, None)
            return next(iter(fresh([blank], self._reading, self._clock)), Gone())
        return next(iter(fresh(rows, self._reading, self._clock)), Gone())

    def _of_services(self, kind: Kind, service_ids: Sequence[str]) -> list[Match]:
        rows = self._rows_of(kind, service_ids) if service_ids else []
        found = fresh(rows, self._reading, self._clock)
        return list({one.id: one for one in found}.values())

    def _rows_of(self, kind: Kind, service_ids: Sequence[str]) -> Sequence[Row]:
        """The rows of services, those last that are shown."""
        ids, values = bound(service_ids)
        return self._database.rows(
            f"SELECT {COLUMNS} FROM {PUBLISHED} WHERE f.kind = :kind AND f.gone = 0"
            f" AND f.service_id IN ({ids}) ORDER BY f.shown, f.id",
            {**values, "kind": kind},
        )

    def _total(self, sought: Sought, where: str, asked: Conditions) -> int:
        """How many there are in all; of everything it is counted once per generation."""
        everything = not sought.criteria and not sought.updated
        generation = self._reading.generation() if everything else 0
        known = self._totals.get(sought.kind, (-1, 0))
        if everything and known[0] == generation:
            return known[1]
        count = f"SELECT count(*) FROM {PUBLISHED} WHERE {where}"
        total = int(self._database.rows(count, asked.values)[0][0])
        if everything:
            self._totals[sought.kind] = (generation, total)
        return total

    def _nearest(self, sought: Sought, near: Near, count: int, skip: int) -> Matches:
        page = nearest(self._database, sought, near, count, skip)
        if not page.metres:
            return Matches((), page.total)
        ids, values = bound(list(page.metres))
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM {PUBLISHED} WHERE f.kind = :kind AND f.shown = 1"
            f" AND f.id IN ({ids})",
            {**values, "kind": sought.kind},
        )
        found = {one.id: one for one in fresh(rows, self._reading, self._clock)}
        shown = [
            replace(found[id_], distance_m=metres)
            for id_, metres in page.metres.items()
            if id_ in found
        ]
        return Matches(shown, page.total, page.onwards)
