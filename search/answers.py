"""What a search engine answers, in no engine's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

SuggestionKind = Literal["service", "need", "category"]


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
