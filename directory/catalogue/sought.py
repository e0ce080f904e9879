"""What a search asks of the catalogue while the search index is away, and what it answers."""

from dataclasses import dataclass
from typing import Literal

from directory.catalogue.asking import EVERYTHING, Wanted

Choice = tuple[tuple[str, ...], ...]
"""Any of these phrases will do; a phrase is stems that must all be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A search: `wanted` holds marks and circle, everything else stands here.

    `words` must all be there, the last as the start of a word if `prefix`. `day` counts from 0 for
    Monday, `minute` after its midnight; `timed` says that opening hours matter, `today` is the
    ordinal of the day. `tiers` are those of which one must be held today. `areas` are the codes
    around the searcher, of which one must be served if `serves`. The reaches are those of
    `search.query.Query`.
    """

    today: int
    wanted: Wanted = EVERYTHING
    words: tuple[Choice, ...] = ()
    prefix: bool = False
    age: int | None = None
    day: int | None = None
    minute: int | None = None
    timed: bool = False
    tiers: tuple[str, ...] = ()
    checked_since: int | None = None
    serves: bool = False
    areas: tuple[str, ...] = ()
    reach: Literal["all", "local", "wide"] = "all"
    nearest: bool = False
    limit: int = 20
    offset: int = 0
    forgiving: bool = True


@dataclass(frozen=True, slots=True)
class Sighting:
    """A service found, and how far its nearest place is from where it was asked."""

    id: str
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class Sighted:
    """Services from an offset on, of `total`; `lacking` words were left out to find any."""

    sightings: tuple[Sighting, ...]
    total: int
    lacking: int = 0
