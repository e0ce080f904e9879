"""The order in which words are looked for, over a vocabulary that says what it was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from search.answers import Page
from search.forgiving import Way, respelt, ways
from search.language import Language
from search.language_files import load_language
from search.tokens import stem

LANGUAGE: Language = load_language()


@dataclass
class Counted:
    """So many listings, in which these words stand so often; `asked` is what was sought in it."""

    often: Mapping[str, int]
    listings: int = 1_000
    near: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    begun: Sequence[tuple[str, int]] = ()
    asked: list[str] = field(default_factory=list)

    def frequency(self, stemmed: str) -> int:
        return {stem(word): count for word, count in self.often.items()}.get(stemmed, 0)

    def completions(self, word: str) -> Sequence[tuple[str, int]]:
        self.asked.append(f"{word}…")
        return self.begun

    def spelled_nearly(self, word: str) -> tuple[str, ...]:
        self.asked.append(f"{word}?")
        return self.near.get(word, ())


def all_ways(said: str, vocabulary: Counted) -> list[Way]:
    return list(ways(vocabulary, LANGUAGE.read(said)))


def test_words_that_are_known_and_common_are_asked_for_as_they_are_then_fewer_of_them() -> None:
    vocabulary = Counted({"guitar": 90, "piano": 80, "violin": 70})
    found = all_ways("guitar piano violin ", vocabulary)
    assert [(way.least, way.complete) for way in found] == [(3, True), (2, False), (1, False)]
    assert [one.word.text for one in found[0].asked] == ["guitar", "piano", "violin"]
    assert abs(sum(found[0].shares) - 1) < 1e-9
    assert vocabulary.asked == []


def test_a_word_that_no_listing_has_is_read_as_what_is_spelt_nearly_so() -> None:
    vocabulary = Counted({"guitar": 90}, near={"giutar": ("guitar",)})
    (first, *_) = all_ways("giutar ", vocabulary)
    assert first.corrected == {"giutar": ("guitar",)}
    assert first.asked[0].nearly == ("guitar",)


def test_near_spellings_of_a_known_word_come_second_and_only_far_commoner_ones() -> None:
    often = {"guitor": 2, "guitar": 90, "guitars": 90, "guiton": 40}
    vocabulary = Counted(often, near={"guitor": ("guitar", "guiton")})
    strict, looser = all_ways("guitor ", vocabulary)
    assert (strict.asked[0].nearly, strict.corrected) == ((), {})
    assert (looser.asked[0].nearly, looser.corrected) == (("guitar",), {})


def test_near_spellings_are_sought_only_when_the_strict_way_found_nothing() -> None:
    vocabulary = Counted({"guitor": 2, "guitar": 90}, near={"guitor": ("guitar",)})
    following = ways(vocabulary, LANGUAGE.read("guitor "))
    next(following)
    assert vocabulary.asked == []
    next(following)
    assert vocabulary.asked == ["guitor?"]


def test_the_last_word_is_completed_while_it_is_rare() -> None:
    vocabulary = Counted({"gui": 1}, begun=[("guitar", 90), ("guide", 30)])
    (first, *_) = all_ways("gui", vocabulary)
    assert first.asked[0].completed == ("guitar", "guide")
    assert first.asked[0].beginnings == ("gui",)
    assert vocabulary.asked[0] == "gui…"


def test_a_last_word_that_may_be_meant_as_it_is_is_not_completed() -> None:
    as_common = Counted({"art": 5}, begun=[("arts", 90)])
    assert all_ways("art", as_common)[0].asked[0].completed == ()
    everywhere = Counted({"art": 50}, begun=[("arts", 90)])
    assert all_ways("art", everywhere)[0].asked[0].completed == ()
    assert everywhere.asked == []


def test_one_letter_is_not_completed() -> None:
    vocabulary = Counted({}, begun=[("zumba", 90)])
    all_ways("z", vocabulary)
    assert "z…" not in vocabulary.asked


def test_slips_of_words_with_synonyms_are_read_anew_only_where_no_listing_has_them() -> None:
    nothing, found = Page((), 0), Page((), 3, corrected={"giutar": ("guitar",)})
    said: list[str] = []

    def find(words: str) -> Page:
        said.append(words)
        return found

    known = Counted({"lonley": 1})
    assert respelt("lonley giutar", {"lonley": "lonely"}, known.frequency, find, nothing) is nothing
    assert said == []
    page = respelt("lonley giutar", {"lonley": "lonely"}, Counted({}).frequency, find, nothing)
    assert said == ["lonely giutar"]
    assert page.corrected == {"giutar": ("guitar",), "lonley": ("lonely",)}
    assert page.total == found.total


def test_what_is_found_neither_way_is_told_without_corrections() -> None:
    nothing = Page((), 0)
    page = respelt(
        "lonley", {"lonley": "lonely"}, Counted({}).frequency, lambda _: nothing, nothing
    )
    assert page.corrected == {}
