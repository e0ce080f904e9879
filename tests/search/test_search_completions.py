"""When a last word is taken for the beginning of another, and when it is meant as it stands."""

from collections.abc import Callable

import pytest

from search.index import SearchIndex
from tests.fixtures.search import ask, document


@pytest.fixture(scope="module")
def index(any_engine: Callable[[], SearchIndex]) -> SearchIndex:
    made = any_engine()
    many = [document(f"Mental health group {number}") for number in range(60)]
    made.rebuild([*many, *(document(f"Men {n}") for n in range(10)), document("A menta plant")], 1)
    return made


def test_a_common_word_is_meant_as_it_stands(index: SearchIndex) -> None:
    assert ask(index, "men").total == 10


def test_a_rare_word_may_be_the_beginning_of_a_common_one(index: SearchIndex) -> None:
    assert ask(index, "menta").total == 61
    assert ask(index, "menta ").total == 1


def test_one_letter_begins_nothing(index: SearchIndex) -> None:
    assert ask(index, "m").total == 0
