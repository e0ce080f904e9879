"""A service while it is being put together, with all that was wrong on the way."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from harvesters.cleaning import Cleaned
from harvesters.cleaning.stamps import LONDON
from harvesters.source import Source
from places.place import PostcodeFact
from schema.identifiers import child_id
from schema.issue import issue
from schema.record import ServiceIdentifier

T = TypeVar("T")


class PlaceFinder(Protocol):
    """The part of the gazetteer that mapping needs; `edition` says which postcodes it has."""

    edition: str

    def postcode(self, text: str) -> PostcodeFact | None:
        """What the register says of a postcode; None when it has none such."""


@dataclass(slots=True)
class Draft:
    """The fields of one service so far; `withheld` is why a person must look before it is shown."""

    source: Source
    service_id: UUID
    places: PlaceFinder
    now: datetime
    service: dict[str, Any] = field(default_factory=dict)
    issues: list[Any] = field(default_factory=list)
    identifiers: list[ServiceIdentifier] = field(default_factory=list)
    record_url: str | None = None
    withheld: str | None = None

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    def take(self, cleaned: Cleaned[T]) -> T | None:
        """The value of a cleaning step, whose issues are kept."""
        value, issues = cleaned
        if issues:
            self.issues.extend(issues)
        return value

    def report(self, field_: str, value: object, code: str, expected: str, done: str) -> None:
        self.issues.append(issue(field_, value, code, expected, done))

    def put(self, name: str, value: Any) -> None:
        """Set a field of the service, unless there is nothing to set."""
        if value is not None and value != [] and value != ():
            self.service[name] = value

    def child(self, kind: str, natural_key: str) -> UUID:
        return child_id(self.service_id, kind, natural_key)

    def withhold(self, reason: str | None) -> None:
        """Keep the record from being published, for this reason or the first one given."""
        self.withheld = self.withheld or reason
