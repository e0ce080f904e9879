"""What some listings say as columns, formed of all of them together: two thirds of the work."""

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from search.facts.columns import Numbers
from search.facts.fact import WORDED, Fact
from search.facts.spoken import Spoken

_FIRST = ("",)
_texts = attrgetter(*WORDED)
_WHERE = np.array((0, *range(len(WORDED))))


def words_of(words: Spoken, facts: Sequence[Fact]) -> tuple[Numbers, Numbers, Numbers]:
    """The words of listings as they stand, by their numbers; where in WORDED each stands; and how
    many each listing has. The first word of each is the empty one."""
    said, lengths = list[str](), list[int]()
    for fact in facts:
        for some in (_FIRST, *map(str.split, _texts(fact))):
            said += some
            lengths.append(len(some))
    where = np.repeat(np.tile(_WHERE, len(facts)), lengths)
    return words.numbers(said), where, np.reshape(lengths, (len(facts), -1)).sum(1)


def one_after_the_other(rows: Sequence[Sequence[Any]]) -> tuple[list[Any], list[int]]:
    """The values of all rows, and how many each has."""
    return list(chain.from_iterable(rows)), list(map(len, rows))


def halves(ids: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Ids as two numbers each, the high one first."""
    told = np.frombuffer(bytes.fromhex("".join(ids).replace("-", "")), ">u8")
    return told.astype(np.uint64).reshape(len(ids), 2)
