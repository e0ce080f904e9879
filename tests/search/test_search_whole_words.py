"""What the held listings tell of words is what a look at every word of every document tells."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents import SearchDocument
from search.facts.fact import read_fingers
from search.facts.table import Table
from search.meilisearch import shape
from search.meilisearch.rows import row
from search.parts import worded
from search.slips import slips, slips_to_each
from search.tokens import stem
from search.whole import lexicon
from search.whole.state import Whole
from search.whole.words import Vocabulary
from tests.fixtures.search import document, id_of

SAID = (
    "Debt advice and debts",
    "Advice for debtors, in debt",
    "Bereavement café",
    "Bereavements and bereavement",
    "Béreavement group",
    "Carers' choir, drop-in",
    "Choirs and a 2nd choir",
    "Choirmaster",
    "M33 advisers",
)
KNOWN = [
    document(said, id=id_of(at), description=SAID[(at * 3 + 1) % len(SAID)], organization="Choir")
    for at, said in enumerate(SAID)
]
GONE = 3


def held(known: list[SearchDocument]) -> Whole:
    table = Table()
    facts = [orjson.loads(row(one, 1))[shape.FACT] for one in known]
    table.add(read_fingers(facts))
    return Whole.of(table, np.arange(len(known)))


@pytest.fixture(params=["at once", "later"])
def whole(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Whole:
    """All of KNOWN, written at once, or some of them later and in segments of their own."""
    if request.param == "at once":
        return held(KNOWN)
    monkeypatch.setattr("search.whole.state._SMALL", 0)
    monkeypatch.setattr("search.whole.state._SHARE", 0)
    found = held([*KNOWN[:5], document("Choir of debts", id=id_of(99))])
    for at in range(5, len(KNOWN)):
        facts = read_fingers([orjson.loads(row(KNOWN[at], at))[shape.FACT]])
        found.table.add(facts)
        found = found.after([found.table.rows[facts[0][0]]], [id_of(99)])
    assert len(found.segments) > 1
    return found


def told(one: SearchDocument) -> Iterator[str]:
    yield from chain(*worded(one))


WORDS = Counter(word for one in KNOWN for word in set(told(one)))
STEMS = Counter(stemmed for one in KNOWN for stemmed in set(map(stem, told(one))))


def test_a_stem_is_as_frequent_as_there_are_listings_that_have_it(whole: Whole) -> None:
    vocabulary = Vocabulary(whole)
    assert vocabulary.listings == len(KNOWN)
    for stemmed in (*STEMS, "nobody", "says", ""):
        assert vocabulary.frequency(stemmed) == STEMS[stemmed], stemmed
        assert vocabulary.frequency(stemmed) == STEMS[stemmed], stemmed


@pytest.mark.parametrize("letters", ["de", "debt", "c", "choir", "choirmasters", "b", "2", "z"])
def test_the_commonest_words_that_begin_so_complete_them(whole: Whole, letters: str) -> None:
    begun = [(one, count) for one, count in WORDS.items() if one.startswith(letters)]
    wanted = sorted(begun, key=lambda one: (-one[1], one[0]))
    assert Vocabulary(whole).completions(letters) == wanted[:6]


@pytest.mark.parametrize(
    "word", ["bereavment", "berevment", "choyr", "choire", "advize", "debst", "xxxxx", "shed"]
)
def test_words_one_slip_away_or_else_two_are_near(whole: Whole, word: str) -> None:
    away = {one: slips(word, one, 2) for one in WORDS}
    least = 1 if 1 in away.values() else 2
    near = [one for one, many in away.items() if many == least <= (2 if len(word) >= 9 else 1)]
    wanted = sorted(near, key=lambda one: (-STEMS[stem(one)], one)) if len(word) >= 5 else []
    assert Vocabulary(whole).spelled_nearly(word) == tuple(wanted[:5])


def test_what_holds_a_digit_is_not_kept(whole: Whole) -> None:
    vocabulary = Vocabulary(whole)
    for word in ("m33", "4aa", "m33bx", "choir"):
        vocabulary.frequency(word)
        vocabulary.spelled_nearly(word)
    assert set(whole.learnt.frequency) == {"choir"}
    assert set(whole.learnt.nearly) == {"choir"}


LETTERS = st.text(alphabet="abcé-", max_size=9)


@given(word=LETTERS, others=st.lists(LETTERS, max_size=8), most=st.sampled_from((1, 2)))
def test_slips_to_many_are_those_to_each(word: str, others: list[str], most: int) -> None:
    assert slips_to_each(word, others, most).tolist() == [slips(word, one, most) for one in others]


@given(word=st.text(min_size=1, max_size=12), slip=st.integers(0, 11), letter=st.characters())
def test_no_word_one_slip_away_is_passed_over(word: str, slip: int, letter: str) -> None:
    at = slip % len(word)
    for other in (word[:at] + word[at + 1 :], f"{word[:at]}{letter}{word[at:]}"):
        differ = lexicon.letters_of(word) ^ lexicon.letters_of(other)
        assert differ.bit_count() <= 2
