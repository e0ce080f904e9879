"""What is sent to be written: listings and notes as lines of JSON, so many bytes at a time."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import orjson

from search.documents import SearchDocument
from search.meilisearch import shape
from search.meilisearch.rows import row
from search.meilisearch.state import Note

_PART_BYTES = 16_000_000


class Reached(NamedTuple):
    """How far a rebuild is: the last id that it wrote, and how many listings there are by then.

    `through` is empty where it cannot be gone on with.
    """

    through: str = ""
    listings: int = 0


def parts(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of JSON, so many bytes at a time."""
    held, size = list[bytes](), 0
    for one in rows:
        held.append(one)
        size += len(one)
        if size > _PART_BYTES:
            yield b"\n".join(held)
            held, size = [], 0
    if held:
        yield b"\n".join(held)


def built(
    documents: Iterable[SearchDocument], note: Note, reached: Reached
) -> Iterator[tuple[bytes, int]]:
    """Parts of a rebuild, each ending with its note, and how many listings there are after each.

    The last id can be told only while documents come in the order of their ids.
    """
    held, size, (last, listings), in_order = list[bytes](), 0, reached, True
    for document in documents:
        if reached.through and document.id <= reached.through:
            continue
        in_order = in_order and document.id > last
        last, listings = document.id, listings + 1
        held.append(row(document, note.position))
        size += len(held[-1])
        if size > _PART_BYTES:
            held.append(note_row(note, Reached(last if in_order else "", listings)))
            yield b"\n".join(held), listings
            held, size = [], 0
    if held:
        yield b"\n".join(held), listings


def note_row(note: Note, reached: Reached | None = None) -> bytes:
    """A note as a document of the index that it is about."""
    return orjson.dumps(
        {
            shape.ID: shape.META_ID,
            shape.FLAGS: [shape.META],
            shape.FACT: orjson.dumps(tuple(note)).decode(),
            **(reached or Reached())._asdict(),
        }
    )
