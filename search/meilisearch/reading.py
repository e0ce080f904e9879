"""The searching side of an index: what it was told, what it holds, and answers of one state."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic
from typing import TypeVar

from search.facts.held import Held
from search.meilisearch.ahead import Ahead
from search.meilisearch.asker import Asker
from search.meilisearch.following import Following
from search.meilisearch.keys import KeyTooMighty
from search.meilisearch.server import Client, Server
from search.meilisearch.state import Known, Moved, Note
from search.unavailable import SearchUnavailable
from search.whole.current import Current

T = TypeVar("T")
_PATIENCE = 3
_POSITION_S = 0.2
_MOST_KNOWN = 50_000
_MOST_COUNTED = 2_000
_LOOK_S = 0.1
_BESIDE_S = 30.0
"""So long may take what nobody waits for: of an index that is not in memory, seconds."""


class Reader:
    """Asks with the searcher's key; safe to use from threads.

    Where there are so many as `sizes`, and room for them, all are held.
    """

    def __init__(self, server: Server, sizes: range) -> None:
        self._prefix, self._client = server.prefix, Client(server)
        patience_s = max(server.patience_s, _BESIDE_S)
        self._patient = Client(replace(server, patience_s=patience_s))
        self._known: Known | None = None
        self._held = Held()
        self._position_at, self._key_seen = 0.0, False
        self._following = Following(self._fresh, self._held, server.patience_s)
        self._ahead = Ahead(self._beside, self._held, self._following, sizes)

    def whole(self) -> Current[Note] | None:
        """All listings as they are now, if they are held; raises SearchUnavailable, IndexLost."""
        self._check_key()
        self.begin()
        return self._following.now()

    def begin(self) -> None:
        """Begins to read all listings beside, unless that was begun."""
        self._ahead.beside.begin()

    @property
    def is_at_hand(self) -> bool:
        """Whether all listings are held as they are now, and the server need not be asked."""
        return self._key_seen and self._following.is_at_hand

    def steadily(self, ask: Callable[[Asker], T]) -> T:
        """An answer of one state of the index; what changes without pause is put up with."""
        self._check_key()
        known = self._known
        for turn in range(_PATIENCE + 1):
            asker = self._asker(known, lenient=turn == _PATIENCE)
            try:
                answer = ask(asker)
            except Moved as moved:
                known = known.at(moved.note) if known else Known(moved.note)
                continue
            self._keep(asker.known)
            return answer
        raise AssertionError("a lenient asker is never moved")

    def position(self) -> int:
        """The change number up to which the index is.

        What a search was told in the last fifth of a second is not asked again.
        """
        current = self._following.now()
        if current is not None:
            return current.note.position
        known = self._known
        if known is None or monotonic() - self._position_at > _POSITION_S:
            return self.note().position
        return known.note.position

    def note(self) -> Note:
        """What the index says of itself now."""
        asker = self._asker(None, lenient=True)
        note = asker.known.note
        if self._known is None or self._known.note != note:
            self._known = self._known.at(note) if self._known else asker.known
        self._following.look_again()
        self._position_at = monotonic()
        return note

    def read_ahead(self, timeout_s: float) -> int:
        """How many listings are held, once those are read that are read ahead; no later than so."""
        self.begin()
        until = monotonic() + timeout_s
        while monotonic() < until:
            with suppress(SearchUnavailable):
                if self._following.now() is not None:
                    break
            if self._ahead.beside.settled.wait(_LOOK_S) and self._following.current is None:
                break
        return len(self._held.table.fingers)

    def forget(self) -> None:
        """What was learnt of an index that was replaced."""
        self._known = None
        self._following.look_again()

    def close(self) -> None:
        """Lets go of all connections."""
        self._ahead.beside.end()
        self._client.close()
        self._patient.close()

    def _fresh(self, lenient: bool) -> Asker:
        """One that knows nothing yet."""
        return self._asker(None, lenient=lenient)

    def _beside(self, lenient: bool) -> Asker:
        """One that knows nothing yet, for whoever can wait."""
        self._check_key()
        return Asker(self._patient, self._prefix, None, self._held, lenient=lenient)

    def _asker(self, known: Known | None, *, lenient: bool) -> Asker:
        return Asker(self._client, self._prefix, known, self._held, lenient=lenient)

    def _keep(self, known: Known) -> None:
        many = len(known.frequency) + len(known.samples) > _MOST_KNOWN
        if many or max(len(known.counted), len(known.filtered)) > _MOST_COUNTED:
            known = Known(known.note)
        self._known, self._position_at = known, monotonic()
        listings = known.listings or known.roughly
        if listings:
            self._held.make_room(listings)

    def _check_key(self) -> None:
        """Refuses a search key that can do more than search; asked once."""
        if not self._key_seen:
            if self._client.may_read("/keys?limit=1"):
                raise KeyTooMighty("FINGERPOST_SEARCH_KEY")
            self._key_seen = True
