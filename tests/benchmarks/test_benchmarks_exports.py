"""The benchmark of exported files runs at a tiny size and gives its figures; no time is judged."""

from pathlib import Path

from benchmarks import exports
from places.gazetteer import Gazetteer
from tests.fixtures.places import CACHE


def test_files_are_measured(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "places").symlink_to(CACHE / "places")
    figures = exports.measure(tmp_path, 50)
    assert [one.what for one in figures if one.goal is not None] == [
        "lines written, against copying"
    ]
    assert all(one.measured >= 0 for one in figures)
