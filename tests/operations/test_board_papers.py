"""Every test that a paper for the board names is there, and nothing is claimed beyond them."""

import re
from pathlib import Path

import pytest

from tests.fixtures.served import ROOT

PAPERS = ("hazard-log.md", "privacy-impact.md", "security.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def _text(paper: str) -> str:
    return (ROOT / "docs" / paper).read_text("utf-8")


@pytest.mark.parametrize("paper", PAPERS)
def test_every_named_test_is_there(paper: str) -> None:
    named = NAMED.findall(_text(paper))
    assert len(named) > 8
    for path, test in named:
        file = ROOT / path
        assert file.is_file(), path
        assert re.search(rf"^def {test}\(", file.read_text("utf-8"), re.MULTILINE), (
            f"{path}::{test}"
        )


@pytest.mark.parametrize("paper", PAPERS)
def test_no_row_goes_without_a_test(paper: str) -> None:
    for line in _text(paper).splitlines():
        if re.match(r"\| H\d+ \|", line) or (paper == "security.md" and "| `tests/" in line):
            assert NAMED.search(line), line


@pytest.mark.parametrize("paper", PAPERS)
def test_links_lead_somewhere(paper: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)", _text(paper)):
        assert (Path(ROOT) / "docs" / target).exists(), target


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_claimed_that_nobody_gave(paper: str) -> None:
    said = " ".join(_text(paper).split())
    assert re.search(r"not a certificate|claims neither|claims no certification", said)
