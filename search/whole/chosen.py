"""Listings of one segment that were chosen for a question."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from places.geometry import box, distances_m
from search.facts.columns import Numbers
from search.facts.table import Floats
from search.whole.around import nearest_of_each
from search.whole.arrays import Small, Truths
from search.whole.matches import Matches
from search.whole.segment import Segment
from search.whole.selecting import Filters, of_segment


class Circle(NamedTuple):
    """Around a searcher."""

    lat: float
    lon: float
    within_m: float


class Part(NamedTuple):
    """A segment whose first place is `start`, and which of its places count, if not all do.

    Where words are looked for, its `matches`, and the score of each of their classes.
    """

    segment: Segment
    start: int
    standing: Truths | None
    matches: Matches | None = None
    scores: Floats | None = None

    def inside(self, circle: Circle) -> tuple[Numbers, Floats, Floats]:
        """The place and the degrees of each point of its listings in a box around a circle."""
        around, matches = self.segment.around, self.matches
        points = matches.points(around, self.segment.size) if matches else None
        return around.inside(box(*circle), points)


class Chosen(NamedTuple):
    """Some of a part in the order of their places, by their numbers and by these; and how far
    each is, in a circle. Without numbers all that the part has."""

    part: Part
    numbers: Numbers | None
    places: Numbers
    distances: Floats | None = None

    @property
    def classes(self) -> Small:
        """The class of each, where words are looked for."""
        assert self.part.matches is not None
        of = self.part.matches.of
        return of if self.numbers is None else of.take(self.numbers)


def chosen(part: Part, filters: Filters) -> Chosen:
    """Those that fulfil filters, wherever they are."""
    segment, matches = part.segment, part.matches
    places = matches.places.astype(np.int64) if matches else None
    at = of_segment(filters, segment, part.standing, places)
    if at is None:
        return Chosen(part, None, np.arange(segment.size) if places is None else places)
    return Chosen(part, at, at if places is None else places.take(at))


def within(part: Part, circle: Circle, filters: Filters) -> Chosen:
    """The same of those that have a point in a circle."""
    places, lats, lons = part.inside(circle)
    at = of_segment(filters, part.segment, part.standing, places)
    if at is not None:
        places, lats, lons = places.take(at), lats.take(at), lons.take(at)
    distances = distances_m(circle.lat, circle.lon, lats, lons)
    near = (distances <= circle.within_m).nonzero()[0]
    places, distances = nearest_of_each(places.take(near), distances.take(near))
    numbers = part.matches.numbers(places) if part.matches else places
    return Chosen(part, numbers, places, distances)


def without(some: Chosen, others: Chosen) -> Chosen:
    """What was chosen of a part but not among others of it."""
    at = np.flatnonzero(~np.isin(some.places, others.places, assume_unique=True))
    return Chosen(some.part, at if some.numbers is None else some.numbers[at], some.places[at])


def all_places(some: Sequence[Chosen]) -> Numbers:
    """Their places among all listings, in order."""
    if len(some) == 1:
        return some[0].places
    return np.concatenate([one.part.start + one.places for one in some])


def all_distances(some: Sequence[Chosen]) -> Floats:
    """How far each is, in the same order, in a circle."""
    return np.concatenate([one.distances for one in some if one.distances is not None])


def all_scores(some: Sequence[Chosen]) -> Floats:
    """What each is worth, in the same order."""
    return np.concatenate([_scores(one) for one in some])


def _scores(some: Chosen) -> Floats:
    scores = some.part.scores
    return np.zeros(len(some.places)) if scores is None else scores.take(some.classes)
