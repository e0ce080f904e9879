"""What the doors need of the catalogue, whoever keeps it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from directory.catalogue.asking import Found, Part, PartKind, Shelved, Wanted
from directory.catalogue.sought import Sighted, Sought


class Catalogue(Protocol):
    """Published things found by keys; safe to call from threads.

    Nothing withdrawn is ever among what is found, however far behind the keys are. Pages count
    from 1, are ordered by id, and carry exact totals.
    """

    def services(self, wanted: Wanted, page: int, per_page: int) -> Found:
        """One page of the services wanted."""
        ...

    def walk(self, wanted: Wanted) -> Iterator[bytes]:
        """All services wanted, by id, with flat memory."""
        ...

    def parts(self, kind: PartKind, wanted: Wanted, page: int, per_page: int) -> Found:
        """One page of the objects of a kind that services wanted hold."""
        ...

    def walk_parts(self, kind: PartKind, wanted: Wanted) -> Iterator[bytes]:
        """All objects of a kind that services wanted hold, by id, with flat memory."""
        ...

    def part(self, kind: PartKind, id: str) -> Part | None:  # noqa: A002
        """An object by its id, also one that has gone; None if there never was one."""
        ...

    def changed(self, kind: str, wanted: Wanted) -> Iterator[tuple[str, datetime]]:
        """Id and last change of everything wanted of a kind ("service" or a part's), by id."""
        ...

    def taxonomies(self, words: tuple[str, ...], page: int, per_page: int) -> Found:
        """One page of the taxonomies that services carry and of our own; `words` are stems."""
        ...

    def taxonomy(self, id: str) -> Shelved | None:  # noqa: A002
        """A taxonomy by its id, also one that has gone; None if there never was one."""
        ...

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
        """One page of taxonomy terms: of a taxonomy, right below a parent, or only top ones."""
        ...

    def term(self, id: str) -> Shelved | None:  # noqa: A002
        """A taxonomy term by its id, also one that has gone; None if there never was one."""
        ...

    def branch(self, term_id: str) -> tuple[str, ...]:
        """The term and everything below it, by id; the term alone if it is not known."""
        ...

    def holding(self, lat: float, lon: float) -> tuple[str, ...]:
        """Ids of the services of whose areas a shape holds the point, its border included."""
        ...

    def search(self, sought: Sought, within_s: float = 1.5) -> Sighted:
        """What answers a search while the index is away; raises TooSlow."""
        ...

    def begun(self, letters: str, limit: int, within_s: float = 1.5) -> list[tuple[str, str]]:
        """Id and name of services whose folded name begins so, by that name; raises TooSlow."""
        ...

    def position(self) -> int:
        """The change number up to which the catalogue is; 0 when it is new."""
        ...
