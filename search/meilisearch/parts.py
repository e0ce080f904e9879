"""What is sent to be written: listings and notes as lines of JSON, so many bytes at a time."""

from collections.abc import Iterable, Iterator

import orjson

from search.documents import SearchDocument
from search.meilisearch import shape
from search.meilisearch.rows import row
from search.meilisearch.state import Note

_PART_BYTES = 16_000_000


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
    documents: Iterable[SearchDocument], note: Note, through: str
) -> Iterator[tuple[bytes, str]]:
    """Parts of a rebuild, each ending with its note, and the last id in each.

    How far it is can be told only while documents come in the order of their ids.
    """
    held, size, last, in_order = list[bytes](), 0, through, True
    for document in documents:
        if through and document.id <= through:
            continue
        in_order = in_order and document.id > last
        last = document.id
        held.append(row(document, note.position))
        size += len(held[-1])
        if size > _PART_BYTES:
            held.append(note_row(note, last if in_order else ""))
            yield b"\n".join(held), last
            held, size = [], 0
    if held:
        yield b"\n".join(held), last


def note_row(note: Note, through: str = "") -> bytes:
    """A note as a document of the index that it is about."""
    return orjson.dumps(
        {
            shape.ID: shape.META_ID,
            shape.FLAGS: [shape.META],
            shape.FACT: orjson.dumps(tuple(note)).decode(),
            "through": through,
        }
    )
