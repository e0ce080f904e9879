"""Every engine reads words alike: typos, endings, beginnings, synonyms, too many, hostile ones."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.documents import SearchDocument
from search.index import SearchIndex
from search.query import FACETS
from tests.fixtures.search import SALE, ask, document, id_of, names

TEA = document(
    "Thursday Tea",
    description="Befriending for people who live alone",
    need_words="Loneliness and isolation",
    needs=("loneliness",),
    town="Sale",
    organization="Example Neighbours",
    points=(SALE,),
)
VOUCHERS = document("Fuel vouchers", description="A top-up for prepayment meters")
GRIEF = document("Bereavement café", description="Company in the first year")
DEBT = document("Money advice", need_words="Debt and money worries", needs=("debt",))
SHED = document("Men's shed", description="Woodwork and a drop-in on Fridays")
CHOIR = document("Community choir", organization="Thursday Singers")
BOXING = document("Boxing for carers", description="Evening session")
ALL = [TEA, VOUCHERS, GRIEF, DEBT, SHED, CHOIR, BOXING]


@pytest.fixture(scope="module")
def worded(any_engine: Callable[[], SearchIndex]) -> SearchIndex:
    index = any_engine()
    index.rebuild(ALL, 1)
    return index


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("choir", CHOIR),
        ("CHOIRS", CHOIR),
        ("bereaved", GRIEF),
        ("cafe", GRIEF),
        ("café", GRIEF),
        ("mens shed", SHED),
        ("men’s shed", SHED),
        ("drop-in", SHED),
        ("dropin", SHED),
        ("drop in", SHED),
        ("topup", VOUCHERS),
        ("neighbours sale", TEA),
    ],
)
def test_endings_accents_apostrophes_and_hyphens_do_not_matter(
    worded: SearchIndex, words: str, expected: SearchDocument
) -> None:
    assert names(worded, ALL, words) == [expected.name]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("lonely", TEA),
        ("no friends", TEA),
        ("cannot pay gas bill", VOUCHERS),
        ("help, I can't pay the electricity bill", VOUCHERS),
        ("my husband died", GRIEF),
        ("owing money", DEBT),
        ("bailiffs", DEBT),
    ],
)
def test_what_people_say_finds_what_services_say(
    worded: SearchIndex, words: str, expected: SearchDocument
) -> None:
    assert names(worded, ALL, words)[0] == expected.name


@pytest.mark.parametrize("words", ["thur", "thurs", "thursda"])
def test_the_last_word_may_be_unfinished(worded: SearchIndex, words: str) -> None:
    assert names(worded, ALL, words) == [TEA.name, CHOIR.name]


def test_only_the_last_word_may_be_unfinished(worded: SearchIndex) -> None:
    page = ask(worded, "thur choir")
    assert not page.all_words
    assert page.lacking == ("thur",)


@pytest.mark.parametrize(
    ("words", "found", "read_as"),
    [
        ("choyr", [CHOIR.name], "choir"),
        ("hcoir", [CHOIR.name], "choir"),
        ("chior sings", [CHOIR.name], "choir"),
        ("voucer", [VOUCHERS.name], "voucher"),
        ("prepaymint", [VOUCHERS.name], "prepayment"),
        ("prepaimint", [VOUCHERS.name], "prepayment"),
    ],
)
def test_slips_are_forgiven_and_said(
    worded: SearchIndex, words: str, found: list[str], read_as: str
) -> None:
    page = ask(worded, f"{words} ")
    assert names(worded, ALL, f"{words} ") == found
    assert (read_as,) in page.corrected.values()


@pytest.mark.parametrize("words", ["dbet ", "shef ", "boxinggg ", "chyyr "])
def test_short_words_and_worse_slips_are_not_guessed_at(worded: SearchIndex, words: str) -> None:
    assert ask(worded, words).total == 0


def test_a_word_of_the_index_is_never_read_as_another(index: SearchIndex) -> None:
    index.apply([document("Winter swims"), document("Winner takes all")], (), 1)
    page = ask(index, "winter ")
    assert page.total == 1
    assert page.corrected == {}


def test_words_are_dropped_only_when_nothing_has_them_all(worded: SearchIndex) -> None:
    both = ask(worded, "boxing carers ")
    assert (both.total, both.all_words, both.lacking) == (1, True, ())
    fewer = ask(worded, "boxing trampolines ")
    assert names(worded, ALL, "boxing trampolines ") == [BOXING.name]
    assert not fewer.all_words
    assert fewer.lacking == ("trampolines",)


def test_dropping_heeds_filters_and_circle(worded: SearchIndex) -> None:
    page = ask(worded, "tea boxing ", lat=SALE[0], lon=SALE[1], within_m=1_000.0)
    assert [hit.id for hit in page.hits] == [TEA.id]
    assert ask(worded, "tea boxing ", needs=("food",)).total == 0


def test_a_name_says_more_than_a_need_an_organization_and_a_description(
    index: SearchIndex,
) -> None:
    said = {"description": "A weekly hour", "organization": "Example", "need_words": "Company"}
    known = [
        document("Monday group", id=id_of(4), **said | {"description": "Gardening, weekly"}),
        document("Tuesday group", id=id_of(3), **said | {"organization": "Gardening"}),
        document("Friday group", id=id_of(2), **said | {"need_words": "Gardening"}),
        document("Gardening group", id=id_of(1), **said),
        *(document(f"Group {number}", **said) for number in range(20)),
    ]
    index.apply(known, (), 1)
    found = names(index, known, "gardening ")
    assert found == ["Gardening group", "Friday group", "Tuesday group", "Monday group"]


def test_a_hit_says_which_of_its_words_answer(worded: SearchIndex) -> None:
    matched = {m.field: m.words for m in ask(worded, "tea lonely sale ").hits[0].matched}
    assert matched == {"name": ("tea",), "need": ("loneliness", "isolation"), "town": ("sale",)}
    (hit,) = ask(worded, "woodwork ").hits
    assert [(m.field, m.words) for m in hit.matched] == [("description", ("woodwork",))]


HOSTILE = (
    "\x00",
    "q=%00",
    "x" * 100_000,
    "word " * 5_000,
    "the of and",
    '"(+-:*?~^[{\\/',
    "name:tea AND NOT x",
    "tea OR *:*",
    ".*",
    "[a-z]+",
    "💔",
    "👩‍👩‍👧 tea",
    "\ud800",
    "tea \udfff",
    "‮txet",
    "İ ſ ß ﬁ",
    "'; DROP TABLE listing; --",
    "9" * 400,
    "नमस्ते",
    "-",
    "a-",
    "--a--b--",
)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("asked", [{}, {"lat": SALE[0], "lon": SALE[1], "within_m": 5_000.0}])
def test_hostile_words_are_answered(
    worded: SearchIndex, words: str, asked: dict[str, float]
) -> None:
    page = ask(worded, words, facets=FACETS, **asked)
    assert 0 <= page.total <= len(ALL)
    assert worded.suggest(words, 5) == worded.suggest(words, 5)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(st.characters(exclude_categories=()), max_size=40))
@example(words="tea-\x00")
def test_no_words_raise(worded: SearchIndex, words: str) -> None:
    ask(worded, words)
    worded.suggest(words, 3)


@pytest.mark.parametrize("words", ["", " ", "!?", "💔"])
def test_asking_for_no_word_asks_for_everything(worded: SearchIndex, words: str) -> None:
    assert ask(worded, words).total == len(ALL)


def test_suggestions_begin_with_two_letters(worded: SearchIndex) -> None:
    assert worded.suggest("b") == []
    said = [(each.kind, each.text) for each in worded.suggest("be", 20)]
    assert ("need", "Bereavement") in said
    assert ("category", "Befriending") in said
    assert ("service", "Bereavement café") in said
    assert len(worded.suggest("be", 3)) == 3


def test_suggestions_complete_later_words_of_a_name(worded: SearchIndex) -> None:
    ids = [each.id for each in worded.suggest("vouch") if each.kind == "service"]
    assert ids == [VOUCHERS.id]
    assert [e.text for e in worded.suggest("men's sh") if e.kind == "service"] == [SHED.name]


def test_a_slip_of_a_word_that_only_the_synonyms_know(index: SearchIndex) -> None:
    index.apply([document("Befriending at home", needs=("loneliness",))], (), 1)
    assert ask(index, "lonely ").total == 1
    page = ask(index, "lonley ")
    assert (page.total, page.corrected) == (1, {"lonley": ("lonely",)})
    assert ask(index, "qwzxv ").total == 0
