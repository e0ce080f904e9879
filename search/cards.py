"""Cards: what an engine keeps of a listing's words, to say why it was found."""

from collections.abc import Sequence
from typing import NamedTuple

from search.documents import SearchDocument

_LONGEST_TEXT_KEPT = 2_000


class Card(NamedTuple):
    """In the order in which engines write it; `points` are (lat, lon), where they are kept here."""

    id: str
    points: Sequence[tuple[float, float]]
    name: str
    need: str
    category: str
    organization: str
    town: str
    description: str


def card_of(document: SearchDocument, points: Sequence[tuple[float, float]] = ()) -> Card:
    """The card of a listing; of a long description the beginning alone is kept."""
    return Card(
        document.id,
        points,
        document.name,
        document.need_words,
        document.category_words,
        document.organization,
        document.town,
        document.description[:_LONGEST_TEXT_KEPT],
    )
