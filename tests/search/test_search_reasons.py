"""Every hit has a reason: also where a synonym is spread over the fields of one part."""

from search.asked import Asked
from search.cards import Card
from search.index import Match
from search.language import Word
from search.reasons import Reasons
from search.tokens import stem


def _card(**said: str) -> Card:
    fields = ("name", "need", "category", "organization", "town", "description")
    return Card("made-up", (), *(said.get(field, "") for field in fields))


def _reasons(*phrase: str) -> Reasons:
    return Reasons([Asked(Word("quorn", "quorn", (tuple(map(stem, phrase)),)))])


def test_a_synonym_spread_over_need_and_category_is_a_reason() -> None:
    card = _card(need="Debt and money", category="Advice centre")
    found, open_ones = _reasons("debt", "advice").of(card)
    assert found == (Match("need", ("debt",)),)
    assert open_ones == []


def test_a_synonym_spread_over_different_parts_is_none() -> None:
    found, open_ones = _reasons("debt", "advice").of(_card(name="Debt", category="Advice"))
    assert (found, open_ones) == ((), ["quorn"])
