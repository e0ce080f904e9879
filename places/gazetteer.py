"""Finds what a searcher means by a place: a postcode, part of one, a name or a point.

Nothing here is logged or kept: the words of a searcher leave with the answer.
"""

from collections.abc import Callable, Iterable
from functools import cached_property

from places import postcode as spelling
from places.areas import name_of
from places.coded import Codes
from places.hints import (
    NOT_ON_EARTH,
    OUTSIDE,
    OUTSIDE_OR_NORTHERN_IRELAND,
    hint_for_name,
)
from places.named import Named
from places.names import Names
from places.place import (
    Choice,
    Found,
    OnePlace,
    Place,
    Point,
    PostcodeFact,
    UnknownPlace,
    Unplaced,
)
from places.points import is_on_earth, read_point
from places.postcode_map import Near, PostcodeMap
from places.spelling import LONGEST_ASKED, shown

__all__ = [
    "Choice",
    "Found",
    "Gazetteer",
    "OnePlace",
    "Place",
    "Point",
    "PostcodeFact",
    "UnknownPlace",
    "Unplaced",
]

FARTHEST_POSTCODE_M = 20_000
"""A point further than this from each known postcode is said to lie outside the country."""


class Gazetteer:
    """The places of the country; made by `places.opening.open_gazetteer`.

    Names are read when the first is asked for: whoever only looks up postcodes never pays for them.
    `edition` says from which postcodes it was made; what was looked up in another may differ.
    """

    def __init__(
        self,
        postcodes: PostcodeMap,
        read_names: Callable[[], Names],
        has_northern_ireland: bool,
        edition: str = "",
    ) -> None:
        self.edition = edition
        self._postcodes = postcodes
        self._read_names = read_names
        self._codes = Codes(postcodes, has_northern_ireland)
        self.has_northern_ireland = has_northern_ireland

    @property
    def named(self) -> list[Named]:
        """Every place that has a name, ordered by name."""
        return self._names.all

    def with_named(self, more: Iterable[Named]) -> "Gazetteer":
        """The same gazetteer with more named places; the postcodes are shared, not copied."""
        names = Names([*self._names.all, *more])
        return Gazetteer(self._postcodes, lambda: names, self.has_northern_ireland, self.edition)

    def postcode(self, text: str) -> PostcodeFact | None:
        """What the register says of a postcode in any spelling; None when it has none such."""
        code = spelling.normalise(text)
        return self._postcodes.fact(code) if code else None

    def find(self, text: str) -> Found:
        """The place or places that a text means; says so when there is none or it has no place."""
        if len(text) > LONGEST_ASKED:
            return UnknownPlace(shown(text), hint_for_name(None))
        point = read_point(text)
        if point:
            return self._point(text, point)
        ways = (self._codes.find, self._named)
        if not any(letter.isdigit() for letter in text):
            ways = (self._named, self._codes.find)
        found = ways[0](text) or ways[1](text)
        return found or UnknownPlace(shown(text), hint_for_name(self._names.near_miss(text)))

    def complete(self, letters: str, limit: int) -> list[Place]:
        """Places and districts that begin with these letters, the likeliest first."""
        if limit < 1 or len(letters) > LONGEST_ASKED:
            return []
        districts = self._codes.beginning(letters, limit)
        named = self._names.beginning(letters, limit)
        kept = min(len(districts), max(limit // 2, limit - len(named)))
        return [self._names.place(one) for one in named[: limit - kept]] + districts[:kept]

    def district_at(self, lat: float, lon: float) -> str | None:
        """The district of the postcode nearest to a point in degrees; None when none is near."""
        near = self._near(lat, lon)
        return near.district if near else None

    def authority_name(self, code: str) -> str | None:
        """The name of a local authority or other area, also by a superseded code."""
        return name_of(code)

    @cached_property
    def _names(self) -> Names:
        return self._read_names()

    def _named(self, text: str) -> Found | None:
        places = [self._names.place(one) for one in self._names.meant(text)]
        if len(places) > 1:
            return Choice(tuple(places))
        return OnePlace(places[0]) if places else None

    def _point(self, text: str, point: Point) -> Found:
        if not is_on_earth(point):
            return UnknownPlace(shown(text), NOT_ON_EARTH)
        name = f"{round(point.lat, 5):g}, {round(point.lon, 5):g}"
        near = self._near(*point)
        if near:
            return OnePlace(Place("point", name, *point, near.authority, near.district))
        note = OUTSIDE if self.has_northern_ireland else OUTSIDE_OR_NORTHERN_IRELAND
        return OnePlace(Place("point", name, *point, None, None), note)

    def _near(self, lat: float, lon: float) -> Near | None:
        near = self._postcodes.nearest(lat, lon)
        return near if near and near.metres <= FARTHEST_POSTCODE_M else None
