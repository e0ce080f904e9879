"""A question as a person asks it, before any word of it is looked up."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from places.postcode import find_in
from search.documents import Tier
from search.hours import Day
from search.query import Sort

FIVE_MILES_M = 8_047
WIDEST_M = 100_000
MOST_RESULTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a listing must say of itself; OR within one filter, AND between them.

    `time_min` is in minutes after midnight, in London. `serves` keeps only listings whose stated
    coverage holds the searcher.
    """

    categories: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    age: int | None = None
    day: Day | None = None
    time_min: int | None = None
    evening: bool | None = None
    weekend: bool | None = None
    access_modes: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    taking_referrals: bool | None = None
    gender_only: str | None = None
    free: bool | None = None
    personal_budget: bool | None = None
    languages: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    tier: Tier | None = None
    checked_since: date | None = None
    sources: tuple[str, ...] = ()
    serves: bool = False

    def in_use(self) -> tuple[str, ...]:
        """The names of the filters that were set."""
        return tuple(
            field.name for field in fields(self) if getattr(self, field.name) != field.default
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: words, a place as text (`near`) or as a point, and filters.

    `within_m` is 5 miles when a place is given without it. `sort` is by relevance when there are
    words, else nearest first. `cursor` is that of an earlier answer to the same question.
    `reach` "wide" asks for nationwide, online, telephone and home-visiting services alone.
    `place_told` says that `near` was taken out of the words.
    """

    words: str = ""
    near: str | None = None
    lat: float | None = None
    lon: float | None = None
    within_m: int | None = None
    sort: Sort | None = None
    limit: int = 20
    cursor: str | None = None
    filters: Filters = Filters()
    facets: tuple[str, ...] = ()
    reach: Literal["all", "wide"] = "all"
    place_told: bool = False

    @property
    def has_place(self) -> bool:
        return bool(self.near) or self.lat is not None

    @property
    def tells_where(self) -> bool:
        """Whether a place can be read from it, be it from a postcode among the words."""
        return self.has_place or bool(find_in(self.words))
