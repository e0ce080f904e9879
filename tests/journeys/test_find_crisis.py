"""Words of crisis put urgent help first, everyday words do not."""

from pathlib import Path

import pytest

from journeys.finding.crisis import CrisisFileError, load_crisis_words, shipped_crisis_words


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("I want to kill myself", "Emergency services"),
        ("suicidal", "Emergency services"),
        ("feeling SUICIDAL, alone", "Emergency services"),
        ("self-harm", "Samaritans"),
        ("I don’t want to live", "Emergency services"),
        ("domestic violence refuge", "Emergency services"),
        ("my husband hits me", "Emergency services"),
        ("mental health crisis", "NHS 111"),
    ],
)
def test_words_of_crisis_find_help(words: str, first: str) -> None:
    assert shipped_crisis_words().help_for(words)[0].name == first


@pytest.mark.parametrize(
    "words", ["", "lonely", "debt advice", "car breakdown", "chest of drawers", "grape picking"]
)
def test_everyday_words_find_none(words: str) -> None:
    assert shipped_crisis_words().help_for(words) == ()


def test_each_helper_is_named_once() -> None:
    helps = shipped_crisis_words().help_for("suicide and overdose and self harm")
    assert len(helps) == len(set(helps)) > 3


def test_the_known_numbers_are_there() -> None:
    contacts = {help_.contact for _, helps in shipped_crisis_words().phrases for help_ in helps}
    assert {
        "999",
        "111",
        "116 123",
        "0808 2000 247",
        "0800 1111",
        "text SHOUT to 85258",
    } <= contacts


def test_an_own_file_replaces_the_words(tmp_path: Path) -> None:
    own = tmp_path / "crisis.txt"
    own.write_text("# ours\nline = Helpline | 01632 960001 | always\nrunning away => line\n")
    helps = load_crisis_words(own).help_for("thinking of running away")
    assert [help_.contact for help_ in helps] == ["01632 960001"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("line = Helpline | 01632 960001", 'line 1 is "line = Helpline'),
        ("\nsad => nobody", 'line 2 names "nobody"'),
        ("just words", "line 1"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "crisis.txt"
    own.write_text(text)
    with pytest.raises(CrisisFileError, match=told):
        load_crisis_words(own)
