"""Where readers who walk from page to page have come to, so that changes do not shift their pages.

A page is asked for by its number, and a number alone would shift with every listing that comes or
goes before it. So the last id of each page that was shown is remembered for a while, and the next
page begins right after it. Several readers are told apart by `reader`, a mark that the caller may
give; among those without one, the newest bookmark that nobody has followed yet is taken.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

KEPT_S = 900.0
MOST = 20_000


@dataclass(slots=True)
class Bookmark:
    """A page begins after the id `after`, as it was in a generation."""

    after: str
    generation: int
    made_s: float
    followed: bool = False


class Bookmarks:
    """Bookmarks by what is read, the number of the page, and who reads."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._kept: OrderedDict[Hashable, list[Bookmark]] = OrderedDict()
        self._lock = Lock()

    def put(self, what: Hashable, page: int, reader: str, after: str, generation: int) -> None:
        """Remember that page `page` begins after `after`."""
        with self._lock:
            held = self._kept.setdefault((what, page, reader), [])
            held[:] = [one for one in held if one.after != after and self._is_fresh(one)][-7:]
            held.append(Bookmark(after, generation, self._clock_s()))
            self._kept.move_to_end((what, page, reader))
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def find(self, what: Hashable, page: int, reader: str) -> Bookmark | None:
        """Where page `page` begins for this reader; None if that is not remembered."""
        with self._lock:
            held = [*filter(self._is_fresh, self._kept.get((what, page, reader), ()))]
            if not held:
                return None
            found = next((one for one in reversed(held) if not one.followed), held[-1])
            found.followed = True
            return found

    def _is_fresh(self, one: Bookmark) -> bool:
        return self._clock_s() - one.made_s <= KEPT_S
