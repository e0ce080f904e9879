"""Facts as an engine keeps them beside a listing, and where one was taken out."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import orjson

from search.cards import card_of
from search.documents import SearchDocument
from search.limits import LIMITS
from search.parts import Worded
from search.tokens import words


def written(
    document: SearchDocument,
    worded: Worded,
    said: Sequence[Any],
    flags: Sequence[str],
    limits: Mapping[str, int],
) -> tuple[str, bytes]:
    """The finger of a listing and its fact, in JSON: its finger, and then `fact.Fact`.

    `worded` are its words, `said` is what it says of SETS, `flags` its flags, `limits` its numbers
    of LIMITS.
    """
    held = (flags, [limits.get(name) for name in LIMITS])
    spoken = _spoken(document, worded)
    return _fingered(
        orjson.dumps((document.id, document.points, document.name, *spoken, *said, *held))
    )


def taken_out(listing_id: str, sign: str) -> tuple[str, bytes]:
    """What stands in the place of a listing that was taken out: a finger and the id.

    `sign` is what the engine calls such a row.
    """
    finger = _finger(orjson.dumps((sign, listing_id)))
    return finger, orjson.dumps((finger, listing_id))


def _fingered(fact: bytes) -> tuple[str, bytes]:
    finger = _finger(fact)
    return finger, b'["%b",%b' % (finger.encode(), fact[1:])


def _finger(said: bytes) -> str:
    """Sixteen letters that only this fact has, so that what was read once is known."""
    return blake2b(said, digest_size=8).hexdigest()


def _spoken(document: SearchDocument, worded: Worded) -> Iterator[str]:
    """The words of each of `fact.WORDED`, each once; what a card leaves out of a long description
    comes apart."""
    yield from (" ".join(dict.fromkeys(some)) for some in worded[:-1])
    whole, shown = dict.fromkeys(worded.description), card_of(document).description
    told = whole if shown == document.description else frozenset(words(shown))
    yield " ".join(word for word in whole if word in told)
    yield " ".join(word for word in whole if word not in told)
