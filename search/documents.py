"""What the index knows of a listing."""

from dataclasses import dataclass
from typing import Literal

from search.hours import Day

Tier = Literal["ready", "assured", "recognised"]
TIERS: tuple[Tier, ...] = ("ready", "assured", "recognised")


@dataclass(frozen=True, slots=True)
class HeldAward:
    """A kite mark of one tier, from the first second of day `first` to the last of day `last`.

    Days are ordinals (`date.toordinal`) of dates in London.
    """

    tier: Tier
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One active listing, flat; None and empty mean that the listing does not say.

    `id` is a UUID in its usual spelling. `points` are (lat, lon) of every place. `needs` and
    `categories` are our slugs; `need_words` and `category_words` the names of all its terms.
    Ages are whole years, both included. `open` holds pairs of minutes of the week from Monday
    00:00, the end not included, for which it is open every week; `days` are the days on which
    it is open every week, also where no times are told; `hours_until` is the last day for which
    any of this holds. `checked_on` and `hours_until` are ordinals of days. `areas` are the codes
    that it says it covers.
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
    days: tuple[Day, ...] = ()
    evening: bool | None = None
    weekend: bool | None = None
    hours_until: int | None = None
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
