"""What Meilisearch keeps of one listing: what it is filtered by, and its facts."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any
from uuid import UUID

import orjson

from search.cards import card_of
from search.documents import SearchDocument
from search.flags import flags_of
from search.limits import LIMITS, limits_of
from search.meilisearch import shape
from search.parts import PARTS, parts_of
from search.tokens import folded, stem, words
from search.values import LISTED, STATED, sets_of

_LONGEST_TITLE = 120


def row(document: SearchDocument, at: int) -> bytes:
    """A listing as a document of the engine, in JSON without line ends, written at a position.

    Its fact holds all that ranking, reasons, distances and facets need: its finger, and then what
    stands in `facts.Fact`, in that order.
    """
    said = sets_of(document)
    texts = list(parts_of(document))
    parts = dict(zip(PARTS, map(_stems, texts), strict=True))
    found = dict.fromkeys(word for text in texts for word in words(text))
    flags, limits = flags_of(document, said), dict(limits_of(document))
    held = (flags, [limits.get(name) for name in LIMITS])
    fact = (document.id, document.points, document.name, *_worded(document), *said, *held)
    finger = _finger(fact)
    kept: dict[str, Any] = {
        shape.ID: document.id,
        shape.KEY: key_of(document.id),
        shape.FLAGS: [shape.LISTING, *flags],
        **parts,
        **dict(zip(LISTED, said, strict=False)),
        **dict(_stated(said[len(LISTED)])),
        **limits,
        shape.AT: at,
        shape.WORDS: " ".join(word for word in found if len(word) <= shape.LONGEST_WORD),
        shape.TITLE: folded(document.name)[:_LONGEST_TITLE],
        shape.LAT: [round(lat, shape.DEGREES) for lat, _ in document.points],
        shape.LON: [round(lon, shape.DEGREES) for _, lon in document.points],
    }
    kept |= {shape.FINGER: finger, shape.FACT: orjson.dumps((finger, *fact)).decode()}
    return orjson.dumps(kept)


def gone_row(listing_id: str, at: int) -> bytes:
    """What stands in the place of a listing that was taken out at a position.

    Its fact is a finger and the id, so that who follows the index reads it with those of listings.
    """
    finger = _finger((shape.GONE, listing_id))
    return orjson.dumps(
        {
            shape.ID: listing_id,
            shape.FLAGS: [shape.GONE],
            shape.AT: at,
            shape.FINGER: finger,
            shape.FACT: orjson.dumps((finger, listing_id)).decode(),
        }
    )


def _finger(said: tuple[Any, ...]) -> str:
    """Sixteen letters that only this fact has, so that what was read once is known."""
    return blake2b(orjson.dumps(said), digest_size=8).hexdigest()


def key_of(listing_id: str) -> int:
    """A whole number that sorts as the ids do, exact as a JSON number; raises ValueError."""
    return UUID(listing_id).int >> 76


def _stems(text: str) -> list[str]:
    return list(dict.fromkeys(stem(word)[: shape.LONGEST_WORD] for word in words(text)))


def _stated(said: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((name, one) for name, one in zip(STATED, said, strict=True) if one)


def _worded(document: SearchDocument) -> Iterator[str]:
    """The words of each of `facts.WORDED`, each once."""
    *others, shown = card_of(document)[2:]
    yield from (" ".join(dict.fromkeys(words(text))) for text in others)
    whole = dict.fromkeys(words(document.description))
    told = whole if shown == document.description else frozenset(words(shown))
    yield " ".join(word for word in whole if word in told)
    yield " ".join(word for word in whole if word not in told)
