"""A postcode among the words is taken as the place, and said to be; other words are left alone."""

import pytest

from journeys.finding.question import Question
from journeys.finding.told import with_place_told
from places.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("said", "words", "near"),
    [
        ("debt advice M33 7ZF", "debt advice", "M33 7ZF"),
        ("debt advice m337zf please", "debt advice please", "M33 7ZF"),
        ("debt advice near M33 7ZF", "debt advice", "M33 7ZF"),
        ("food bank M33", "food bank", "M33"),
        ("m33 food bank", "food bank", "m33"),
        ("food bank in M33 7", "food bank", "M33 7"),
        ("M33", "", "M33"),
    ],
)
def test_a_postcode_among_the_words_is_the_place(
    gazetteer: Gazetteer, said: str, words: str, near: str
) -> None:
    told = with_place_told(Question(words=said), gazetteer)
    assert (told.words, told.near, told.place_told) == (words, near, True)


@pytest.mark.parametrize(
    "question",
    [
        Question(words="vitamin b12"),
        Question(words="over 50s club"),
        Question(words="walking group m33 on mondays"),
        Question(words="food bank M99 9ZZ"),
        Question(words="food bank ZZ9"),
        Question(words="food bank M33 7ZF", near="Sale"),
        Question(words="food bank M33 7ZF", lat=53.4, lon=-2.3),
        Question(words="food bank"),
    ],
)
def test_other_words_remain_words(gazetteer: Gazetteer, question: Question) -> None:
    assert with_place_told(question, gazetteer) == question
