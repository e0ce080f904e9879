"""Which listings of a segment fulfil words, filters and circle; the fewest are looked at first."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from places.geometry import box, distances_m
from search.facts.columns import Numbers
from search.facts.table import Floats
from search.whole.around import nearest_of_each
from search.whole.evidence import told_at
from search.whole.segment import Answers, Segment, Small

Truths = npt.NDArray[np.bool_]


class Circle(NamedTuple):
    """Around a searcher."""

    lat: float
    lon: float
    within_m: float


class Part(NamedTuple):
    """Those of one segment: their places in order, the numbers of what each says of each word,
    as in `answers`, and how far each is, in a circle."""

    segment: Segment
    start: int
    places: Numbers
    answers: Sequence[Answers]
    numbers: Sequence[Small]
    distances: Floats | None = None


def fulfilling(
    segment: Segment, start: int, wanted: Truths | None, answers: Sequence[Answers], least: int
) -> Part:
    """Listings that answer `least` of the words; `wanted` tells which fulfil filters, if any."""
    if not answers:
        places = np.arange(segment.size) if wanted is None else np.flatnonzero(wanted)
        return Part(segment, start, places, (), ())
    if len(answers) == 1 and wanted is None and answers[0].places is not None:
        (one,) = answers
        return Part(segment, start, answers[0].places.astype(np.int64), answers, (one.numbers,))
    places = _likely(segment, wanted, answers, least)
    told = [told_at(one, segment.size, places) for one in answers]
    at = _enough(told, least)
    if len(at) < len(places):
        places, told = places[at], [one[at] for one in told]
    return Part(segment, start, places, answers, told)


def _likely(
    segment: Segment, wanted: Truths | None, answers: Sequence[Answers], least: int
) -> Numbers:
    """Places among which all are; those that are not wanted are left out."""
    if least < len(answers):
        some = _several(segment, answers, least)
        return np.flatnonzero(some if wanted is None else some & wanted)
    rarest = min(answers, key=lambda one: len(one.numbers) if one.places is not None else np.inf)
    if rarest.places is None:
        some = rarest.numbers != 0
        return np.flatnonzero(some if wanted is None else some & wanted)
    if wanted is None:
        return rarest.places.astype(np.int64)
    if np.count_nonzero(wanted) < len(rarest.places):
        return np.flatnonzero(wanted)
    return rarest.places[wanted.take(rarest.places)].astype(np.int64)


def _several(segment: Segment, answers: Sequence[Answers], least: int) -> Truths:
    """Which places answer so many of the words."""
    answered = np.zeros(segment.size, np.uint8)
    for one in answers:
        if one.places is None:
            answered += one.numbers != 0
        else:
            answered[one.places] += 1
    enough: Truths = answered >= least
    return enough


def _enough(told: Sequence[Small], least: int) -> Numbers:
    """Where so many of the words are answered."""
    if least < len(told):
        return np.flatnonzero(sum((one != 0).view(np.uint8) for one in told) >= least)
    found = told[0] != 0
    for one in told[1:]:
        found &= one != 0
    return np.flatnonzero(found) if not found.all() else np.arange(len(found))


def within(
    segment: Segment,
    start: int,
    circle: Circle,
    wanted: Truths | None,
    answers: Sequence[Answers],
    least: int,
) -> Part:
    """The same of those that have a point in a circle."""
    places, lats, lons = segment.around.inside(box(*circle), wanted)
    told: Sequence[Small] = ()
    if answers:
        told = [told_at(one, segment.size, places) for one in answers]
        at = _enough(told, least)
        places, lats, lons = places[at], lats[at], lons[at]
        told = [one[at] for one in told]
    distances = distances_m(circle.lat, circle.lon, lats, lons)
    inside = np.flatnonzero(distances <= circle.within_m)
    at, distances = nearest_of_each(places[inside], distances[inside])
    at = inside[at]
    return Part(segment, start, places[at], answers, [one[at] for one in told], distances)


def without(part: Part, others: Part) -> Part:
    """What is in a part but not among others of it."""
    at = np.flatnonzero(~np.isin(part.places, others.places, assume_unique=True))
    return part._replace(places=part.places[at], numbers=[one[at] for one in part.numbers])


def all_places(parts: Sequence[Part]) -> Numbers:
    """Their places among all listings, in order."""
    if len(parts) == 1:
        return parts[0].places
    return np.concatenate([one.start + one.places for one in parts])


def all_distances(parts: Sequence[Part]) -> Floats:
    """How far each is, in the same order, in a circle."""
    return np.concatenate([one.distances for one in parts if one.distances is not None])
