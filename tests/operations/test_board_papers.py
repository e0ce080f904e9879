"""Every row of a paper for the board names a control and a test that is there, and no more."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.fixtures.served import ROOT

PAPERS = ("hazard-log.md", "privacy-impact.md", "security.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ANY_TEST = re.compile(r"tests/|::|\btest_\w+")
HAZARD = re.compile(r"\bH(\d+)\b")
CONTROLS = ("Control", "Control, and its proof")
OF_THE_OPERATOR = "Question"
"""The head of the one table that says who and why, which no test can know."""


class Row(NamedTuple):
    """One row of a table, its cells by the heads of their columns."""

    paper: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return f"{self.paper}: {next(iter(self.cells.values()))}"


def _text(paper: str) -> str:
    return (ROOT / "docs" / paper).read_text("utf-8")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _rows(paper: str) -> Iterator[Row]:
    for is_table, lines in groupby(_text(paper).splitlines(), lambda line: line.startswith("|")):
        if is_table:
            head, rule, *rows = map(_cells, lines)
            assert set("".join(rule)) == {"-"}
            yield from (Row(paper, dict(zip(head, cells, strict=True))) for cells in rows)


ROWS = [row for paper in PAPERS for row in _rows(paper)]
HELD = [row for row in ROWS if OF_THE_OPERATOR not in row.cells]
HAZARDS = [row.cells["#"] for row in ROWS if row.paper == "hazard-log.md"]


@cache
def _functions(file: str) -> frozenset[str]:
    """The functions that stand in a file at its top level, where tests are found."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    body = ast.parse(path.read_text("utf-8")).body
    return frozenset(one.name for one in body if isinstance(one, ast.FunctionDef))


def _missing(said: str) -> list[str]:
    """Names of tests that are not there; a name that is written otherwise is missing as well."""
    missing = [f"{file}::{test}" for file, test in NAMED.findall(said) if not _is_test(file, test)]
    return missing + ANY_TEST.findall(NAMED.sub("", said))


def _is_test(file: str, test: str) -> bool:
    return test.startswith("test_") and test in _functions(file)


def _proved(said: str) -> bool:
    """By a test, or by hazards of the log, which name theirs."""
    return bool(NAMED.search(said) or HAZARD.search(said))


def _control(row: Row) -> str:
    """What is done, without the names of tests."""
    (said,) = (row.cells[name] for name in CONTROLS if name in row.cells)
    return re.sub(r"\*\*\[operator[^]]*\]\*\*|[\W_]", "", NAMED.sub("", said))


@pytest.mark.parametrize("row", HELD, ids=str)
def test_every_row_names_a_control_and_a_test_that_is_there(row: Row) -> None:
    assert all(row.cells.values()), "a cell is empty"
    assert len(_control(row)) > 10
    said = " ".join(row.cells.values())
    assert _proved(said)
    assert _missing(said) == []
    assert {f"H{number}" for number in HAZARD.findall(said)} <= set(HAZARDS)


@pytest.mark.parametrize("paper", PAPERS)
def test_no_test_is_named_beside_the_tables_that_is_not_there(paper: str) -> None:
    beside = [line for line in _text(paper).splitlines() if not line.startswith("|")]
    assert _missing(" ".join(beside)) == []


def test_every_paper_is_walked() -> None:
    counts = {paper: sum(row.paper == paper for row in HELD) for paper in PAPERS}
    assert counts["hazard-log.md"] == len(set(HAZARDS)) > 15
    assert counts["privacy-impact.md"] > 12
    assert counts["security.md"] > 15
    assert [f"H{number}" for number in range(1, len(HAZARDS) + 1)] == HAZARDS


@pytest.mark.parametrize(
    "said",
    [
        "`tests/operations/test_no_such_file.py::test_every_paper_is_walked`",
        "`tests/operations/test_board_papers.py::test_no_such_function`",
        "`tests/operations/test_board_papers.py::_rows`",
        "tests/operations/test_board_papers.py::test_every_paper_is_walked",
        "`test_every_paper_is_walked`",
    ],
)
def test_a_name_that_leads_nowhere_is_noticed(said: str) -> None:
    assert _missing(said)


def test_a_control_makes_a_hazard_less_likely_and_no_less_severe() -> None:
    for row in ROWS:
        if row.paper == "hazard-log.md":
            before, after = (
                [int(one) for one in row.cells[name].split("×")]
                for name in ("S×L before", "S×L after")
            )
            assert before[0] == after[0], row
            assert after[1] < before[1], row


@pytest.mark.parametrize("paper", PAPERS)
def test_links_lead_somewhere(paper: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)", _text(paper)):
        assert (Path(ROOT) / "docs" / target).exists(), target


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_claimed_that_nobody_gave(paper: str) -> None:
    said = " ".join(_text(paper).split())
    assert re.search(r"not a certificate|claims neither|claims no certification", said)
