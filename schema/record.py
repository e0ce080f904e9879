"""A record: what one source says of one service, as said and as understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from schema.issue import Issue


class Outcome(StrEnum):
    """What became of a record on its way in."""

    UNDERSTOOD = "understood"
    QUARANTINED = "quarantined"
    WITHHELD = "withheld"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class RawRecord:
    """What a source said, unchanged; `position` counts from 1 in the order of the feed."""

    position: int
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ServiceIdentifier:
    """An identifier of the very service, never of its organisation: `"cqc-location"`, `"1-12"`."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record after cleaning, mapping and validation.

    `said` is canonical JSON of what the source said; `fingerprint` changes when that or our way
    of reading it changes. `service` is an encoded `schema.service.Service` whose id is
    `record_id(source, key)`, absent unless the outcome is understood; `reason` says why not.
    """

    source_id: str
    key: str
    said: bytes
    fingerprint: str
    outcome: Outcome
    service: bytes | None = None
    reason: str | None = None
    issues: tuple[Issue, ...] = ()
    identifiers: tuple[ServiceIdentifier, ...] = ()
