"""Every hit has a reason: also where a synonym is spread over the fields of one part."""

from search.answers import Match
from search.asked import Asked
from search.cards import Card
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


def test_a_phrase_and_a_beginning_are_told_in_the_order_of_the_text() -> None:
    asked = [
        Asked(Word("quorn", "quorn", (("debt", "advic"), ("borrow",)))),
        Asked(Word("lon", "lon"), completed=("lonely",), beginnings=("lon",)),
    ]
    card = _card(name="Long debt", need="Advice about borrowing", description="For lonely people")
    found, open_ones = Reasons(asked).of(card)
    assert found == (Match("name", ("long",)), Match("need", ("borrowing",)))
    assert open_ones == []
    spread, _ = Reasons(asked).of(_card(town="Debt", description="Loan advice; lonely debt help"))
    assert spread == (
        Match("town", ("debt",)),
        Match("description", ("lonely",)),
    )
