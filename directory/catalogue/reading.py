"""Every question that doors may ask of the catalogue."""

from collections.abc import Iterator
from datetime import datetime

from directory.catalogue.asking import Found, Part, PartKind, Wanted
from runtime.clock import Clock
from runtime.database import Database


class Catalogue:
    """What is published, found by keys of the database alone; safe to call from threads."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def services(self, wanted: Wanted, page: int, per_page: int) -> Found:
        raise NotImplementedError

    def walk(self, wanted: Wanted) -> Iterator[bytes]:
        raise NotImplementedError

    def parts(self, kind: PartKind, wanted: Wanted, page: int, per_page: int) -> Found:
        raise NotImplementedError

    def walk_parts(self, kind: PartKind, wanted: Wanted) -> Iterator[bytes]:
        raise NotImplementedError

    def part(self, kind: PartKind, id: str) -> Part | None:  # noqa: A002
        raise NotImplementedError

    def changed(self, kind: str, wanted: Wanted) -> Iterator[tuple[str, datetime]]:
        raise NotImplementedError

    def taxonomies(self, words: tuple[str, ...], page: int, per_page: int) -> Found:
        raise NotImplementedError

    def taxonomy(self, id: str) -> bytes | None:  # noqa: A002
        raise NotImplementedError

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
        raise NotImplementedError

    def term(self, id: str) -> bytes | None:  # noqa: A002
        raise NotImplementedError

    def branch(self, term_id: str) -> tuple[str, ...]:
        raise NotImplementedError

    def holding(self, lat: float, lon: float) -> tuple[str, ...]:
        raise NotImplementedError

    def position(self) -> int:
        raise NotImplementedError
