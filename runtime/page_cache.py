"""Answers kept ready as bytes for one generation; when the generation moves they are gone."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from sys import getsizeof
from threading import Lock
from typing import Protocol

from runtime.bounded import Bounded
from runtime.clock import Clock
from runtime.generations import Generations, State

MOST_BYTES = 64 * 1024 * 1024
BESIDE_BYTES = 250
"""What a kept page takes beside its key and its body."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """Bytes that are served, under their entity tag."""

    body: bytes
    etag: str


def as_page(body: bytes) -> KeptPage:
    """Bytes with the entity tag that follows from them."""
    return KeptPage(body, f'"{blake2b(body, digest_size=16).hexdigest()}"')


class Pages(Protocol):
    """Where doors get pages that are the same for everybody."""

    def page(self, key: str, make: Callable[[], bytes]) -> KeptPage:
        """The page of this key, made by `make` unless it is kept.

        `key` is the address with its parameters in one order; it holds no place of a person.
        """
        ...


class Uncached:
    """Every page is made for whoever asks."""

    def page(self, key: str, make: Callable[[], bytes]) -> KeptPage:
        """The page, made now."""
        return as_page(make())


UNCACHED = Uncached()


class PageCache:
    """At most `most_bytes` of pages of one generation; those not asked for longest go first.

    All that a page takes counts, also its key, which whoever asks can make long.

    Safe to call from threads. A page made while the generation moved is kept under the generation
    that was known before it was made, and so is dropped with it. Once a generation's `ends_at` has
    passed, nothing is kept until the next one.
    """

    def __init__(
        self,
        generations: Generations,
        clock: Clock,
        most_bytes: int = MOST_BYTES,
        seen: Callable[[bool], None] = lambda _hit: None,
    ) -> None:
        self._generations = generations
        self._clock = clock
        self._seen = seen
        self._lock = Lock()
        self._of: State | None = None
        self._pages = Bounded(most_bytes, _bytes_of)

    def page(self, key: str, make: Callable[[], bytes]) -> KeptPage:
        """The page of this key, made by `make` unless it is kept."""
        state = self._generations.state()
        lasting = state.ends_at is None or self._clock.now() < state.ends_at
        found = self._take(state, key) if lasting else None
        self._seen(found is not None)
        if found:
            return found
        made = as_page(make())
        if lasting:
            self._keep(state, key, made)
        return made

    def _take(self, state: State, key: str) -> KeptPage | None:
        with self._lock:
            self._move_to(state)
            return self._pages.asked(key)

    def _keep(self, state: State, key: str, page: KeptPage) -> None:
        with self._lock:
            if state == self._of and key not in self._pages:
                self._pages[key] = page

    def _move_to(self, state: State) -> None:
        if state != self._of:
            self._of = state
            self._pages.clear()


def _bytes_of(key: str, page: KeptPage) -> int:
    return getsizeof(key) + getsizeof(page.body) + BESIDE_BYTES
