"""Entries as rows of the catalogue's tables, loaded in bulk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from directory.catalogue.bulk import as_stored, chosen, load
from directory.catalogue.entry import Entry
from directory.catalogue.outlines import digest, read_outline
from directory.catalogue.tokens import stored

OF_SERVICE = (
    "catalogue_words",
    "catalogue_point",
    "catalogue_session",
    "catalogue_award",
    "catalogue_area",
    "catalogue_carried",
)
"""The tables whose rows are replaced with each change of a service."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "catalogue_service": (
        "number",
        "id",
        "present",
        "active",
        "name",
        "folded",
        "minimum_age",
        "maximum_age",
        "last_modified",
        "checked_on",
        "hours_until",
        "wide",
        "nationwide",
        "has_areas",
    ),
    "catalogue_words": ("service", "tokens"),
    "catalogue_part": ("kind", "id", "service_id", "size", "present"),
    "catalogue_point": (
        "service",
        "service_at_location_id",
        "location_id",
        "lat",
        "lon",
        "x",
        "y",
        "z",
    ),
    "catalogue_session": (
        "service",
        "ordinal",
        "weekday",
        "opens",
        "closes",
        "weekly",
        "place",
    ),
    "catalogue_award": ("service", "ordinal", "tier", "first", "last"),
    "catalogue_area": ("outline", "service"),
    "catalogue_carried": ("term", "service"),
    "catalogue_outline": ("digest", "said_by", "fault", "wkb", "south", "west", "north", "east"),
}
Rows = Iterable[Sequence[Any]]


class Loading:
    """Loads services that are not in the tables; `numbers` and `terms` are numbers by id."""

    def __init__(
        self,
        connection: Connection,
        entries: Sequence[Entry],
        numbers: Mapping[str, int],
        terms: Mapping[str, int],
    ) -> None:
        self._connection = connection
        self._sqlite = connection.dialect.name == "sqlite"
        self._numbered = [(numbers[entry.id], entry) for entry in entries]
        self._terms = terms

    def load(self) -> None:
        """Write every row of the entries."""
        outlines = self._outlines()
        self._fill("catalogue_service", map(self._service, self._numbered))
        self._fill("catalogue_words", map(self._words, self._numbered))
        self._fill("catalogue_part", _parts(self._numbered))
        self._fill("catalogue_point", self._below("points"))
        self._fill("catalogue_session", self._counted("sessions"))
        self._fill("catalogue_award", self._counted("awards"))
        self._fill("catalogue_area", self._areas(outlines))
        self._fill("catalogue_carried", self._carried())

    def _fill(self, table: str, rows: Rows) -> None:
        load(self._connection, table, COLUMNS[table], rows)

    def _service(self, numbered: tuple[int, Entry]) -> Sequence[Any]:
        number, entry = numbered
        known = entry.known
        return (
            number,
            entry.id,
            True,
            known.active,
            entry.name,
            known.folded,
            entry.minimum_age,
            entry.maximum_age,
            as_stored(entry.last_modified, sqlite=self._sqlite),
            known.checked_on,
            known.hours_until,
            known.wide,
            known.nationwide,
            known.has_areas,
        )

    def _words(self, numbered: tuple[int, Entry]) -> Sequence[Any]:
        return numbered[0], stored(numbered[1].tokens, sqlite=self._sqlite)

    def _below(self, name: str) -> Iterator[Sequence[Any]]:
        for number, entry in self._numbered:
            for child in getattr(entry, name):
                yield (number, *child)

    def _counted(self, name: str) -> Iterator[Sequence[Any]]:
        for number, entry in self._numbered:
            for ordinal, child in enumerate(getattr(entry, name)):
                yield (number, ordinal, *child)

    def _carried(self) -> Iterator[Sequence[Any]]:
        for number, entry in self._numbered:
            for id_ in {term["id"] for term in entry.terms}:
                yield self._terms[id_], number

    def _areas(self, outlines: Mapping[str, int]) -> Iterator[Sequence[Any]]:
        for number, entry in self._numbered:
            for outline in {outlines[digest(extent)] for extent in entry.extents}:
                yield outline, number

    def _outlines(self) -> Mapping[str, int]:
        """The number of every shape of the entries, by its digest; new ones are read and judged."""
        stated = {digest(one): (one, entry) for _, entry in self._numbered for one in entry.extents}
        if not stated:
            return {}
        known = self._known_outlines(stated)
        new = [(*stated[one], one) for one in stated if one not in known]
        read = [(read_outline(extent), entry.id) for extent, entry, _ in new]
        rows = [(o.digest, said_by, o.fault, o.wkb, *o.box) for o, said_by in read]
        self._fill("catalogue_outline", rows)
        return self._known_outlines(stated)

    def _known_outlines(self, digests: Iterable[str]) -> Mapping[str, int]:
        columns = "digest, number"
        found = chosen(self._connection, columns, "catalogue_outline", "digest", list(digests))
        return {row[0]: row[1] for row in found}


def _parts(numbered: Sequence[tuple[int, Entry]]) -> Iterator[Sequence[Any]]:
    for _, entry in numbered:
        for part in entry.parts:
            yield part.kind, part.id, entry.id, part.size, True


def keep_tombstones(
    connection: Connection, entries: Sequence[Entry], held: Mapping[str, set[tuple[str, str]]]
) -> None:
    """Keep the keys of what services once held and hold no more, so that it answers as gone."""
    now = {entry.id: {(part.kind, part.id) for part in entry.parts} for entry in entries}
    rows = [
        (kind, id_, service, 0, False)
        for service, keys in held.items()
        for kind, id_ in keys - now.get(service, set())
    ]
    load(connection, "catalogue_part", COLUMNS["catalogue_part"], rows)
