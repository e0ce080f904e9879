"""Things read from the database by their ids, kept until its log tells that they changed."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from threading import Lock
from typing import Generic, Protocol, TypeVar

from runtime.bounded import Bounded
from runtime.clock import Clock
from runtime.elsewhere import WouldWait, is_hurried
from runtime.generations import Generations, State

MEGABYTE = 1024 * 1024
Changed = Callable[[State, State], Collection[str] | None]
"""The ids of what changed between two states; None where that cannot be told."""


class Lasting(Protocol):
    """Something that stops being true by itself at `valid_until`, if ever."""

    @property
    def valid_until(self) -> datetime | None: ...


T = TypeVar("T", bound=Lasting)


def not_counted(_hits: int, _misses: int) -> None:
    """Where nobody counts what is found and what is not."""


class Kept(Generic[T]):
    """At most `most_bytes` of things; those not asked for longest go first.

    Safe to call from threads. What is taken was read in the newest state that is known, or has not
    changed since it was read. Where what changed cannot be told, all is dropped. Once a state's
    `ends_at` has passed, nothing is taken or kept until the next one.
    """

    def __init__(
        self,
        generations: Generations,
        changed: Changed,
        bytes_of: Callable[[T], int],
        clock: Clock,
        most_bytes: int,
        seen: Callable[[int, int], None] = not_counted,
    ) -> None:
        self._generations = generations
        self._changed = changed
        self._clock = clock
        self._seen = seen
        self._lock = Lock()
        self._of: State | None = None
        self._things = Bounded[T](most_bytes, lambda _id, thing: bytes_of(thing))

    def take(self, ids: Collection[str]) -> tuple[State | None, dict[str, T]]:
        """What is kept of these, and the state in which whatever else is read now may be kept.

        Raises what asking for the state raises. The state is None while nothing may be kept.
        """
        if not self._lock.acquire(blocking=not is_hurried()):
            raise WouldWait
        try:
            state = self._follow()
            found = self._found(ids) if self._lasts(state.ends_at) else None
        finally:
            self._lock.release()
        hits = len(found or ())
        self._seen(hits, len(ids) - hits)
        return (None, {}) if found is None else (state, found)

    def keep(self, state: State | None, things: Mapping[str, T]) -> None:
        """Keep what was read after `state` was given, unless something changed meanwhile."""
        if state is None or not self._lock.acquire(blocking=not is_hurried()):
            return
        try:
            if state == self._of:
                self._things.update(things)
        finally:
            self._lock.release()

    def state(self) -> State | None:
        """The state in which whatever is read now may be put by; None while nothing may be kept.

        Raises what asking for the state raises.
        """
        with self._lock:
            state = self._follow()
        return state if self._lasts(state.ends_at) else None

    def lacking(self, ids: Collection[str]) -> list[str]:
        """Those of these that are not kept in the newest state; nobody asks for them yet.

        Raises what asking for the state raises.
        """
        with self._lock:
            self._follow()
            return [one for one in ids if one not in self._things]

    def put_by(self, state: State, things: Mapping[str, T]) -> bool:
        """Keep what nobody has asked for, as far as there is room, and say whether there is more.

        They go before all that was asked for. Nothing is kept of what was read in `state`, unless
        that is still the newest.
        """
        with self._lock:
            if state != self._of:
                return True
            return all(self._things.put_by(id_, one) for id_, one in things.items())

    def _follow(self) -> State:
        """The newest state; what changed up to it is dropped."""
        state, before = self._generations.state(), self._of
        if state == before:
            return state
        changed = self._changed(before, state) if before else None
        if changed is None:
            self._things.clear()
        for id_ in changed or ():
            self._things.pop(id_, None)
        self._of = state
        return state

    def _found(self, ids: Collection[str]) -> dict[str, T]:
        found, asked = {}, self._things.asked
        for id_ in ids:
            thing = asked(id_)
            if thing is not None and (thing.valid_until is None or self._lasts(thing.valid_until)):
                found[id_] = thing
        return found

    def _lasts(self, until: datetime | None) -> bool:
        return until is None or self._clock.now() < until
