"""What the journeys of readers need of the published documents, whoever keeps them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol

from schema.source import SourceFacts

State = Literal["published", "withdrawn", "merged"]


class StoredDocument(Protocol):
    """One published object as the bytes that are served.

    `valid_until` is the moment at which the bytes stop being true by themselves, because an award
    in them begins or ends; `successor` is the listing that took the place of a merged one.
    """

    @property
    def id(self) -> str: ...
    @property
    def state(self) -> State: ...
    @property
    def body(self) -> bytes: ...
    @property
    def etag(self) -> str: ...
    @property
    def successor(self) -> str | None: ...
    @property
    def valid_until(self) -> datetime | None: ...


class Wanted(Protocol):
    """Services that are wanted: taken once, or let go of, by the thread that asked."""

    @property
    def lacks(self) -> bool:
        """Whether some of them have to be read and nobody has begun to."""
        ...

    def begin(self) -> None:
        """Begin to read what lacks; a connection may be held until they are taken or let go of."""
        ...

    def documents(self) -> Mapping[str, StoredDocument]:
        """They by id, as soon as they are there; those that do not exist are left out."""
        ...

    def drop(self) -> None:
        """Nobody wants them any more; once they were taken it does nothing."""
        ...


class SourceState(Protocol):
    """A source with its last run and health."""

    @property
    def facts(self) -> SourceFacts: ...
    @property
    def health(self) -> str: ...
    @property
    def records(self) -> int: ...
    @property
    def last_run(self) -> Mapping[str, Any] | None: ...
    @property
    def last_complete_at(self) -> datetime | None: ...
    @property
    def failures(self) -> int: ...
    @property
    def next_due_at(self) -> datetime | None: ...


class Documents(Protocol):
    """Where published documents are read; safe to call from threads."""

    def document(self, kind: str, id: str) -> StoredDocument | None:  # noqa: A002
        """The object of this kind (`"service"`, ...) and id, in whatever state it is."""
        ...

    def documents(self, ids: Collection[str]) -> Mapping[str, StoredDocument]:
        """The services with these ids, by id; those that do not exist are left out."""
        ...

    def wanted(self, ids: Collection[str]) -> Wanted:
        """The same, which may be read while whoever asks goes on with something else."""
        ...

    def services_page(self, page: int, per_page: int) -> tuple[Sequence[bytes], int]:
        """Page `page`, counted from 1, of the published services by id, and how many there are."""
        ...

    def provenance(self, listing_id: str) -> bytes | None:
        """The source of each field of a published listing, as JSON; None if there is none."""
        ...

    def sources(self) -> Sequence[SourceState]:
        """Every source with its last run and health."""
        ...

    def generation(self) -> int:
        """A number that grows with every publication."""
        ...

    def waiting_since(self, position: int) -> datetime | None:
        """When the oldest change after `position` was made, if there is one."""
        ...
