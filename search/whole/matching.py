"""Looking through one segment for the words of one way."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from search.facts.columns import Numbers
from search.facts.table import Floats
from search.forgiving import Way
from search.whole.answers import Looked
from search.whole.arrays import Small
from search.whole.classes import Column, alike
from search.whole.evidence import evidence, looked_for
from search.whole.fulfilling import fulfilling
from search.whole.matches import Matches
from search.whole.segment import Segment
from search.whole.worth import Worth


def matching(segment: Segment, way: Way, worth: Worth) -> Matches:
    """The listings that answer a way's words, those that say the same of these in one class.

    Kept by what is looked for and what it means alone: how much each word is of the question
    changes with what is written.
    """
    said = [text for one in way.asked for text in (*one.word.text.split(), *one.beginnings)]
    looked = tuple(looked_for(segment, one) for one in way.asked)
    key = (looked, way.least, worth.means)
    find = partial(_found, segment, way, looked, worth)
    return segment.matches.of(key, said, find, lambda one: one.bytes)


def _found(segment: Segment, way: Way, looked: Sequence[Looked], worth: Worth) -> Matches:
    answers = list(map(partial(evidence, segment), way.asked, looked))
    places, numbers = fulfilling(segment.size, answers, way.least)
    meant = [_each_once(segment, places, worths) for worths in _meant(segment, places, worth)]
    columns: list[Column] = [
        *((told, len(one.codes)) for told, one in zip(numbers, answers, strict=True)),
        *((told, len(each)) for each, told in meant),
    ]
    classes = alike(columns)
    return Matches(
        places.astype(np.uint32),
        classes.of,
        classes.counts,
        [one.codes[told] for one, told in zip(answers, classes.told, strict=False)],
        [each[at] for (each, _), at in zip(meant, classes.told[len(answers) :], strict=True)],
    )


def _meant(segment: Segment, places: Numbers, worth: Worth) -> list[Floats]:
    """What kinds and needs are worth by each meaning: of every profile, where profiles tell it,
    else of every listing at `places`."""
    if not worth.meanings:
        return []
    said = segment.said
    if said.tell("category") and said.tell("need"):
        return worth.meant(said.told("category"), said.told("need"))
    return worth.meant(*(said.sets(one, places).astype(np.int64) for one in ("category", "need")))


def _each_once(segment: Segment, places: Numbers, worths: Floats) -> tuple[Floats, Small | Numbers]:
    """Each worth once, and which of them each listing has."""
    each, numbers = np.unique(worths, return_inverse=True)
    if segment.said.tell("category") and segment.said.tell("need"):
        numbers = numbers.take(segment.said.of(places))
    return each, numbers
