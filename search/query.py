"""What a search engine is asked, in no engine's words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from search.documents import Tier
from search.hours import Day

MOST_HITS = 100
DEEPEST_OFFSET = 10_000

Sort = Literal["relevance", "distance"]
Reach = Literal["all", "local", "wide"]

FACETS = (
    "category",
    "need",
    "access_mode",
    "joining",
    "language",
    "accessibility",
    "source",
    "tier",
    "free",
    "personal_budget",
    "taking_referrals",
    "gender_only",
    "evening",
    "weekend",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question.

    Filters are OR within one field and AND between fields; what a listing does not say is never
    counted as yes, nor as no. Totals and facets are those of everything asked for, the circle
    included. `within_m` limits every reach but "wide" to listings with a place in the circle.

    `reach`: "all" is every listing; "local" those that have a place; "wide" those that serve
    without regard to place (nationwide, or online or by phone) and have no place in the circle,
    so that "local" and "wide" never show one listing twice. A listing that states which areas it
    covers is "wide" only where one of them is among `areas`. Sorted by distance, "all" means
    "local"; "wide" is always by relevance. Without words, relevance is the order of ids.

    `areas` are the codes of all areas that hold the searcher; `serves` keeps only listings that
    state one of those codes, or are nationwide and state none. `time` is in minutes after
    midnight, in London, as are `day`, `evening` and `weekend`. `tier` is the least tier of a
    kite mark held at `now`. Unless `forgiving`, listings that have but some of the words, or words
    that are spelt nearly so, are not looked for when none has all.
    Raises ValueError for a question that cannot be asked.
    """

    now: datetime
    words: str = ""
    lat: float | None = None
    lon: float | None = None
    within_m: float | None = None
    sort: Sort = "relevance"
    reach: Reach = "all"
    limit: int = 20
    offset: int = 0
    categories: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    age: int | None = None
    day: Day | None = None
    time: int | None = None
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
    areas: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    forgiving: bool = True

    def __post_init__(self) -> None:
        for wrong, reason in (
            (self.now.tzinfo is None, "now must carry its time zone"),
            ((self.lat is None) != (self.lon is None), "lat and lon belong together"),
            (self.lat is not None and not -90 <= self.lat <= 90, "lat must be -90 to 90"),
            (self.lon is not None and not -180 <= self.lon <= 180, "lon must be -180 to 180"),
            (self.lat is None and self.within_m is not None, "within_m needs lat and lon"),
            (self.lat is None and self.sort == "distance", "sort by distance needs lat and lon"),
            (self.within_m is not None and not self.within_m > 0, "within_m must be above 0"),
            (not 0 <= self.limit <= MOST_HITS, f"limit must be 0 to {MOST_HITS}"),
            (not 0 <= self.offset <= DEEPEST_OFFSET, f"offset must be 0 to {DEEPEST_OFFSET}"),
            (self.time is not None and not 0 <= self.time < 1440, "time must be 0 to 1439"),
            (bool(set(self.facets) - set(FACETS)), f"facets must be among {', '.join(FACETS)}"),
        ):
            if wrong:
                raise ValueError(f"{reason}; nothing was searched for")
