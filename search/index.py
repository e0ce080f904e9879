"""What a search engine is asked and what it answers, in no engine's words."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple, Protocol

from search.documents import SearchDocument, Tier
from search.hours import Day

MOST_HITS = 100
DEEPEST_OFFSET = 10_000
MOST_FACET_VALUES = 100

Sort = Literal["relevance", "distance"]
Reach = Literal["all", "local", "wide"]


SuggestionKind = Literal["service", "need", "category"]

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


class SearchUnavailable(Exception):
    """The engine cannot answer or write now; the database still can."""


class IndexLost(SearchUnavailable):
    """The index is missing, damaged or of another shape: it has to be rebuilt."""


class KeyRefused(SearchUnavailable):
    """The engine does not know our key: nothing will be found until somebody puts another there."""


class IndexBusy(SearchUnavailable):
    """Another process is writing to this index; this one may search, not write."""


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


class Match(NamedTuple):
    """Why a hit was found: `words` of the listing stand in its `field` (name, need, category,
    organization, town, description) and answer the searcher's words."""

    field: str
    words: tuple[str, ...]


class Hit(NamedTuple):
    """One listing found; `distance_m` is to the nearest of its places, absent without one."""

    id: str
    score: float
    distance_m: float | None
    matched: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of all listings found have this value; for tiers, hold it or a higher one."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """`hits` from `offset` on, of `total`.

    `corrected` holds the searcher's words that were read as others (`{"bereavment":
    ("bereavement",)}`). `all_words` is False when no listing has all words and these have but
    some; `lacking` are then the words that a hit of this page lacks. `degraded` says that the
    index was away and something plainer answered.
    """

    hits: tuple[Hit, ...]
    total: int
    total_is_exact: bool = True
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    facets_are_exact: bool = True
    corrected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    all_words: bool = True
    lacking: tuple[str, ...] = ()
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion; `id` is a listing's id, or the slug of a need or category."""

    kind: SuggestionKind
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Health:
    """How many listings can be found, and up to which change number."""

    listings: int
    position: int


Expecting = Callable[[Collection[str]], object]
"""Told ids of listings that an answer will hold, while it is still being made."""


def nobody(_ids: Collection[str]) -> None:
    """Where nobody wants to know beforehand what an answer will hold."""


class SearchIndex(Protocol):
    """A projection of the published listings that can be searched; safe to call from threads.

    Every method raises SearchUnavailable, or one of its kinds, when the engine cannot do it.
    """

    @property
    def is_at_hand(self) -> bool:
        """Whether a search is answered by this process itself just now, and waits for nobody."""
        return False

    def search(self, query: Query) -> Page:
        """The listings that answer `query`, best or nearest first, ties by id."""
        ...

    def search_many(self, queries: Sequence[Query], expecting: Expecting = nobody) -> list[Page]:
        """The answers to several questions, in their order, as `search` gives each.

        For questions that are asked together: an engine may ask them at once, and share what they
        have in common. An engine that answers from its own memory may tell `expecting`, in the
        thread that asks, what it has found before it is ready.
        """
        return [self.search(query) for query in queries]

    def suggest(self, letters: str, limit: int = 8) -> list[Suggestion]:
        """Needs, categories and names of services that begin so; none below two letters."""
        ...

    def apply(
        self, upserts: Iterable[SearchDocument], deletes: Iterable[str], position: int
    ) -> None:
        """Writes and removes; the next search sees it, and `position` is kept with it."""
        ...

    def rebuild(self, documents: Iterable[SearchDocument], position: int) -> None:
        """Replaces everything at once; searches go on in the old index until then."""
        ...

    def rebuilt_through(self, position: int) -> str:
        """The last id that a rebuild wrote which was broken off and could be gone on with at a
        position; empty when there is none, as in an engine that writes a rebuild as one whole.

        `rebuild` then goes on after it, where documents come in the order of ids, and the index is
        afterwards at the position at which that rebuild was begun.
        """
        return ""

    def forget_rebuild(self) -> None:
        """Throws away what a rebuild that was broken off has left; the next begins anew."""
        return

    def position(self) -> int:
        """The change number up to which the index is; 0 when it is new."""
        ...

    def health(self) -> Health:
        """How the index stands now."""
        ...

    def release(self) -> None:
        """Lets other processes write; the next write of this one asks for the lock again."""
        ...

    def close(self) -> None:
        """Lets go of files, locks and connections."""
        ...
