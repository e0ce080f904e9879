"""A server under load: python -m benchmarks.load [--minutes 10] [--stack laptop|production].

Requests come at random moments, 100 a second by default, whether those before them were answered or
not, and each one's time counts from the moment that was set for it. Meanwhile a source of 5,000
records is harvested every minute, a tenth of it changed. Then ten times as many come for some
seconds, and then as many as before. With `--at-most 30` it goes on, for so many minutes at most,
until ten of them had all cores of the machine, by what its kernel tells; the others are told and do
not count, and a crowd comes again if it had not. The server is `fingerpost serve --workers N`
without jobs; what asks shares the machine with it. What comes, how long it takes and what the
server holds is told while it goes on; at the end every promise, and the slowest requests with what
went on then. Needs no network.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import uvloop

from benchmarks.house.filling import filled, make_folders
from benchmarks.house.servers import stop_servers_when_ended
from benchmarks.house.stacks import Home, Servers, servers
from benchmarks.installed import NotInstalled
from benchmarks.load import minutes
from benchmarks.load.arrivals import Mix, arrivals
from benchmarks.load.asking import Askers
from benchmarks.load.course import Course, Ran
from benchmarks.load.figures import figures, within
from benchmarks.load.harvesting import Harvesting
from benchmarks.load.observed import Observed, since
from benchmarks.load.planned import Load
from benchmarks.load.slowest import lines as slow_lines
from benchmarks.load.slowest import slowest
from benchmarks.load.watching import Watching
from benchmarks.reporting import Figure, circumstances, tell
from benchmarks.serving import serving
from directory.documents.reading import Reading
from places.opening import open_gazetteer
from runtime.clock import SystemClock
from runtime.database import Database

RESULTS = Path(__file__).resolve().parents[1] / "results"
OF_IDS = 2_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, keep; answers 1 when a promise is broken, 2 when a program is missing."""
    parser = argparse.ArgumentParser(prog="benchmarks.load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rate", type=float, default=100.0, help="requests a second")
    parser.add_argument("--spike-s", type=float, default=10.0, help="seconds of ten times as many")
    parser.add_argument("--workers", type=int, default=2, help="processes that serve")
    parser.add_argument("--listings", type=int, default=20_000)
    parser.add_argument("--stack", choices=("laptop", "production"), default="laptop")
    parser.add_argument("--at-most", type=float, help="minutes, until enough had all cores")
    parser.add_argument("--results", type=Path, help="JSON file to keep the figures in")
    parser.add_argument("--json", action="store_true")
    asked = vars(parser.parse_args(arguments))
    stop_servers_when_ended()
    path, as_json = asked.pop("results"), asked.pop("json")
    load, about = Load(**asked), circumstances()
    try:
        found, told = measure(load)
    except NotInstalled as missing:
        _say(f"{missing}. Nothing was measured.")
        return 2
    kept = path or RESULTS / f"load-{load.stack}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    each = [{**asdict(one), "met": one.met} for one in found]
    said = {**about, **asdict(load), "figures": each, "told": told}
    kept.write_text(json.dumps(said, indent=2) + "\n")
    if not as_json:
        print("\n".join((*told, "")))
    return tell("load", found, json_asked=as_json)


def measure(load: Load) -> tuple[list[Figure], list[str]]:
    """The figures, and the run in lines, of a server and a directory made for this."""
    with _folder() as folder, ExitStack() as stack:
        _say(f"Filling {load.listings:,} listings; the load begins when the server is ready.")
        home = _home(folder, load, stack)
        seen, ran = _observed(load, home, folder, stack)
        late = slowest(within(seen.outcomes, ran.counted))
        told = [
            *minutes.lines(seen, ran.pieces),
            *("", "The slowest of the steady load:", *slow_lines(seen, late, folder / "log")),
            *(one.said for one in seen.harvests if one.said),
        ]
        return figures(seen, ran, load), told


def _observed(load: Load, home: Home, folder: Path, stack: ExitStack) -> tuple[Observed, Ran]:
    """All requests asked, harvests beside them, each piece of the run told when it is over."""
    laptop = load.stack == "laptop"
    data = home.laptop if laptop else home.production
    more = {"FINGERPOST_DATA_DIR": str(data), "FINGERPOST_JOBS": "worker"}
    environment = {**home.environment(load.stack), **more}
    harvesting = Harvesting(folder, environment, open_gazetteer(folder / "places"))
    command = ("-m", "commands", "serve", "--workers", str(load.workers))
    mix = _mix(home, load)
    served = stack.enter_context(serving(command, data, environment, folder / "log"))
    watching = Watching(served.pid, data / "index" if laptop else None)
    askers = Askers(served.port)

    def seen() -> Observed:
        harvests, looks = tuple(harvesting.ended), tuple(watching.looks)
        beside = (harvests, tuple(watching.written), harvesting.under_way_since)
        return since(askers.began_s, Observed(tuple(askers.outcomes), looks, *beside))

    course = Course(load, lambda begin_s, end_s: seen().taken_cores(begin_s, end_s))
    telling = minutes.Telling(seen, lambda: course.over, _say)
    for one in (watching, harvesting, telling):
        one.start()
    uvloop.run(askers.ask_all(arrivals(mix, course.stretches())))
    for one in (watching, telling, harvesting):
        one.stop()
    return seen(), Ran(course.over)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own user can reach."""
    folder = Path(mkdtemp(prefix="fingerpost-load-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)


def _home(folder: Path, load: Load, stack: ExitStack) -> Home:
    """The stack that is wanted, filled."""
    nowhere = Servers(folder, "")
    both = nowhere if load.stack == "laptop" else stack.enter_context(servers(folder, "2GiB"))
    home = Home(folder / str(load.listings), load.listings, both)
    make_folders(home)
    filled(home, load.stack)
    return home


def _mix(home: Home, load: Load) -> Mix:
    url = home.sqlite_url if load.stack == "laptop" else home.postgres_url
    with closing(Database(url)) as database:
        published = Reading(database, SystemClock()).published()
        ids = [one.id for one in islice(published, OF_IDS)]
    return Mix(ids, max(1, load.listings // 50))


if __name__ == "__main__":
    raise SystemExit(main())
