"""Facts as an engine keeps them beside a listing, and where one was taken out."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any

import orjson

from search.cards import card_of
from search.documents import SearchDocument
from search.limits import LIMITS
from search.tokens import words


def written(
    document: SearchDocument,
    said: Sequence[Any],
    flags: Sequence[str],
    limits: dict[str, int],
) -> tuple[str, bytes]:
    """The finger of a listing and its fact, in JSON: its finger, and then `fact.Fact`.

    `said` is what it says of SETS, `flags` its flags, `limits` its numbers of LIMITS.
    """
    held = (flags, [limits.get(name) for name in LIMITS])
    return _fingered(
        (document.id, document.points, document.name, *_worded(document), *said, *held)
    )


def taken_out(listing_id: str, sign: str) -> tuple[str, bytes]:
    """What stands in the place of a listing that was taken out: a finger and the id.

    `sign` is what the engine calls such a row.
    """
    finger = _finger((sign, listing_id))
    return finger, orjson.dumps((finger, listing_id))


def _fingered(fact: tuple[Any, ...]) -> tuple[str, bytes]:
    finger = _finger(fact)
    return finger, orjson.dumps((finger, *fact))


def _finger(said: tuple[Any, ...]) -> str:
    """Sixteen letters that only this fact has, so that what was read once is known."""
    return blake2b(orjson.dumps(said), digest_size=8).hexdigest()


def _worded(document: SearchDocument) -> Iterator[str]:
    """The words of each of `fact.WORDED`, each once."""
    *others, shown = card_of(document)[2:]
    yield from (" ".join(dict.fromkeys(words(text))) for text in others)
    whole = dict.fromkeys(words(document.description))
    told = whole if shown == document.description else frozenset(words(shown))
    yield " ".join(word for word in whole if word in told)
    yield " ".join(word for word in whole if word not in told)
