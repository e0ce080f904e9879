"""Cards: what the embedded index keeps of a listing to show why it was found and how far it is."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import orjson

from places.geometry import distance_m
from search.embedded.schema import CARD
from search.embedded.wording import Asked
from search.index import Match
from search.tokens import stem, words

_MOST_WORDS = 5


class Card(NamedTuple):
    """In the order in which `rows.card` writes it; `points` are (lat, lon)."""

    id: str
    points: Sequence[tuple[float, float]]
    name: str
    need: str
    category: str
    organization: str
    town: str
    description: str


FIELDS = ("name", "need", "category", "organization", "town", "description")


def read_card(searcher: Any, address: Any) -> Card:
    """The card of a row."""
    return Card(*orjson.loads(searcher.doc(address).get_first(CARD)))


def distance_to(card: Card, lat: float | None, lon: float | None) -> float | None:
    """Metres to the nearest place of a listing, if it has one and a point was given."""
    if lat is None or lon is None or not card.points:
        return None
    return min(distance_m(lat, lon, *point) for point in card.points)


def matches(card: Card, asked: Sequence[Asked]) -> tuple[tuple[Match, ...], list[str]]:
    """Which words of the listing answer the searcher's, field by field, and which go unanswered.

    The description is read only for words that nothing else answers.
    """
    unanswered, found = list(asked), []
    for field in FIELDS:
        wanted = unanswered if field == "description" else asked
        said = _answers(getattr(card, field), wanted) if wanted else {}
        if said:
            unanswered = [one for one in unanswered if one.word.text not in said]
            each = dict.fromkeys(word for answers in said.values() for word in answers)
            found.append(Match(field, tuple(each)[:_MOST_WORDS]))
    return tuple(found), [one.word.text for one in unanswered]


def _answers(text: str, asked: Sequence[Asked]) -> dict[str, list[str]]:
    """For each word asked for that this text answers, the words by which it does."""
    if not text:
        return {}
    said = [(word, stem(word)) for word in words(text)]
    present = {stemmed for _, stemmed in said}
    found = {one.word.text: _answering(said, present, one) for one in asked}
    return {word: answers for word, answers in found.items() if answers}


def _answering(said: list[tuple[str, str]], present: set[str], one: Asked) -> list[str]:
    wanted = set(one.stems())
    for phrase in one.word.instead:
        if present.issuperset(phrase):
            wanted.update(phrase)
    answers = [word for word, stemmed in said if stemmed in wanted]
    return answers or list(_begun(said, one.beginnings))


def _begun(said: list[tuple[str, str]], beginnings: tuple[str, ...]) -> Iterator[str]:
    if beginnings:
        yield from (word for word, _ in said if word.startswith(beginnings))
