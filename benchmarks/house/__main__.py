"""The benchmark house: python -m benchmarks.house [--listings 10000,200000] [--keep DIR].

Fills both stacks, their raw engines and their peers, asks all the same questions in turns, and
writes what it measured into benchmarks/results/house.json, from which it writes the tables of
docs/performance.md and the plots of docs/performance/. With `--keep` what was filled is used again
next time. Nothing that was not measured is written.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

from benchmarks.house import harvests, measuring, results
from benchmarks.house.beside import kept_beside
from benchmarks.house.plots import draw
from benchmarks.house.promises import promises
from benchmarks.house.report import PAGE, put
from benchmarks.house.results import RESULTS, Run
from benchmarks.house.servers import stop_servers_when_ended
from benchmarks.house.stacks import Home, servers
from benchmarks.house.versions import versions
from benchmarks.installed import NotInstalled
from places.building import build


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for and write the page anew; 1 when a promise is broken, else 0."""
    asked = _parser().parse_args(arguments)
    stop_servers_when_ended()
    if not asked.report:
        try:
            about = {"questions": asked.questions, "rounds": asked.rounds, **versions()}
        except NotInstalled as missing:
            print(f"{missing}. Nothing was measured.", file=sys.stderr)
            return 2
        run = Run(about, asked.results)
        with _folder(asked.keep) as folder:
            _measure(folder, asked, run)
    kept = results.read(asked.results)
    draw(kept, asked.out.with_suffix(""))
    put(kept, asked.out, kept_beside(asked.results.parent))
    broken = [one for one in promises(kept) if one.kept is False]
    for one in broken:
        print(f"broken: {one.what}: {one.measured}, {one.promised}", file=sys.stderr)
    return int(bool(broken))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.house", description=__doc__)
    sizes = {"type": _sizes, "metavar": "N,N"}
    parser.add_argument("--listings", default=(10_000, 200_000), **sizes)  # type: ignore[arg-type]
    parser.add_argument("--harvests", default=(10_000, 50_000), **sizes)  # type: ignore[arg-type]
    parser.add_argument("--questions", type=int, default=100, help="of each kind")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--budget", type=float, default=8.0, help="seconds a side has for a kind")
    parser.add_argument("--memory", default="4GiB", help="most that Meilisearch indexes with")
    parser.add_argument("--keep", type=Path, help="folder that keeps what was filled")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--out", type=Path, default=PAGE, help="page to write the tables into")
    parser.add_argument("--report", action="store_true", help="only write the page anew")
    return parser


def _sizes(said: str) -> tuple[int, ...]:
    return tuple(int(size) for size in said.split(",") if size)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """The folder to fill; PostgreSQL's user must be able to reach what is below it."""
    folder = keep or Path(mkdtemp(prefix="fingerpost-house-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    try:
        yield folder.resolve()
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def _measure(folder: Path, asked: argparse.Namespace, run: Run) -> None:
    build(folder / "places")
    began = perf_counter()

    def say(doing: str) -> None:
        print(f"{perf_counter() - began:6.0f} s  {doing}", file=sys.stderr, flush=True)

    with servers(folder, asked.memory) as both:
        for count in asked.listings:
            home = Home(folder / str(count), count, both)
            measuring.measure(home, run, asked.questions, asked.rounds, asked.budget, say)
    for count in asked.harvests:
        harvests.measure(folder, folder / "places", count, run, say)
    say("done")


if __name__ == "__main__":
    raise SystemExit(main())
