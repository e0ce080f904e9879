"""The whole held in step with the embedded index: what has changed is read where it is little."""

from collections.abc import Callable
from threading import Lock

from search.embedded.changed import changed_since, count_changed
from search.embedded.snapshot import Snapshot, State
from search.facts.held import Held
from search.whole.changes import Changes
from search.whole.current import Current

Take = Callable[[Changes, list[bytes]], None]

MOST_FOLLOWED = 100
"""So many changes are read by whoever searches; more are read beside, and the engine answers."""


class Following:
    """Which whole is held, and of which state it is. Safe to use from threads.

    `wake` is called when something is to be done beside: when the whole is behind, or dropped.
    """

    def __init__(self, held: Held, wake: Callable[[], None]) -> None:
        self._held, self._wake = held, wake
        self._guard = Lock()
        self.current: Current[State] | None = None
        self.behind = False

    def of(self, snapshot: Snapshot) -> Current[State] | None:
        """The whole of a state; None where it is not held and the engine has to be asked."""
        current = self.current
        if current is None or self.behind:
            return None
        if current.note == snapshot.state:
            return current
        with self._guard:
            return self._followed(snapshot)

    def hold(self, current: Current[State]) -> None:
        """From now on this is the whole, until a newer state is asked for."""
        with self._guard:
            self.current, self.behind = current, False

    def put_in_order(self, tidy: Current[State]) -> None:
        """Holds the same listings, made anew from what was held; what came since is read again."""
        with self._guard:
            current = self.current
            if current is not None and current.note.generation == tidy.note.generation:
                self.current = tidy

    def drop(self) -> None:
        """Holds nothing: all is read anew."""
        with self._guard:
            self._drop()

    def _drop(self) -> None:
        self.current, self.behind = None, False
        self._wake()

    def _followed(self, snapshot: Snapshot) -> Current[State] | None:
        current = self.current
        if current is None or self.behind:
            return None
        if current.note == snapshot.state:
            return current
        if current.note.generation != snapshot.state.generation:
            self._drop()
            return None
        if snapshot.state.written < current.note.written:
            return None
        return self._brought(current, snapshot)

    def _brought(self, current: Current[State], snapshot: Snapshot) -> Current[State] | None:
        """Brings the whole to a later state of the same generation."""
        if count_changed(snapshot, current.note.written) > MOST_FOLLOWED:
            self.behind = True
            self._wake()
            return None
        later = self.later(current, snapshot, Changes.take)
        if later is None:
            self._drop()
            return None
        self.current = later
        if later.whole.is_untidy():
            self._wake()
        return later

    def later(
        self, current: Current[State], snapshot: Snapshot, take: Take
    ) -> Current[State] | None:
        """What was held, with all that has changed since; None where that is not all, or finds no
        room."""
        table = current.whole.table
        if table is not self._held.table or not self._held.has_room():
            return None
        changes = Changes(table)
        for told in changed_since(snapshot, current.note.written):
            take(changes, told)
        whole = current.whole.after(changes.written(), changes.gone())
        if whole.listings != snapshot.listings():
            return None
        return Current(whole, snapshot.state)
