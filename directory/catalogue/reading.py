"""Every question that doors may ask of the catalogue."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from directory.catalogue import holders, shelves
from directory.catalogue.asking import EVERYTHING, Found, Part, PartKind, Shelved, Wanted
from directory.catalogue.bookmarks import Bookmarks
from directory.catalogue.changed import changed
from directory.catalogue.holding import FaultyArea, faulty_areas, holding
from directory.catalogue.paging import Paging
from directory.catalogue.searching import begun, search
from directory.catalogue.selecting import Selections
from directory.catalogue.sought import Sighted, Sought
from directory.documents.reading import Reading
from runtime.clock import Clock
from runtime.database import Database

AT_ONCE = 250


class Catalogue:
    """What is published, found by keys of the database alone; safe to call from threads.

    Bodies are always those of documents that are published at the moment of reading.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._reading = Reading(database, clock)
        self._selections = Selections(database)
        self._paging = Paging(database, self._reading, self._selections, Bookmarks())

    def services(self, wanted: Wanted, page: int, per_page: int, reader: str = "") -> Found:
        """One page of the services wanted, by id; `reader` tells walkers apart (see bookmarks)."""
        ids, total = self._paging.page("service", wanted, page, per_page, reader)
        return Found(self._services(ids), total)

    def walk(self, wanted: Wanted) -> Iterator[bytes]:
        """All services wanted, by id, with flat memory."""
        if wanted == EVERYTHING:
            yield from self._reading.bodies()
            return
        for ids in self._all("service", wanted):
            yield from self._services(ids)

    def parts(
        self, kind: PartKind, wanted: Wanted, page: int, per_page: int, reader: str = ""
    ) -> Found:
        """One page of the objects of a kind that services wanted hold, by id."""
        ids, total = self._paging.page(kind, wanted, page, per_page, reader)
        return Found(list(holders.bodies(self._database, self._reading, kind, ids)), total)

    def walk_parts(self, kind: PartKind, wanted: Wanted) -> Iterator[bytes]:
        """All objects of a kind that services wanted hold, by id, with flat memory."""
        for ids in self._all(kind, wanted):
            yield from holders.bodies(self._database, self._reading, kind, ids)

    def part(self, kind: PartKind, id: str) -> Part | None:  # noqa: A002
        """An object by its id, also one that has gone; None if there never was one."""
        return holders.part(self._database, self._reading, kind, id)

    def changed(self, kind: str, wanted: Wanted) -> Iterator[tuple[str, datetime]]:
        """Id and last change of everything wanted of a kind ("service" or a part's), by id."""
        return changed(self._database, kind, wanted, self._selections.now().lagging)

    def taxonomies(self, words: tuple[str, ...], page: int, per_page: int) -> Found:
        """One page of taxonomies, by id; `words` are stems, all of which must stand in it."""
        return shelves.taxonomies(self._database, words, page, per_page)

    def taxonomy(self, id: str) -> Shelved | None:  # noqa: A002
        """A taxonomy by its id, also one that has gone; None if there never was one."""
        return shelves.taxonomy(self._database, id)

    def terms(
        self,
        *,
        taxonomy: str | None = None,
        parent: str | None = None,
        top_only: bool = False,
        words: tuple[str, ...] = (),
        page: int = 1,
        per_page: int = 50,
    ) -> Found:
        """One page of terms, by id: of a taxonomy, right below a parent, or only top ones."""
        return shelves.terms(self._database, taxonomy, parent, top_only, words, page, per_page)

    def term(self, id: str) -> Shelved | None:  # noqa: A002
        """A taxonomy term by its id, also one that has gone; None if there never was one."""
        return shelves.term(self._database, id)

    def branch(self, term_id: str) -> tuple[str, ...]:
        """The term and everything below it, by id; the term alone if it is not known."""
        return shelves.branch(self._database, term_id)

    def holding(self, lat: float, lon: float) -> tuple[str, ...]:
        """Ids of the services of whose areas a shape holds the point, its border included."""
        return holding(self._database, lat, lon)

    def faulty_areas(self) -> list[FaultyArea]:
        """The shapes of service areas that are left out, each with the reason."""
        return faulty_areas(self._database)

    def search(self, sought: Sought, within_s: float = 1.5) -> Sighted:
        """What answers a search while the index is away, nearest first or by id.

        Raises TooSlow when the database has no answer within `within_s` seconds.
        """
        return search(self._database, sought, self._selections.now().lagging, within_s)

    def begun(self, letters: str, limit: int, within_s: float = 1.5) -> list[tuple[str, str]]:
        """Id and name of services whose folded name begins so, by that name; raises TooSlow."""
        return begun(self._database, letters, limit, within_s)

    def position(self) -> int:
        """The change number up to which the catalogue is; 0 when it is new."""
        return self._selections.now().position

    def _all(self, kind: str, wanted: Wanted) -> Iterator[Sequence[str]]:
        ids = self._selections.of(kind, wanted, self._selections.now())
        return (ids.some(start, AT_ONCE) for start in range(0, len(ids), AT_ONCE))

    def _services(self, ids: Sequence[str]) -> list[bytes]:
        stored = self._reading.documents(ids)
        found = (stored[one] for one in ids if one in stored)
        return [one.body for one in found if one.state == "published"]
