"""What the catalogue is asked and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

PartKind = Literal["organization", "location", "service_at_location"]
PartState = Literal["published", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which published services are wanted: fields combine with AND, tuples within one with OR.

    `words` are stems; all of them must stand in the service, the last may be the start of one if
    `prefix`. `terms` are ids of taxonomy terms, already widened to their branch by the caller.
    `marks` is an AND of ORs of marks such as "category:food-bank".

    Ages are years. A service is wanted when its own range, open where it says nothing, overlaps
    `minimum_age` to `maximum_age`; `starts_at_age` and `ends_at_age` want those that say that
    they begin at this age or later, and end at it or earlier (which is how Open Referral UK 3.0
    words its parameters).

    `day` is "MO" to "SU"; `opens` and `closes` are minutes after midnight: a session begins at or
    after the one and ends at or before the other, on `day` where that is asked too; of a service at
    a location, at that place, by the times that are its own there if it has any. The circle is on
    the sphere, in degrees and metres. `tiers` wants a kite mark of one of them, held on the day
    `held_on`.
    """

    words: tuple[str, ...] = ()
    prefix: bool = False
    terms: tuple[str, ...] = ()
    taxonomy: str | None = None
    marks: tuple[tuple[str, ...], ...] = ()
    minimum_age: float | None = None
    maximum_age: float | None = None
    starts_at_age: float | None = None
    ends_at_age: float | None = None
    day: str | None = None
    opens: int | None = None
    closes: int | None = None
    lat: float | None = None
    lon: float | None = None
    within_m: float | None = None
    organization_id: str | None = None
    modified_after: datetime | None = None
    tiers: tuple[str, ...] = ()
    held_on: date | None = None


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Found:
    """The bodies of one page, and how many there are on all pages."""

    bodies: Sequence[bytes]
    total: int


@dataclass(frozen=True, slots=True)
class Shelved:
    """A taxonomy or a term; one that no published service carries any more is "gone", without body.

    Nothing takes the place of one that has gone.
    """

    state: PartState
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Part:
    """An object that published services hold; its body is read out of the fullest of them.

    One that no published service holds any more is "gone", with an empty body; `successor` is then
    the service that took the place of the last one that held it, if there is one.
    """

    state: PartState
    body: bytes
    etag: str
    service_ids: tuple[str, ...]
    successor: str | None = None
