"""Of more listings than are scored in time, those among which the best are."""

from collections.abc import Iterator, Sequence

import numpy as np

from search.meilisearch.columns import Numbers
from search.meilisearch.marks import mark_of
from search.meilisearch.table import Floats
from search.meilisearch.whole.segment import Codes
from search.meilisearch.whole.selecting import marked
from search.meilisearch.whole.state import Truths, Whole
from search.meilisearch.whole.worth import Worth, in_one_part
from search.parts import NAME, PARTS, TOPIC

MOST_SCORED = 20_000
"""So many are scored and put in order in some milliseconds."""

_OF_EACH_CLASS = 2_000


def likeliest(whole: Whole, worth: Worth, places: Numbers, distances: Floats | None) -> Numbers:
    """Where among `places` those stand that may be best: of each class the first by their places,
    and the nearest, if distances are told."""
    found = [np.flatnonzero(one[places])[:_OF_EACH_CLASS] for one in _classes(whole, worth)]
    if distances is not None:
        found.append(np.argpartition(distances, _OF_EACH_CLASS)[:_OF_EACH_CLASS])
    return np.unique(np.concatenate(found))


def _classes(whole: Whole, worth: Worth) -> Iterator[Truths]:
    """Of the kind of help and with the words in the name, then what has but one of the reasons."""
    kinds = _meant(whole, "category", [slug for m in worth.meanings for slug in m.categories])
    needs = _meant(whole, "need", [slug for m in worth.meanings for slug in m.needs])
    named, about = _worded(worth.codes)
    if kinds is not None:
        yield kinds & named
    yield named
    yield about
    yield from (some for some in (kinds, needs) if some is not None)


def _meant(whole: Whole, field: str, slugs: Sequence[str]) -> Truths | None:
    return marked(whole, [mark_of(field, slug) for slug in slugs]) if slugs else None


def _worded(codes: Sequence[Codes]) -> tuple[Truths, Truths]:
    """Where all words stand in the name, and where in the topic."""
    there = in_one_part(codes)
    named, about = ((there >> PARTS.index(part) & 1).astype(bool) for part in (NAME, TOPIC))
    return named, about
