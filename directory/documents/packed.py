"""A published listing as few bytes, for as long as a process keeps it in memory."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from struct import Struct

from lz4 import block

from directory.documents.stored import Stored

MOST_COMMON = 65_536
"""So much of what stands before a text LZ4 refers to."""
_HEAD = Struct("!16sq")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ALWAYS = -1


class Packed(bytes):
    """A published document: its entity tag, how long it is true, and its packed body."""

    __slots__ = ()

    @property
    def valid_until(self) -> datetime | None:
        """The moment at which its body stops being true by itself."""
        _, until = _HEAD.unpack_from(self)
        return None if until == _ALWAYS else _EPOCH + timedelta(microseconds=until)


class Packing:
    """Packs documents that resemble one another: what `some` of them hold is referred to."""

    def __init__(self, some: Sequence[Stored]) -> None:
        self._common = b"".join(one.body for one in some)[:MOST_COMMON]

    def packed(self, document: Stored) -> Packed:
        """A published document: it has neither a successor nor a reason, which those that left
        have."""
        until = document.valid_until
        left = _ALWAYS if until is None else (until - _EPOCH) // timedelta(microseconds=1)
        body = block.compress(document.body, dict=self._common)
        return Packed(_HEAD.pack(bytes.fromhex(document.etag), left) + body)

    def unpacked(self, id_: str, packed: Packed) -> Stored:
        """The document of this id, as it was."""
        tag, _ = _HEAD.unpack_from(packed)
        body = block.decompress(memoryview(packed)[_HEAD.size :], dict=self._common)
        return Stored(id_, "published", body, tag.hex(), None, None, packed.valid_until)
