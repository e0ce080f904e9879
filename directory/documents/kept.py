"""What is published, where documents are kept by the process that reads them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from sys import getsizeof

from directory.chunks import chunks
from directory.documents.packed import Packed, Packing
from directory.documents.reading import Reading
from directory.documents.stored import Stored
from directory.documents.wanted import Wanted
from directory.glance import changed
from runtime.clock import Clock
from runtime.database import Database
from runtime.generations import Generations, State
from runtime.kept import Kept, not_counted
from runtime.pending import Rows

BESIDE_BYTES, BESIDE_PACKED_BYTES = 600, 250
"""What a kept document takes beside its body, and one that is packed."""
LOOKED_AT_ONCE, READ_AT_ONCE = 2_500, 250
ENOUGH = 25
"""So many documents fill what packed ones refer to; fewer are no pattern for all that come."""
_IDS = (
    "SELECT id FROM document WHERE kind = 'service' AND state = 'published' AND id > :after"
    " ORDER BY id LIMIT :most"
)


class KeptReading(Reading):
    """The same answers; `documents` are at most as old as the state that `generations` gives.

    All else is read anew. Safe to call from threads.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        generations: Generations,
        most_bytes: int,
        seen: Callable[[int, int], None] = not_counted,
    ) -> None:
        super().__init__(database, clock)
        self._generations = generations
        self._packing: Packing | None = None
        self._kept = Kept[Stored | Packed](
            generations, partial(changed, database), _bytes_of, clock, most_bytes, seen
        )

    @property
    def is_at_hand(self) -> bool:
        """Whether what is kept is known to be true just now."""
        return self._generations.is_fresh

    def wanted(self, ids: Collection[str]) -> Wanted:
        """Services by id; those that are not kept may be read while whoever asks goes on."""
        state, found = self._kept.take(ids) if ids else (None, {})
        lacking = [one for one in ids if one not in found]
        return Wanted(lacking, self._begun, partial(self._with_kept, state, found))

    def reads_ahead(self) -> Iterator[bool]:
        """Keeps what is published before anybody asks for it, a few with each step.

        It ends when all was looked at, or there is no room for more. One thread at a time.
        """
        for ids in self._all_ids():
            for some in chunks(self._kept.lacking(ids), READ_AT_ONCE):
                if not self._put_by(some):
                    return
                yield True
            yield True

    def _all_ids(self) -> Iterator[Sequence[str]]:
        after = ""
        while rows := self._database.rows(_IDS, {"after": after, "most": LOOKED_AT_ONCE}):
            yield [id_ for (id_,) in rows]
            after = rows[-1][0]

    def _put_by(self, ids: Sequence[str]) -> bool:
        """Whether there is room for more, as far as is known."""
        state = self._kept.state()
        if state is None:
            return True
        read = _published(self._told(self._begun(ids).rows()))
        return self._kept.put_by(state, self._packed(read))

    def _packed(self, read: Mapping[str, Stored]) -> Mapping[str, Stored | Packed]:
        """They packed; as they are where only a few were read yet, as of a new directory."""
        if self._packing is None:
            if len(read) < ENOUGH:
                return read
            self._packing = Packing(list(read.values()))
        return {id_: self._packing.packed(one) for id_, one in read.items()}

    def _with_kept(
        self, state: State | None, found: Mapping[str, Stored | Packed], rows: Rows
    ) -> Mapping[str, Stored]:
        """All of them; what was read and is published is kept, as it was in a state or later."""
        kept = {id_: self._unpacked(id_, one) for id_, one in found.items()}
        if not rows:
            return kept
        read = self._told(rows)
        self._kept.keep(state, _published(read))
        return {**kept, **read}

    def _unpacked(self, id_: str, one: Stored | Packed) -> Stored:
        if isinstance(one, Stored):
            return one
        assert self._packing is not None
        return self._packing.unpacked(id_, one)


def _published(read: Mapping[str, Stored]) -> dict[str, Stored]:
    return {id_: one for id_, one in read.items() if one.state == "published"}


def _bytes_of(document: Stored | Packed) -> int:
    if isinstance(document, Packed):
        return getsizeof(document) + BESIDE_PACKED_BYTES
    return getsizeof(document.body) + BESIDE_BYTES
