"""The page on commands: every option with its meaning, and what holds where it is not given."""

import re

import pytest

from commands.generate import commands_page

PAGE = commands_page()


def test_every_option_has_its_meaning() -> None:
    options = re.findall(r"^- `([^`]+)`(.*)$", PAGE, re.MULTILINE)
    assert len(options) > len(re.findall(r"^## ", PAGE, re.MULTILINE))
    assert [name for name, told in options if not re.match(r": \w", told)] == []


@pytest.mark.parametrize(
    "line",
    [
        "- `--workers`: processes; `1` if absent",
        "- `--accept-deletions`: let up to this many records of a source go; `0` if absent",
        "- `--port`: port to serve on, instead of FINGERPOST_PORT",
        "- `--dry-run`: read, clean and report; change nothing",
        "- `WORDS`: what is looked for; may be left out",
        "- `FILE`: written by fingerpost backup",
        "- `--reason`: shown to whoever asks for the listing; required",
    ],
)
def test_what_holds_without_it_is_told(line: str) -> None:
    assert line in PAGE.splitlines()
