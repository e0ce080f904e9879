"""Beside those who search: all listings are read, and the whole of them is kept in step."""

from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

from search.index import SearchUnavailable
from search.meilisearch.asker import Asker
from search.meilisearch.changes import Changes, gathered
from search.meilisearch.following import Following, is_untidy, made_anew
from search.meilisearch.gathering import BegunAnewError, Gathering
from search.meilisearch.held import Held
from search.meilisearch.whole.state import Whole

FEWEST = 5_000
"""Fewer are read as they are found."""

_RESTS, _SHORTEST_S = 0.25, 0.002
_AT_ONCE, _SOON_S = 0.0, 0.5
_AGAIN_S = 5.0
"""After so long an engine is asked again that was away or too slow."""

_LATER_S = 600.0
"""After so long it is looked whether there are as many by now, or as few, that all are held."""


class _EndedError(Exception):
    """The index is closed."""


class Ahead:
    """A thread that reads all listings, resting a quarter as long as it reads.

    When all are read it sleeps, until much has changed, or the index is another. It is `settled`
    while there is nothing to do.
    """

    def __init__(
        self, askers: Callable[[bool], Asker], held: Held, following: Following, fewest: int
    ) -> None:
        """`askers` may wait longer than whoever searches."""
        self._askers, self._held, self._fewest = askers, held, fewest
        self._ended, self._woken, self.settled = Event(), Event(), Event()
        self.following, following.wake = following, self._wake
        self._gathering = Gathering(askers, held, self._rest)
        self._thread = Thread(target=self._work, name="meilisearch-reads-ahead", daemon=True)
        self._begun, self._rested_at = False, 0.0

    def begin(self) -> None:
        """Begins, unless it has begun before."""
        if not self._begun:
            self._begun = True
            self._thread.start()

    def end(self) -> None:
        """Ends soon, whatever is left."""
        self._ended.set()
        self._woken.set()
        if self._begun:
            self._thread.join(5.0)

    def _wake(self) -> None:
        self.settled.clear()
        self._woken.set()

    def _work(self) -> None:
        while not self._ended.is_set():
            self._woken.clear()
            self.settled.clear()
            pause_s = self._tried()
            if pause_s in (None, _LATER_S) and not self._woken.is_set():
                self.settled.set()
            self._woken.wait(pause_s)

    def _tried(self) -> float | None:
        """Does what is to be done next; after how long to look again, None when woken."""
        self._rested_at = monotonic()
        try:
            return self._turn()
        except SearchUnavailable:
            return _AGAIN_S
        except BegunAnewError:
            return _SOON_S
        except _EndedError:
            return _AT_ONCE

    def _turn(self) -> float | None:
        current = self.following.current
        if current is None:
            return self._read_all()
        if self.following.behind:
            return self._catch_up(current.whole)
        if is_untidy(current.whole):
            self.following.put_in_order(made_anew(current.whole))
        return None

    def _read_all(self) -> float | None:
        asker = self._askers(True)
        listings = asker.listings()
        self._held.make_room(listings)
        if listings < self._fewest:
            return _LATER_S
        if not self._held.fits(listings):
            return self._read_some(listings)
        whole = self._gathering.whole(listings)
        if whole is None:
            return _SOON_S
        self.following.hold(whole)
        return _AT_ONCE

    def _read_some(self, listings: int) -> float:
        """Of more than there is room for, as many as leave room for what is found."""
        for _ in self._gathering.rows(listings):
            if self._held.ample():
                break
        return _LATER_S

    def _catch_up(self, whole: Whole) -> float:
        """Reads what has changed since a whole, however much."""
        changes = Changes(whole.table)
        found = gathered(self._askers, whole.note, changes, self._rest)
        after = found and whole.after(changes.written(), changes.gone(), found[0])
        if found and after and after.listings == found[1]:
            self.following.hold(after)
        else:
            self.following.drop()
        return _AT_ONCE

    def _rest(self) -> None:
        rests_s = max(_SHORTEST_S, (monotonic() - self._rested_at) * _RESTS)
        if self._ended.wait(rests_s):
            raise _EndedError
        self._rested_at = monotonic()
