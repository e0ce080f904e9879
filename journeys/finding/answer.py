"""What a question is answered with; of the searcher's place nothing finer than its district."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from journeys.finding.crisis import Help
from search.answers import Facet, Match
from search.query import Sort

Serves = Literal["yes", "near", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a listing serves the searcher's place, told apart from distance, and why."""

    verdict: Serves
    reason: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The place as it was understood: a postcode is named by its district only.

    `note` is what the asker should know of it, such as that it lies abroad.
    """

    kind: str
    name: str
    district: str | None
    authority: str | None
    authority_name: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """One of several places of a name; asking with `near` set to this text picks it."""

    near: str
    kind: str
    authority_name: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """One listing found: its document as stored, how far, whether it serves, why it matched."""

    id: str
    document: bytes
    distance_m: float | None
    serves: Verdict | None
    matched: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class FoundList:
    """Listings found, of `total`."""

    found: tuple[Found, ...] = ()
    total: int = 0
    total_is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Loosening:
    """What would find something: drop what `drop` names, or search within `within_m`."""

    total: int
    drop: tuple[str, ...] = ()
    within_m: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question.

    `wide` are nationwide, online and telephone services, beside the local ones of `local`; their
    total counts also those that have a place near and stand in `local`.
    `choices` stands alone: the place must be chosen first. `loosen` and `nearest_beyond` are there
    when nothing was found. Where `all_words` is False nothing has all the words, and `lacking` are
    those that results lack. `moved` says that the directory has changed since the page before this
    one, so that a listing may be missing or seen twice. `valid_until` is the earliest moment at
    which a document in the answer stops being true by itself.
    """

    urgent_help: tuple[Help, ...] = ()
    place: Whereabouts | None = None
    choices: tuple[PlaceChoice, ...] = ()
    within_m: int | None = None
    sort: Sort = "relevance"
    local: FoundList = FoundList()
    wide: FoundList = FoundList()
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    facets_are_exact: bool = True
    corrected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    all_words: bool = True
    lacking: tuple[str, ...] = ()
    loosen: tuple[Loosening, ...] = ()
    nearest_beyond: FoundList = FoundList()
    cursor: str | None = None
    moved: bool = False
    degraded: bool = False
    valid_until: datetime | None = None
