"""The generated part of docs/performance.md: tables of what was measured, and nothing else."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.house import files, harvests, measuring, updates
from benchmarks.house.asked import KINDS
from benchmarks.house.judging import Promise
from benchmarks.house.plots import ACROSS, GROWTH
from benchmarks.house.promised import promised
from benchmarks.house.promises import promises, raw_of
from benchmarks.house.results import Results, Row
from benchmarks.house.runs import runs_told
from benchmarks.house.sides import FTS5, GEO, LAPTOP, MEILISEARCH, POSTGRES, PRODUCTION, TANTIVY
from benchmarks.house.tables import table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- the benchmark house: begin -->", "<!-- the benchmark house: end -->"
WORK = (
    measuring.ONE,
    measuring.PAGE,
    updates.UPDATE,
    updates.INDEXED,
    measuring.EXPORT,
    f"{measuring.EXPORT}, bytes",
    files.LINES,
    files.ALL,
    harvests.FIRST,
    harvests.SAME_BYTES,
    harvests.OTHER_BYTES,
    harvests.LOAD,
    harvests.CHANGED,
    measuring.FILLING,
)


def put(results: Results, page: Path = PAGE, beside: Sequence[Promise] = ()) -> None:
    """Write the tables between their marks in a page, which is made when it is missing.

    `beside` are promises of other benchmarks.
    """
    before = page.read_text("utf-8") if page.exists() else f"{BEGIN}\n{END}\n"
    if BEGIN not in before or END not in before:
        raise ValueError(f"{page} lacks the lines {BEGIN} and {END}; nothing was written")
    head, _, rest = before.partition(BEGIN)
    _, _, tail = rest.partition(END)
    page.write_text(f"{head}{BEGIN}\n\n{told(results, page.stem, beside)}\n{END}{tail}", "utf-8")


def told(results: Results, plots: str, beside: Sequence[Promise] = ()) -> str:
    """The whole part; `plots` is the folder of the plots beside the page."""
    counts = sorted({row.listings for row in results.rows if row.kind in KINDS})
    parts = ["### Promises", *promised([*promises(results), *beside])]
    for count in counts:
        parts += [f"### {count:,} listings", _stacks(results, count)]
        parts += _peers(results, count)
    if counts:
        parts += [f"![Medians of every side]({plots}/{ACROSS})", f"![Growth]({plots}/{GROWTH})"]
    parts += ["### Everything beside searches", _work(results), "### Runs", runs_told(results)]
    return "\n\n".join(parts) + "\n"


def _stacks(results: Results, count: int) -> str:
    """Each stack beside the engine it stands on; medians, 10th, 90th and 99th percentiles."""
    head = ("Question", LAPTOP, TANTIVY, "Ratio", PRODUCTION, f"{MEILISEARCH} ¹", "Ratio")
    rows = []
    for kind in KINDS:
        cells = [kind]
        for side in (LAPTOP, PRODUCTION):
            ours, raw = results.of(kind, side, count), raw_of(results, kind, side, count)
            cells += [_cell(results, ours), _cell(results, raw), _ratio(ours, raw)]
        rows.append(tuple(cells))
    return table(head, rows)


def _peers(results: Results, count: int) -> Iterator[str]:
    sides = (PRODUCTION, GEO, POSTGRES, FTS5)
    if not any(results.of(kind, side, count) for kind in KINDS for side in sides[1:]):
        return
    rows = []
    for kind in KINDS:
        found = [results.of(kind, side, count) for side in sides]
        ours = found[0]
        rows.append((kind, *(f"{_cell(results, row)}{_against(row, ours)}" for row in found)))
    yield "Peers, in the same run; in brackets how often the time of the first column:"
    yield table(("Question", *sides), rows)


def _against(row: Row | None, ours: Row | None) -> str:
    if row is None or ours is None or row is ours or row.run != ours.run:
        return ""
    return f" [{row.median / ours.median:.1f} ×]"


def _work(results: Results) -> str:
    rows = [
        (
            row.kind,
            row.side,
            f"{row.listings:,}",
            f"{_cell(results, row)} {row.unit}",
            f"{row.load:.0f}",
        )
        for kind in WORK
        for row in results.rows
        if row.kind == kind
    ]
    return table(("What", "By", "Listings", "Median (10th–90th; 99th)", "Load"), rows)


def _cell(results: Results, row: Row | None) -> str:
    if row is None:
        return "–"
    if row.times == 1:
        return _number(row.median)
    spread = f"{_number(row.p10)}–{_number(row.p90)}; {_number(row.p99)}"
    return f"{_number(row.median)} ({spread}){_fewer(results, row)}{_degraded(row)}"


def _fewer(results: Results, row: Row) -> str:
    """How many questions a side was asked whose time for them was over before the last."""
    run = (results.runs or {}).get(row.run, {})
    wanted = run.get("questions", 0) * run.get("rounds", 1)
    is_less = row.kind in KINDS and row.times < wanted
    return f", {row.times} of {wanted} asked" if is_less else ""


def _degraded(row: Row) -> str:
    return f", {row.degraded} of {row.times} degraded" if row.degraded else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _ratio(ours: Row | None, raw: Row | None) -> str:
    if ours is None or raw is None or ours.run != raw.run:
        return "–"
    return f"{ours.median / raw.median:.2f}"
