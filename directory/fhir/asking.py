"""What FHIR resources are asked for, and what is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from schema.fhir.resources import Kind as Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A parameter whose values are alternatives, written as FHIR writes them.

    `chain` is the kind of the resource below the service that has to meet it instead.
    """

    parameter: str
    values: tuple[str, ...]
    contains: bool = False
    chain: Kind | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Within so many metres of a point."""

    lat: float
    lon: float
    within_m: float


@dataclass(frozen=True, slots=True)
class Updated:
    """A comparison with a span of time whose end, a stamp like its start, is outside of it."""

    prefix: Literal["eq", "ne", "gt", "lt", "ge", "le"]
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Criteria must all be met; of a service with several places one near enough is enough."""

    kind: Kind
    criteria: tuple[Criterion, ...] = ()
    updated: tuple[Updated, ...] = ()
    near: Near | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A resource as bytes, the service it belongs to, and how far away it is where that counts."""

    kind: Kind
    id: str
    service_id: str
    body: bytes
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """There was one that is no longer published; `successor` is the service in its place."""

    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """One page; `onwards` is where the next one begins, None on the last."""

    found: Sequence[Match]
    total: int
    onwards: str | None = None
