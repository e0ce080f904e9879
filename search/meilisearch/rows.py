"""What Meilisearch keeps of one listing: what it is filtered by, and its facts."""

from collections.abc import Iterator
from itertools import chain
from typing import Any
from uuid import UUID

import orjson

from search.documents import SearchDocument
from search.facts.fact import LONGEST_WORD
from search.facts.written import taken_out, written
from search.flags import flags_of
from search.limits import limits_of
from search.meilisearch import shape
from search.parts import PARTS, worded
from search.tokens import folded, stems
from search.values import LISTED, STATED, sets_of

_LONGEST_TITLE = 120


def row(document: SearchDocument, at: int) -> bytes:
    """A listing as a document of the engine, in JSON without line ends, written at a position.

    Its fact (`search.facts`) holds all that ranking, reasons, distances and facets need.
    """
    said = sets_of(document)
    spoken = worded(document)
    parts = dict(zip(PARTS, map(_stems, spoken.parts()), strict=True))
    found = dict.fromkeys(chain(*spoken))
    flags, limits = flags_of(document, said), dict(limits_of(document))
    finger, fact = written(document, spoken, said, flags, limits)
    kept: dict[str, Any] = {
        shape.ID: document.id,
        shape.KEY: key_of(document.id),
        shape.FLAGS: [shape.LISTING, *flags],
        **parts,
        **dict(zip(LISTED, said, strict=False)),
        **dict(_stated(said[len(LISTED)])),
        **limits,
        shape.AT: at,
        shape.WORDS: " ".join(word for word in found if len(word) <= LONGEST_WORD),
        shape.TITLE: folded(document.name)[:_LONGEST_TITLE],
        shape.LAT: [round(lat, shape.DEGREES) for lat, _ in document.points],
        shape.LON: [round(lon, shape.DEGREES) for _, lon in document.points],
    }
    kept |= {shape.FINGER: finger, shape.FACT: fact.decode()}
    return orjson.dumps(kept)


def gone_row(listing_id: str, at: int) -> bytes:
    """What stands in the place of a listing that was taken out at a position.

    Its fact is a finger and the id, so that who follows the index reads it with those of listings.
    """
    finger, fact = taken_out(listing_id, shape.GONE)
    return orjson.dumps(
        {
            shape.ID: listing_id,
            shape.FLAGS: [shape.GONE],
            shape.AT: at,
            shape.FINGER: finger,
            shape.FACT: fact.decode(),
        }
    )


def key_of(listing_id: str) -> int:
    """A whole number that sorts as the ids do, exact as a JSON number; raises ValueError."""
    return UUID(listing_id).int >> 76


def _stems(said: list[str]) -> list[str]:
    return list(dict.fromkeys(stemmed[:LONGEST_WORD] for stemmed in stems(said)))


def _stated(said: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((name, one) for name, one in zip(STATED, said, strict=True) if one)
