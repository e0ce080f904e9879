"""Words that name a need or a kind of help are known for it, and no others are."""

import pytest

from schema.vocabulary import Term
from search.meanings import KIND_BY_NAME, KIND_BY_WORD, NEED_BY_NAME, NEED_BY_WORD, Meanings
from search.tokens import stems_of


@pytest.mark.parametrize(
    ("meanings", "said", "slug"),
    [
        (KIND_BY_NAME, "food bank", "food-bank"),
        (KIND_BY_NAME, "food banks", "food-bank"),
        (KIND_BY_NAME, "libraries", "library"),
        (KIND_BY_NAME, "bank food", None),
        (KIND_BY_NAME, "bank", None),
        (KIND_BY_WORD, "food parcels", "food-bank"),
        (KIND_BY_WORD, "chemist", "pharmacy"),
        (KIND_BY_WORD, "dental practices", "dentist"),
        (NEED_BY_NAME, "debt", "debt"),
        (NEED_BY_WORD, "lonely", "loneliness"),
        (NEED_BY_WORD, "computer", "digital"),
        (NEED_BY_WORD, "marzipan", None),
    ],
)
def test_words_name_what_they_mean(meanings: Meanings, said: str, slug: str | None) -> None:
    assert meanings.of_words(said.split()) == slug


def test_who_wants_to_talk_does_not_ask_for_talks() -> None:
    assert KIND_BY_WORD.of_words(["talks"]) == "adult-learning"
    assert KIND_BY_WORD.of_words(["talk"]) is None


def test_phrases_of_stems_name_a_kind() -> None:
    assert KIND_BY_NAME.of_stems(stems_of("befriending")) == "befriending"
    assert KIND_BY_WORD.of_stems(stems_of("coffee mornings")) == "social-group"
    assert KIND_BY_WORD.of_stems(()) is None


def test_stems_of_two_kinds_mean_neither() -> None:
    terms = {slug: Term(slug, name, "", ()) for slug, name in (("a", "Sing"), ("b", "Singing"))}
    known = Meanings(terms, lambda term: (term.name,), fewest_stemmed=1)
    assert (known.of_words(["sing"]), known.of_words(["singing"])) == ("a", "b")
    assert known.of_words(["sings"]) == "a"
    assert known.of_stems(("sing",)) is None
