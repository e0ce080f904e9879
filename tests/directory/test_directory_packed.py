"""A packed document is the same once it is unpacked, and takes less room."""

from datetime import UTC, datetime, timedelta
from gc import collect
from random import Random
from sys import getsizeof
from tracemalloc import get_traced_memory, start, stop
from uuid import UUID

import pytest

from benchmarks.listings import encoded
from directory.documents.kept import BESIDE_PACKED_BYTES
from directory.documents.packed import MOST_COMMON, Packed, Packing
from directory.documents.stored import Stored
from runtime.bounded import Bounded

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _stored(body: bytes, valid_until: datetime | None = None, seed: int = 0) -> Stored:
    random = Random(f"{seed}:{body[:20]!r}")
    id_ = str(UUID(int=random.getrandbits(128)))
    return Stored(id_, "published", body, random.randbytes(16).hex(), None, None, valid_until)


MADE_UP = [_stored(body) for body in encoded(400)]


@pytest.mark.parametrize("some", [0, 1, 100])
@pytest.mark.parametrize(
    "document",
    [
        MADE_UP[300],
        _stored(b"", NOW),
        _stored(b"{}", NOW + timedelta(microseconds=1)),
        _stored(Random(7).randbytes(3 * MOST_COMMON), datetime(1969, 12, 31, tzinfo=UTC)),
        _stored(b"x" * 1_000_000, datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)),
    ],
    ids=["usual", "empty", "until a moment", "random", "long"],
)
def test_a_packed_document_is_unpacked_as_it_was(document: Stored, some: int) -> None:
    packing = Packing(MADE_UP[:some])
    packed = packing.packed(document)
    assert packed.valid_until == document.valid_until
    assert packing.unpacked(document.id, packed) == document


def test_documents_that_resemble_one_another_take_less_than_half() -> None:
    packing = Packing(MADE_UP[:100])
    before = sum(len(one.body) for one in MADE_UP[100:])
    assert sum(len(packing.packed(one)) for one in MADE_UP[100:]) < before / 2


def test_no_more_room_is_taken_than_is_counted() -> None:
    packing = Packing(MADE_UP[:100])
    kept = Bounded[Packed](10**9, lambda _id, one: getsizeof(one) + BESIDE_PACKED_BYTES)
    collect()
    start()
    for number in range(20_000):
        document = MADE_UP[number % 400]._replace(id=f"{UUID(int=number)}")
        assert kept.put_by(document.id, packing.packed(document))
    taken, _ = get_traced_memory()
    stop()
    assert kept.bytes * 0.8 < taken <= kept.bytes
