"""Cards: what an engine keeps of a listing's words, to say why it was found."""

from collections.abc import Sequence
from typing import NamedTuple


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
