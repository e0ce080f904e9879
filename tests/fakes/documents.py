"""Published documents kept in memory, for journeys and doors under test."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from journeys.stored import SourceState, State
from schema.source import Attribution, Licence, Publisher, SourceFacts


@dataclass(frozen=True)
class FakeStored:
    id: str
    body: bytes
    etag: str
    state: State = "published"
    successor: str | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True)
class FakeSource:
    facts: SourceFacts
    health: str
    records: int
    last_run: Mapping[str, object] | None
    last_complete_at: datetime | None
    failures: int
    next_due_at: datetime | None


SOURCE = FakeSource(
    SourceFacts(
        id="made_up_council",
        title="Made-up Borough Directory",
        publisher=Publisher(name="Made-up Borough Council", email="directory@council.example"),
        licence=Licence(name="Open Government Licence v3.0"),
        attribution=(Attribution(text="Contains made-up data"),),
    ),
    health="ok",
    records=6,
    last_run={
        "id": 3,
        "state": "complete",
        "reason": None,
        "started_at": datetime(2026, 11, 20, 3, 0, tzinfo=UTC),
        "ended_at": datetime(2026, 11, 20, 3, 1, tzinfo=UTC),
        "stated_total": 6,
        "counts": {"read": 6, "new": 0, "changed": 0, "unchanged": 6},
        "findings": {"values": ["a private line"]},
    },
    last_complete_at=datetime(2026, 11, 20, 3, 1, tzinfo=UTC),
    failures=0,
    next_due_at=datetime(2026, 11, 20, 15, 1, tzinfo=UTC),
)


class FakeWanted:
    """What is wanted, read when it is taken; nothing lacks."""

    lacks = False

    def __init__(self, read: Callable[[], Mapping[str, FakeStored]]) -> None:
        self._read = read

    def begin(self) -> None:
        """Nothing has to be begun."""

    def documents(self) -> Mapping[str, FakeStored]:
        return self._read()

    def drop(self) -> None:
        """Nothing was begun."""


class FakeDocuments:
    """Documents in memory; `reads` counts how often the store was asked for many at once."""

    def __init__(self, documents: Iterable[FakeStored]) -> None:
        self.by_id = {one.id: one for one in documents}
        self.reads = 0

    def document(self, kind: str, id: str) -> FakeStored | None:  # noqa: A002
        return self.by_id.get(id) if kind == "service" else None

    def documents(self, ids: Collection[str]) -> Mapping[str, FakeStored]:
        self.reads += 1
        return {one: self.by_id[one] for one in ids if one in self.by_id}

    def wanted(self, ids: Collection[str]) -> FakeWanted:
        return FakeWanted(lambda: self.documents(ids))

    def services_page(self, page: int, per_page: int) -> tuple[Sequence[bytes], int]:
        published = sorted(one for one in self.by_id if self.by_id[one].state == "published")
        shown = published[(page - 1) * per_page : page * per_page]
        return [self.by_id[one].body for one in shown], len(published)

    def provenance(self, listing_id: str) -> bytes | None:
        fields = {"name": {"sources": ["made_up_council"], "others": []}}
        return orjson.dumps({"id": listing_id, "fields": fields, "sources": [], "records": []})

    def sources(self) -> Sequence[SourceState]:
        return (SOURCE,)

    def generation(self) -> int:
        return 7

    def waiting_since(self, position: int) -> datetime | None:
        return SOURCE.last_complete_at if position < self.generation() else None
