"""The benchmark house runs at a tiny size, keeps its rows and writes its page; nothing is timed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from benchmarks import installed, store
from benchmarks.house import files, harvests, measuring, results, updates
from benchmarks.house.__main__ import main
from benchmarks.house.asked import KINDS, PLACED, TYPO, asked
from benchmarks.house.beside import kept_beside
from benchmarks.house.judging import NOT_MEASURED, Promise
from benchmarks.house.plots import ACROSS, GROWTH, draw
from benchmarks.house.promises import promises
from benchmarks.house.report import BEGIN, END, put
from benchmarks.house.results import Results, Row, Run
from benchmarks.house.sides import FTS5, GEO, LAPTOP, POSTGRES, PRODUCTION, TANTIVY
from benchmarks.house.sides import MEILISEARCH as DIRECTLY
from benchmarks.house.stacks import Home, servers
from benchmarks.reporting import Figure, as_json, circumstances
from benchmarks.store import SQLITE, Stored
from places.gazetteer import Gazetteer
from tests.fixtures.meilisearch import meilisearch_binary
from tests.fixtures.places import CACHE
from tests.fixtures.postgres import PostgresServer

LISTINGS = 100
ENGINES = {
    "engines": {"PostgreSQL": "15"},
    "postgresql": {"shared_buffers": "1GB"},
    "questions": 5,
    "rounds": 1,
}


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder that PostgreSQL's own user can reach, as those of pytest cannot be."""
    folder = Path(mkdtemp(prefix="fingerpost-house-"))
    folder.chmod(0o755)
    yield folder
    rmtree(folder)


def test_both_stacks_their_engines_and_their_peers_answer(
    root: Path, postgres: PostgresServer, gazetteer: Gazetteer
) -> None:
    assert meilisearch_binary() == installed.meilisearch_program()
    (root / "places").symlink_to(CACHE / "places")
    run = Run(ENGINES)
    with servers(root, "512MiB") as both:
        home = Home(root / str(LISTINGS), LISTINGS, both)
        measuring.measure(home, run, questions=2, rounds=1, budget_s=5, say=lambda doing: None)
    found = {(row.kind, row.side) for row in run.rows}
    assert {(kind, side) for kind in KINDS for side in (LAPTOP, TANTIVY, PRODUCTION)} <= found
    assert {(kind, side) for kind in KINDS if kind != TYPO for side in (POSTGRES, FTS5)} <= found
    assert {(kind, GEO) for kind in PLACED} <= found
    assert (TYPO, DIRECTLY) in found
    assert {(updates.UPDATE, side) for side in (LAPTOP, PRODUCTION)} <= found
    assert {(updates.INDEXED, side) for side in (LAPTOP, PRODUCTION, GEO)} <= found
    kinds = (measuring.EXPORT, files.LINES, files.ALL)
    assert {(kind, side) for kind in kinds for side in (LAPTOP, PRODUCTION)} <= found


def test_questions_are_the_same_for_the_same_seed() -> None:
    for kind in KINDS:
        assert asked(kind, 5) == asked(kind, 9)[:5] or kind in ("prefix", "typo")
        assert asked(kind, 9) == asked(kind, 9)
        assert all((one.lat is not None) == (kind in PLACED) for one in asked(kind, 9))


def test_new_rows_take_the_place_of_old_ones_and_others_stay(tmp_path: Path) -> None:
    old = _row("text", LAPTOP, 10_000, 4.0, run="2026-01-01")
    other = _row("text", LAPTOP, 200_000, 8.0, run="2026-01-01")
    before = Results((old, other), {"2026-01-01": {}, "2025-01-01": {}})
    run = Run(ENGINES)
    run.add("text", LAPTOP, 10_000, [1.0, 2.0, 3.0])
    path = tmp_path / "house.json"
    results.write(run.onto(before), path)
    kept = results.read(path)
    row = kept.of("text", LAPTOP, 10_000)
    assert row is not None
    assert (row.median, row.times, row.p10, row.p99) == (2.0, 3, 1.2, 2.98)
    assert kept.of("text", LAPTOP, 200_000) == other
    assert set(kept.runs or {}) == {"2026-01-01", run.at}


def test_a_promise_is_judged_only_of_rows_of_one_run() -> None:
    what = f"{LAPTOP}, text, 200,000"
    ours = _row("text", LAPTOP, 200_000, 2.0)
    raw, another = (_row("text", TANTIVY, 200_000, 1.0, run=run) for run in ("now", "then"))
    told = _told(what, ours, raw)
    assert (told.measured, told.kept, told.runs) == ("2.00 × raw, +1.0 ms", True, ("now",))
    assert (_told(what, ours, another).measured, _told(what, ours).kept) == (NOT_MEASURED, None)
    assert _told(what, _row("text", LAPTOP, 200_000, 2.5), raw).kept is False


def test_growth_is_told_of_two_runs_that_are_alike() -> None:
    rows = [_row("text", LAPTOP, n, n / 1e5, run=f"of {n}") for n in (200_000, 1_000_000)]
    runs = {row.run: {"machine": "one", "python": "3.11"} for row in rows}
    what = f"{LAPTOP}, text, 1,000,000 by 200,000"
    (told,) = [one for one in promises(Results(tuple(rows), runs)) if one.what == what]
    assert (told.measured, told.kept) == ("5.00 ×, of two runs", True)
    runs[rows[0].run]["machine"] = "another"
    (told,) = [one for one in promises(Results(tuple(rows), runs)) if one.what == what]
    assert (told.measured, told.kept) == (NOT_MEASURED, None)


