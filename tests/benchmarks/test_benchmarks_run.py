"""Every benchmark runs at a tiny size and gives its figures; no time is judged here."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import api, harvest, start, store
from benchmarks import engine as engine_benchmark
from benchmarks.reporting import Figure, as_json, as_table, circumstances
from places.gazetteer import Gazetteer
from tests.fixtures.places import CACHE

LISTINGS = 300
EXACT = "of 40 nearest-first answers, wrong"


@pytest.fixture
def folder(tmp_path: Path, gazetteer: Gazetteer) -> Path:
    """A folder for measuring in, whose places need not be built."""
    (tmp_path / "places").symlink_to(CACHE / "places")
    return tmp_path


def _goals(figures: Sequence[Figure]) -> list[str]:
    assert all(one.measured >= 0 for one in figures)
    return [one.what for one in figures if one.goal is not None]


def test_harvest_and_then_the_api_on_what_it_left(folder: Path) -> None:
    assert _goals(harvest.measure(folder, LISTINGS)) == [
        "first harvest, Open Referral pages",
        "the same bytes again, Open Referral pages",
        "first harvest, table",
        "the same bytes again, table",
    ]
    figures = api.measure(folder, LISTINGS, asked=5, rounds=1)
    assert _goals(figures) == [
        "search through the API, text",
        "search through the API, text and radius",
        "search through the API, nearest with filters",
        "GET of one listing",
        EXACT,
    ]
    assert next(one for one in figures if one.what == EXACT).measured == 0


def test_store(folder: Path) -> None:
    assert _goals(store.measure(folder, LISTINGS, "sqlite")) == [
        "first load, SQLite",
        "everything changed, SQLite",
    ]


def test_start(folder: Path) -> None:
    assert _goals(start.measure(folder, LISTINGS, starts=1)) == [
        "server with 300 listings ready",
        "demonstration ready again",
    ]


def test_engine(tmp_path: Path) -> None:
    report = engine_benchmark.measure(tmp_path, LISTINGS, asked=5, rounds=1)
    assert report["geo"]["differing"] == 0
    assert set(report["search"]) == {
        "text",
        "text and radius",
        "nearest with filters",
        "nearest everywhere",
    }


def test_figures_say_whether_their_goal_is_met() -> None:
    figures = [Figure("quick", 1.0, "s", 2.0), Figure("slow", 3.0, "s", 2.0)]
    figures += [Figure("much", 3.0, "a second", 2.0, at_least=True), Figure("so much", 1.0)]
    assert [one.met for one in figures] == [True, False, True, None]
    told = json.loads(as_json("made up", figures, circumstances()))
    assert [one["met"] for one in told["figures"]] == [True, False, True, None]
    assert [line.split()[-1] for line in as_table(figures).splitlines()[1:3]] == ["yes", "NO"]
