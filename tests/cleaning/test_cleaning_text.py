"""Plain text and HTML: what people paste into a cell, made safe to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.cleaning.blanks import as_said, is_blank
from harvesters.cleaning.html import plain_line, plain_text
from harvesters.cleaning.text import LONGEST_TEXT, clean_line, clean_text


@pytest.mark.parametrize(
    "value",
    ["", "  ", "NA", "n/a", "N/A ", "null", "None", "-", "–", "Not known", "TBC", None, [], {}],
)
def test_words_for_nothing_say_nothing(value: object) -> None:
    assert is_blank(value)
    assert as_said(value) is None


def test_not_a_number_says_nothing() -> None:
    assert as_said(float("nan")) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Nano club", "Nano club"),
        ("0", "0"),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        (True, "Yes"),
        (False, "No"),
        (["x"], None),
    ],
)
def test_single_values_become_text(value: object, said: str | None) -> None:
    assert as_said(value) == said


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Tea  and\u00a0cake", "Tea and cake"),
        ("one\r\ntwo\x0bthree", "one\ntwo\nthree"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("Zoe\u0308 ", "Zoë"),
        ("soft\u00adware \ufeffzero\u200bwidth", "software zerowidth"),
        ("e\u0301\u0302\u0303\u0304\u0305\u0306 stacked", "e stacked"),
        ("👩\u200d🌾 farm", "👩\u200d🌾 farm"),
        ("a\u200db", "ab"),
        ("می\u200cشود", "می\u200cشود"),
    ],
)
def test_unseen_characters_go_and_needed_ones_stay(said: str, shown: str) -> None:
    text, issues = clean_text(said, "description")
    assert text is not None
    assert text.replace("é", "e") == shown.replace("é", "e")
    assert issues == ()


@pytest.mark.parametrize("said", ["a\x00b", "a\u202eb\u202c", "a\x1bb", "a\u2066b"])
def test_control_and_direction_characters_are_removed_and_reported(said: str) -> None:
    text, issues = clean_text(said, "name")
    assert text == "ab"
    assert [one.code for one in issues] == ["text-control-characters"]


@pytest.mark.parametrize("said", ["theyâ€™re open", "CafÃ© club", "Â£3 a week"])
def test_mojibake_is_reported_and_never_silently_mended(said: str) -> None:
    text, issues = clean_text(said, "description")
    assert text == said
    assert [one.code for one in issues] == ["text-mojibake"]


@pytest.mark.parametrize("said", ["Café £3", "Â is a Welsh letter", "naïve – “quoted”"])
def test_good_letters_are_not_taken_for_mojibake(said: str) -> None:
    assert clean_text(said, "description") == (said, ())


def test_a_text_that_is_too_long_is_cut_at_a_word() -> None:
    text, issues = clean_text("word " * 5_000, "description")
    assert text is not None
    assert len(text) <= LONGEST_TEXT
    assert text.endswith("word…")
    assert [one.code for one in issues] == ["text-too-long"]


def test_ten_megabytes_are_cut_without_being_searched_whole() -> None:
    text, _issues = clean_text("x" * 10_000_000, "description")
    assert text is not None
    assert len(text) <= LONGEST_TEXT


def test_a_name_has_one_line() -> None:
    assert clean_line("Tea\nand\n\nTalk", "name") == ("Tea and Talk", ())


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "<h1>About</h1><p>We <b>meet</b> weekly.</p><p>Come!</p>",
            "About\n\nWe meet weekly.\n\nCome!",
        ),
        ("Street 1<br />Town", "Street 1\nTown"),
        ("<ul>\n<li>Tea</li>\n<li> Cake</li></ul>", "- Tea\n\n- Cake"),
        ('<a href="https://tea.example/x">our page</a>', "our page (https://tea.example/x)"),
        ('<a href="https://tea.example">https://tea.example</a>', "https://tea.example"),
        ('<a href="mailto:tea@tea.example">tea@tea.example</a>', "tea@tea.example"),
        ('<a href="javascript:alert(1)">press</a>', "press"),
        ("Hi <script>alert(1)</script>there", "Hi there"),
        ("<style>p{color:red}</style>Text", "Text"),
        ("caf&eacute;&nbsp;open &amp; warm", "café open & warm"),
        ("it&#39;s", "it's"),
        ("ages <5 & >3", "ages <5 & >3"),
        ("a < b", "a < b"),
        ("<table><tr><td>Mon</td><td>9-5</td></tr><tr><td>Tue</td></tr></table>", "Mon 9-5\nTue"),
    ],
)
def test_html_becomes_readable_text(said: str, shown: str) -> None:
    assert plain_text(said, "description") == (shown, ())


@pytest.mark.parametrize(
    "said",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
        "<img src=x onerror=alert(1)",
    ],
)
def test_markup_alone_leaves_nothing_and_says_so(said: str) -> None:
    text, issues = plain_text(said, "description")
    assert text is None
    assert [one.code for one in issues] == ["text-only-markup"]


def test_a_name_in_html_is_one_plain_line() -> None:
    assert plain_line("<b>Tea</b><br>Talk", "name") == ("Tea Talk", ())


@given(st.text(max_size=300))
def test_no_text_comes_out_that_a_browser_would_take_for_a_tag(said: str) -> None:
    for hidden in (said, f"&lt;{said}&gt;", f"<p>{said}", f"&amp;lt;b&amp;gt;{said}"):
        text, _issues = plain_text(hidden, "description")
        for opening in ("<script", "<img", "<a ", "</", "<!"):
            assert opening not in (text or "")
