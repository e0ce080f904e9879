"""What the index knows of a listing."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAward:
    """A kite mark of one tier, from the first second of day `first` to the last of day `last`.

    Days are ordinals (`date.toordinal`) of dates in London.
    """

    tier: Literal["ready", "assured", "recognised"]
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One active listing, flat; None and empty mean that the listing does not say.

    `points` are (lat, lon). `open` holds pairs of minutes of the week from Monday 00:00, each
    from 0 to 10,080 and the end not included. `checked_on` is a day's ordinal. `needs` and
    `categories` are slugs; their words are in `need_words` and `category_words`.
    """

    id: str
    name: str
    organization: str = ""
    description: str = ""
    town: str = ""
    need_words: str = ""
    category_words: str = ""
    needs: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    open: tuple[tuple[int, int], ...] = ()
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
    awards: tuple[HeldAward, ...] = ()
    checked_on: int | None = None
    sources: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    nationwide: bool = False
