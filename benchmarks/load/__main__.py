"""A server under load: python -m benchmarks.load [--minutes 10] [--stack laptop|production].

Requests come at random moments, 100 a second by default, whether those before them were answered or
not, and each one's time counts from the moment that was set for it. Meanwhile a source of 5,000
records is harvested every minute, a tenth of it changed. Then ten times as many come for some
seconds, and then as many as before. The server is `fingerpost serve --workers N` without jobs;
what asks shares the machine with it. Needs no network.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from benchmarks.house.servers import stop_servers_when_ended
from benchmarks.house.stacks import Home, Servers, filled, make_folders, servers
from benchmarks.load.arrivals import Mix, arrivals
from benchmarks.load.asking import asked as outcomes_of
from benchmarks.load.figures import Stretches, figures
from benchmarks.load.harvesting import Harvesting
from benchmarks.load.watching import Watching
from benchmarks.reporting import Figure, circumstances, tell
from benchmarks.serving import serving
from directory.reading import Reading
from places.opening import open_gazetteer
from runtime.clock import SystemClock
from runtime.database import Database

RESULTS = Path(__file__).resolve().parents[1] / "results"
SPIKE, AFTER_S, OF_IDS = 10, 30.0, 2_000


@dataclass(frozen=True, slots=True)
class Load:
    """How much comes and for how long, and what serves it."""

    minutes: float = 10.0
    rate: float = 100.0
    spike_s: float = 10.0
    workers: int = 2
    listings: int = 20_000
    stack: str = "laptop"

    @property
    def stretches(self) -> tuple[tuple[float, float], ...]:
        """(seconds, requests a second) of the steady load, the spike and what comes after."""
        steady_s = self.minutes * 60
        return (steady_s, self.rate), (self.spike_s, SPIKE * self.rate), (AFTER_S, self.rate)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, keep, and answer 1 when a promise is broken."""
    parser = argparse.ArgumentParser(prog="benchmarks.load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rate", type=float, default=100.0, help="requests a second")
    parser.add_argument("--spike-s", type=float, default=10.0, help="seconds of ten times as many")
    parser.add_argument("--workers", type=int, default=2, help="processes that serve")
    parser.add_argument("--listings", type=int, default=20_000)
    parser.add_argument("--stack", choices=("laptop", "production"), default="laptop")
    parser.add_argument("--results", type=Path, help="JSON file to keep the figures in")
    parser.add_argument("--json", action="store_true")
    asked = vars(parser.parse_args(arguments))
    stop_servers_when_ended()
    path, as_json = asked.pop("results"), asked.pop("json")
    load, about = Load(**asked), circumstances()
    found = measure(load)
    kept = path or RESULTS / f"load-{load.stack}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    told = [{**asdict(one), "met": one.met} for one in found]
    kept.write_text(json.dumps({**about, **asdict(load), "figures": told}, indent=2) + "\n")
    return tell("load", found, json_asked=as_json)


def measure(load: Load) -> list[Figure]:
    """The figures, of a server and a directory made for this."""
    with _folder() as folder, ExitStack() as stack:
        home = _home(folder, load, stack)
        data = home.laptop if load.stack == "laptop" else home.production
        environment = {
            **home.environment(load.stack),
            "FINGERPOST_DATA_DIR": str(data),
            "FINGERPOST_JOBS": "worker",
        }
        harvesting = Harvesting(folder, environment, open_gazetteer(folder / "places"))
        command = ("-m", "commands", "serve", "--workers", str(load.workers))
        served = stack.enter_context(serving(command, data, environment))
        watching = Watching(served.pid)
        watching.start()
        harvesting.start()
        outcomes = outcomes_of(served.port, arrivals(_mix(home, load), load.stretches))
        watching.stop()
        harvesting.stop()
    steady_s = load.minutes * 60
    when = Stretches(steady_s, steady_s + load.spike_s)
    return figures(outcomes, watching.seen, harvesting.ended, when)


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
