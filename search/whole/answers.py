"""Who answers one word, in one segment."""

from typing import NamedTuple

from search.whole.arrays import Codes, Entries, Small


class Answers(NamedTuple):
    """In `codes` are those of `evidence` that there are, the first of them 0, in `numbers` which of
    them each of `places` has; without places, each of all."""

    places: Entries | None
    numbers: Small
    codes: Codes
