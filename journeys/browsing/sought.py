"""What somebody who reads lists asks for, before any of it is looked up."""

from dataclasses import dataclass
from datetime import datetime

from places.postcode import find_in
from search.documents import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Filters of a list; all that are given must hold, values within a tuple are alternatives.

    `minimum_age` and `maximum_age` are those that a service itself states, as Open Referral UK
    words them; `age` is that of a person. `tier` is a kite mark's, or a higher one. `start_min`
    and `end_min` are minutes after midnight in London; `proximity_m` and `within_m` are metres,
    the one around `postcode`, the other around `lat` and `lon`.
    """

    search: str = ""
    taxonomy_term_id: str | None = None
    taxonomy_id: str | None = None
    organization_id: str | None = None
    modified_after: datetime | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    age: float | None = None
    start_min: int | None = None
    end_min: int | None = None
    day: str | None = None
    postcode: str | None = None
    proximity_m: float | None = None
    lat: float | None = None
    lon: float | None = None
    within_m: float | None = None
    tier: Tier | None = None
    marks: tuple[tuple[str, ...], ...] = ()

    @property
    def tells_where(self) -> bool:
        """Whether a place can be read from it, so that nobody may keep the answer."""
        return self.postcode is not None or self.lat is not None or bool(find_in(self.search))
