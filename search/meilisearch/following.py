"""The whole held in step with the index: it is looked at, and what has changed is read."""

from collections.abc import Callable
from math import inf
from threading import Lock
from time import monotonic
from typing import NamedTuple

from runtime.elsewhere import ask_leave
from search.facts.held import Held
from search.meilisearch.asker import Asker
from search.meilisearch.changes import is_after, look
from search.meilisearch.state import Moved, Note
from search.unavailable import SearchUnavailable
from search.whole.changes import Changes
from search.whole.current import Current
from search.whole.state import Whole

NOTE_S = 0.05
"""For so long it is taken for granted that the index is as it was when it was looked at."""

MOST_FOLLOWED = 100
"""So many changes are read by whoever searches; more are read beside, and the engine answers."""

_LOOKS = 3
Askers = Callable[[bool], Asker]


class _Seen(NamedTuple):
    """A whole, and when the index was last seen to be so; put in its place and read as one."""

    current: Current[Note]
    at: float = -inf


class Following:
    """Which whole is held, and whether it is still the index. Safe to use from threads.

    `wake` is called when something is to be done beside: when the whole is behind, or dropped.
    Nobody waits longer than `patience_s` for somebody else who looks.
    """

    def __init__(self, askers: Askers, held: Held, patience_s: float) -> None:
        self._askers, self._held, self._patience_s = askers, held, patience_s
        self.wake: Callable[[], None] = _nobody
        self._guard = Lock()
        self._seen: _Seen | None = None
        self._written_at = -inf
        self.behind = False

    @property
    def current(self) -> Current[Note] | None:
        """The whole that is held, whether it still is the index or not."""
        seen = self._seen
        return seen.current if seen else None

    def now(self) -> Current[Note] | None:
        """The whole as the index is, or was NOTE_S ago; None where the engine has to be asked.

        Raises SearchUnavailable, IndexLost.
        """
        seen = self._seen
        if seen is None or self.behind:
            return None
        if self._is_fresh(seen):
            return seen.current
        ask_leave()
        if not self._guard.acquire(timeout=self._patience_s):
            raise SearchUnavailable("somebody else waits for Meilisearch too long; not asked again")
        try:
            return self._looked()
        finally:
            self._guard.release()

    @property
    def is_at_hand(self) -> bool:
        """Whether the whole is held and was just seen to be the index: `now` asks nobody."""
        seen = self._seen
        return seen is not None and not self.behind and self._is_fresh(seen)

    def look_again(self) -> None:
        """Looks at the index before the next answer: it has been written to.

        Whoever looks at this moment may have asked before that.
        """
        self._written_at = monotonic()

    def _is_fresh(self, seen: _Seen) -> bool:
        return seen.at >= max(self._written_at, monotonic() - NOTE_S)

    def hold(self, current: Current[Note]) -> None:
        """From now on this is the whole; before the next answer the index is looked at."""
        with self._guard:
            self._seen, self.behind = _Seen(current), False

    def put_in_order(self, tidy: Current[Note]) -> None:
        """Holds the same listings, made anew from what was held; what came since is read again."""
        with self._guard:
            current = self.current
            if current is not None and current.note.built == tidy.note.built:
                self._seen = _Seen(tidy)

    def drop(self) -> None:
        """Holds nothing: all is read anew."""
        with self._guard:
            self._drop()

    def _drop(self) -> None:
        self._seen, self.behind = None, False
        self.wake()

    def _looked(self) -> Current[Note] | None:
        for _ in range(_LOOKS):
            seen = self._seen
            if seen is None or self.behind:
                return None
            if self._is_fresh(seen):
                return seen.current
            try:
                return self._look(seen.current)
            except Moved:
                continue
        self._fall_behind()
        return None

    def _look(self, current: Current[Note]) -> Current[Note] | None:
        asked_at, asker = monotonic(), self._askers(False)
        note = asker.known.note
        if note == current.note:
            self._seen = _Seen(current, asked_at)
            return current
        if not is_after(note, current.note) or not self._has_room(current.whole):
            self._drop()
            return None
        many, told, listings = look(asker, current.note)
        if many > MOST_FOLLOWED:
            self._fall_behind()
            return None
        changes = Changes(current.whole.table)
        changes.take(told)
        whole = current.whole.after(changes.written(), changes.gone())
        if whole.listings != listings:
            raise Moved(note)
        current = Current(whole, note)
        self._seen = _Seen(current, asked_at)
        if whole.is_untidy():
            self.wake()
        return current

    def _fall_behind(self) -> None:
        self.behind = True
        self.wake()

    def _has_room(self, whole: Whole) -> bool:
        """Whether the table is still the one that is added to, and what changes finds room."""
        return whole.table is self._held.table and self._held.has_room()


def _nobody() -> None:
    """Nobody does anything beside."""
