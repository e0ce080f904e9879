"""Words are folded and stemmed, stop words left out, synonyms read from text files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language import MOST_WORDS, Language
from search.language_files import STOP_WORDS, SYNONYMS, LanguageFileError, load_language
from search.tokens import folded, hyphenated, stem, stems_of, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café Society", ["cafe", "society"]),
        ("Men's & carers’ groups", ["mens", "carers", "groups"]),
        ("a drop-in", ["a", "drop", "in", "dropin"]),
        ("ŵyl Llŷr", ["wyl", "llyr"]),
        ("e‑mail", ["e", "mail", "email"]),
        ("ﬁve ½ Ⅳ", ["five", "1", "2", "iv"]),
        ("under_score", ["under", "score"]),
        ("\x00\ud800 —", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(text=st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert words(" ".join(words(text))) == [w for w in words(text) if w in words(text)]
    assert all(word == folded(word) for word in words(text))


@given(text=st.text(alphabet="abcdé-' ", max_size=40))
def test_accents_never_change_where_words_part(text: str) -> None:
    assert words(text) == words(text.replace("é", "e"))


def test_hyphenated_words_are_told_apart() -> None:
    assert hyphenated("a well-being drop-in -x- ") == [
        ("wellbeing", ["well", "being"]),
        ("dropin", ["drop", "in"]),
    ]


def test_stop_words_count_only_alone(language: Language) -> None:
    assert [word.text for word in language.read("help with my debt").words] == ["debt"]
    assert [word.text for word in language.read("the who").words] == ["the", "who"]


def test_words_are_read_once_and_not_without_end(language: Language) -> None:
    assert len(language.read("choir Choir choirs").words) == 2
    many = " ".join(f"word{n}x" for n in range(100))
    assert len(language.read(many).words) == MOST_WORDS


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [("debt adv", True), ("debt adv ", False), ("debt, ", False), ("", False), ("drop-in", False)],
)
def test_the_last_word_is_unfinished_until_something_follows(
    language: Language, text: str, unfinished: bool
) -> None:
    assert language.read(text).unfinished is unfinished


def test_a_stop_word_at_the_end_finishes_the_one_before(language: Language) -> None:
    assert language.read("looking for a thing to").unfinished is False


def read(tmp_path: Path, said: str) -> Language:
    path = tmp_path / "synonyms.txt"
    path.write_text(said, "utf-8")
    return load_language((path,))


def instead(language: Language, text: str) -> set[tuple[str, ...]]:
    return {phrase for word in language.read(text).words for phrase in word.instead}


def test_equal_phrases_go_both_ways(tmp_path: Path) -> None:
    language = read(tmp_path, "debt = money worries, arrears\n")
    assert instead(language, "debts") == {stems_of("money worries"), stems_of("arrears")}
    assert instead(language, "worried about money") == {("debt",), ("arrear",)}
    assert instead(language, "money") == set()


def test_an_arrow_goes_one_way(tmp_path: Path) -> None:
    language = read(tmp_path, "lonely > befriending, coffee morning  # not back\n")
    assert instead(language, "lonely") == {("befriend",), ("coffe", "morn")}
    assert instead(language, "befriending") == set()


def test_the_longest_phrase_counts(tmp_path: Path) -> None:
    language = read(tmp_path, "gas bill > energy\npay gas bill > fuel voucher\n")
    assert instead(language, "pay my gas bill") == {("fuel", "voucher")}
    assert instead(language, "gas bill") == {("energi",)}


@pytest.mark.parametrize("line", ["debt", "= money", "debt = ", "debt = a,, b", "debt > !"])
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(LanguageFileError, match=r"synonyms\.txt, line 2 is "):
        read(tmp_path, f"# ours\n{line}\n")


def test_an_operators_words_stand_beside_ours(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("tram > metrolink\n", "utf-8")
    language = load_language((SYNONYMS, own))
    assert instead(language, "tram") == {stems_of("metrolink")}
    assert ("befriend",) in instead(language, "lonely")


def test_a_phrase_with_an_asking_word_is_looked_for_as_a_whole(tmp_path: Path) -> None:
    language = read(tmp_path, "no friends > befriending\ncarers = looking after\n")
    assert [word.text for word in language.read("friends of the park").words] == ["friends", "park"]
    (word,) = language.read("I have no friends").words
    assert (word.text, word.instead) == ("no friends", (("no", "friend"), ("befriend",)))
    assert [w.text for w in language.read("looking after a neighbour").words] == [
        "looking after",
        "neighbour",
    ]
    assert [w.text for w in language.read("looking for a choir").words] == ["choir"]


def test_a_phrase_of_ours_is_more_than_one_common_word() -> None:
    """Without its stop words each phrase of several words still has several."""
    language = load_language()
    for line in SYNONYMS.read_text("utf-8").splitlines():
        said = line.partition("#")[0].replace("=", ",").replace(">", ",")
        for phrase in filter(str.strip, said.split(",")):
            several = len(words(phrase)) > 1
            assert len(language._phrase(phrase)) > several, phrase


def test_words_that_tell_something_are_no_stop_words() -> None:
    stop = set(words(STOP_WORDS.read_text("utf-8")))
    assert not stop & {"debt", "food", "lonely", "home", "advice", "men", "women", "young", "old"}


def test_the_postcode_of_a_searcher_is_kept_by_no_memory_of_stems() -> None:
    kept = getattr(stem, "__self__")  # noqa: B009
    assert stem("walking") == "walk"
    assert "walking" in kept
    assert stem("7zf") == "7zf"
    assert "7zf" not in kept