def test_no_promise_is_kept_of_nothing_and_each_is_told() -> None:
    nothing = promises(Results())
    assert len(nothing) > 60
    assert {(one.measured, one.kept) for one in nothing} == {(NOT_MEASURED, None)}
    assert len({one.what for one in nothing}) == len(nothing)


def test_the_house_answers_1_when_a_promise_is_broken_and_writes_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, page = tmp_path / "house.json", tmp_path / "performance.md"
    arguments = ["--report", "--results", str(path), "--out", str(page)]
    slow, raw = (_row("text", side, 200_000, 9.0) for side in (LAPTOP, TANTIVY))
    about = {"now": {**ENGINES, **circumstances()}}
    results.write(Results((slow, raw), about), path)
    assert main(arguments) == 0
    results.write(Results((replace(slow, median=18.0), raw), about), path)
    assert main(arguments) == 1
    assert "broken: API on SQLite, tantivy, text, 200,000: 2.00 × raw" in capsys.readouterr().err
    assert "| 2.00 × raw, +9.0 ms | ≤ 1.3 × or + 1.2 ms | **no** | now |" in page.read_text("utf-8")


def test_the_page_keeps_what_stands_around_the_tables(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"Before.\n{BEGIN}\nold\n{END}\nAfter.\n", "utf-8")
    run = Run(ENGINES)
    run.add("text", LAPTOP, 10_000, [1.0, 2.0])
    run.add("typo", LAPTOP, 10_000, [1.0, 2.0, 3.0, 4.0], degraded=1)
    measured = run.onto(Results())
    put(measured, page)
    text = page.read_text("utf-8")
    assert text.startswith(f"Before.\n{BEGIN}\n")
    assert text.endswith(f"{END}\nAfter.\n")
    assert "1.50 (1.10–1.90; 1.99)" in text
    assert "old" not in text
    assert "3.97), 4 of 5 asked, 1 of 4 degraded |" in text
    assert "| PostgreSQL is set |" in text
    assert "shared_buffers 1GB" in text
    draw(measured, tmp_path)
    first = [(tmp_path / name).read_bytes() for name in (ACROSS, GROWTH)]
    draw(measured, tmp_path)
    assert first == [(tmp_path / name).read_bytes() for name in (ACROSS, GROWTH)]
    page.write_text("without marks", "utf-8")
    with pytest.raises(ValueError, match="nothing was written"):
        put(measured, page)


def test_a_source_that_answers_the_same_and_one_in_other_bytes_are_told_apart(
    tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Run(ENGINES, tmp_path / "house.json")
    monkeypatch.setattr(harvests, "STORES_UP_TO", LISTINGS - 1)
    harvests.measure(tmp_path, CACHE / "places", LISTINGS, run, lambda doing: None)
    kept = results.read(tmp_path / "house.json")
    assert {row.kind for row in kept.rows} == {
        harvests.FIRST,
        harvests.SAME_BYTES,
        harvests.OTHER_BYTES,
    }
    assert all(row.median > 0 for row in kept.rows)
    assert not (tmp_path / "harvests").exists()


def test_the_stores_are_kept_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(home: Path, count: int) -> Iterator[tuple[str, Stored]]:
        yield SQLITE, Stored(first_s=2.0, changed_s=4.0, most_mb=1.0)
        raise RuntimeError("the second database did not start")

    run = Run(ENGINES, tmp_path / "house.json")
    monkeypatch.setattr(store, "stored", broken_off)
    monkeypatch.setattr(harvests, "_harvests", lambda home, count, run: None)
    with pytest.raises(RuntimeError):
        harvests.measure(tmp_path, CACHE / "places", 100, run, lambda doing: None)
    kept = results.read(tmp_path / "house.json")
    assert {row.kind: row.median for row in kept.rows} == {harvests.LOAD: 50, harvests.CHANGED: 25}


def test_promises_of_other_benchmarks_are_told_beside(tmp_path: Path) -> None:
    figures = [Figure("memory", 5.0, "MB"), Figure("  end by half time", 1.1, "x", 1.05)]
    (tmp_path / "load.json").write_text(as_json("load", figures, circumstances()), "utf-8")
    results.write(Results(), tmp_path / "house.json")
    (told,) = kept_beside(tmp_path)
    assert (told.what, told.measured, told.promised) == (
        "memory: end by half time",
        "1.1 x",
        "≤ 1.05 x",
    )
    assert (told.group, told.kept) == ("load", False)


@pytest.mark.parametrize(
    ("constant", "told"),
    [("POSTGRES", "apt-get install postgresql-15"), ("MEILISEARCH", "npm ci --prefix tests/tools")],
)
def test_a_missing_program_is_told_with_where_it_was_looked_for(
    tmp_path: Path,
    constant: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(installed, constant, tmp_path / "nowhere")
    assert main(["--results", str(tmp_path / "house.json"), "--out", str(tmp_path / "page")]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert f"{tmp_path / 'nowhere'}" in said
    assert list(tmp_path.iterdir()) == []


def _told(what: str, *rows: Row) -> Promise:
    return next(one for one in promises(Results(rows, {})) if one.what == what)


def _row(kind: str, side: str, listings: int, median: float, run: str = "now") -> Row:
    return Row(kind, side, listings, "ms", 9, median, median, median, median, run, 1.0)
