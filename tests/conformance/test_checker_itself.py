"""The checks themselves are right: they pass, warn and fail on the standard's own samples."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.checker import (
    Checker,
    Finding,
    answered_from,
    page_faults,
    verdict,
    without_known_fault,
)


@pytest.fixture(scope="module")
def standard(shared_dir: Path) -> Path:
    return shared_dir / "standards" / "oruk-3.0"


def _checked(standard: Path, mock: str) -> list[Finding]:
    found = Checker(standard, answered_from(standard / "mocks" / mock)).findings()
    return without_known_fault(found)


@pytest.mark.parametrize("mock", ["Default", "Test"])
def test_the_checks_pass_on_the_samples_that_should_pass(standard: Path, mock: str) -> None:
    assert verdict(_checked(standard, mock)) == "pass", _checked(standard, mock)


def test_the_checks_warn_on_the_sample_with_a_fault_in_an_optional_path(standard: Path) -> None:
    found = _checked(standard, "Warn")
    assert verdict(found) == "warn"
    assert {one.where.split("/")[1].partition("?")[0] for one in found} == {"taxonomy_terms"}


def test_the_checks_fail_on_the_sample_with_faults_in_required_paths(standard: Path) -> None:
    found = _checked(standard, "Fail")
    assert verdict(found) == "fail"
    wrong = {one.where.partition("?")[0] for one in found if one.level == "error"}
    assert {"/", "/services"} <= wrong
    assert any(where.startswith("/services/") for where in wrong)


def test_every_path_is_asked_and_first_middle_and_last_pages(standard: Path) -> None:
    page = {"total_pages": 7, "contents": [{"id": "6f2d1a54-3b0e-4d0c-9a41-0f6f3c1f7e11"}]}
    mock = answered_from(standard / "mocks" / "Default")

    def ask(path: str) -> tuple[int, Any]:
        return (200, page) if path.startswith("/services?") else mock(path)

    checker = Checker(standard, ask)
    checker.findings()
    pages = [path for path in checker.asked if path.startswith("/services?")]
    assert pages == ["/services?page=1", "/services?page=3", "/services?page=7"]
    asked = {"/" + path.split("/")[1].partition("?")[0] for path in checker.asked}
    assert asked == {"/" + one.path.split("/")[1] for one in checker.endpoints}


def test_ten_ids_at_most_are_asked_for(standard: Path) -> None:
    ids = [{"id": f"00000000-0000-4000-8000-{number:012}"} for number in range(50)]

    def ask(path: str) -> tuple[int, Any]:
        return 200, {"contents": ids}

    checker = Checker(standard, ask)
    checker.findings()
    assert sum(path.startswith("/services/") for path in checker.asked) == 10


def test_a_required_path_that_is_missing_fails_and_an_optional_one_warns(standard: Path) -> None:
    mock = answered_from(standard / "mocks" / "Default")

    def without(missing: str) -> list[Finding]:
        def ask(path: str) -> tuple[int, Any]:
            return (404, None) if path.startswith(missing) else mock(path)

        return without_known_fault(Checker(standard, ask).findings())

    assert verdict(without("/services?")) == "fail"
    assert verdict(without("/taxonomies")) == "warn"
    assert verdict(without("/services/")) == "fail"


def test_an_empty_list_is_told(standard: Path) -> None:
    mock = answered_from(standard / "mocks" / "Default")
    empty = {"contents": []}
    ask = lambda path: (200, empty) if path.startswith("/services?") else mock(path)  # noqa: E731
    codes = {one.code for one in Checker(standard, ask).findings()}
    assert {"EMPTY_FEED_WARNING", "NO_IDS_AVAILABLE"} <= codes


@pytest.mark.parametrize("name", ["pagination", "paginationFirstPage", "paginationLastPage"])
def test_a_right_page_has_no_faults(standard: Path, name: str) -> None:
    assert page_faults(_page(standard, name)) == []


@pytest.mark.parametrize("name", ["pagination", "paginationFirstPage", "paginationLastPage"])
def test_a_wrong_page_has_faults(standard: Path, name: str) -> None:
    assert page_faults(_page(standard, f"{name}WithIssues"))


def _page(standard: Path, name: str) -> Any:
    file = standard / "pagination-fixtures" / f"{name}.json"
    return json.loads(file.read_text("utf-8"))
