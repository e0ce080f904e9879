"""Beside those who search: all listings are read, and the whole of them is kept in step."""

from collections.abc import Callable

from search.facts.held import Held
from search.meilisearch.asker import Asker
from search.meilisearch.changes import gathered
from search.meilisearch.following import Following
from search.meilisearch.gathering import Gathering
from search.meilisearch.state import Note
from search.whole.beside import AT_ONCE, LATER_S, SOON_S, Beside
from search.whole.changes import Changes
from search.whole.current import Current


class Ahead:
    """Reads all listings; then sleeps until much has changed, or the index is another."""

    def __init__(
        self, askers: Callable[[bool], Asker], held: Held, following: Following, sizes: range
    ) -> None:
        """`askers` may wait longer than whoever searches; of so many as `sizes` all are read."""
        self._askers, self._held, self._sizes = askers, held, sizes
        self.beside = Beside("meilisearch-reads-ahead", self._turn)
        self.following, following.wake = following, self.beside.wake
        self._gathering = Gathering(askers, held, self.beside.rest)

    def _turn(self) -> float | None:
        current = self.following.current
        if current is None:
            return self._read_all()
        if self.following.behind:
            return self._catch_up(current)
        if current.whole.is_untidy():
            self.following.put_in_order(Current(current.whole.made_anew(), current.note))
        return None

    def _read_all(self) -> float | None:
        asker = self._askers(True)
        listings = asker.listings()
        self._held.make_room(listings)
        if listings not in self._sizes:
            return LATER_S
        if not self._held.fits(listings):
            return self._read_some(listings)
        current = self._gathering.all_of(listings)
        if current is None:
            return SOON_S
        self.following.hold(current)
        return AT_ONCE

    def _read_some(self, listings: int) -> float:
        """Of more than there is room for, as many as leave room for what is found."""
        for _ in self._gathering.rows(listings):
            if self._held.ample():
                break
        return LATER_S

    def _catch_up(self, current: Current[Note]) -> float:
        """Reads what has changed since then, however much."""
        whole = current.whole
        changes = Changes(whole.table)
        found = gathered(self._askers, current.note, changes, self.beside.rest)
        after = found and whole.after(changes.written(), changes.gone())
        if found and after and after.listings == found[1]:
            self.following.hold(Current(after, found[0]))
        else:
            self.following.drop()
        return AT_ONCE
