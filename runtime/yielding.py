"""Work that can wait lets whoever answers people go first."""

import os

NICENESS = 10


def let_others_go_first() -> None:
    """Give this process, and those it starts, what processor time others leave over.

    With idle cores it is no slower for it. Called again, it changes nothing.
    """
    os.nice(max(0, NICENESS - os.nice(0)))
