"""One size of the house: filled, served, asked, changed."""

import gc
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, closing
from itertools import islice
from statistics import median
from time import perf_counter
from urllib.request import urlopen

from benchmarks.house import files, updates
from benchmarks.house.asked import KINDS, asked, warming
from benchmarks.house.filling import loaded
from benchmarks.house.results import MEGABYTES_PER_SECOND, PER_SECOND, Run
from benchmarks.house.sides import LAPTOP, PRODUCTION, sides
from benchmarks.house.stacks import Home
from benchmarks.house.timing import milliseconds
from benchmarks.house.turns import WARM_UP, turns, warm_up
from benchmarks.resting import rested
from benchmarks.serving import (
    ANSWERING,
    STATIC,
    STATIC_FILE,
    UVICORN,
    Client,
    Served,
    serving,
)
from directory.documents.reading import Reading
from runtime.clock import SystemClock
from runtime.database import Database

ONE, PAGE, EXPORT = "one listing", "doors page", "export, lines from the door"
FILLING = "filling"
STACKS = ("laptop", "production")
STATIC_SIDE = "static answer"
DOORS_PAGE = "/oruk/v3/services?per_page=50&page={page}"
EVERYTHING = "/hsds/v3/services?format=ndjson"
PIECE_BYTES = 4_000_000
Watch = Callable[[str], None]


def measure(home: Home, run: Run, questions: int, rounds: int, budget_s: float, say: Watch) -> None:
    """Add every row of one size to the run."""
    say(f"{home.count:,} listings: filling")
    for part, seconds in loaded(home).items():
        if not part.endswith("altogether"):
            run.add(FILLING, part, home.count, [home.count / seconds], PER_SECOND)
    run.keep()
    gc.collect()
    gc.freeze()
    with ExitStack() as stack:
        served = [stack.enter_context(_served(home, at)) for at in STACKS]
        clients = [stack.enter_context(closing(Client(one.port))) for one in served]
        for one in served:
            say(f"{home.count:,} listings: reading ahead")
            rested(one)
        asks = sides(home, stack, *clients)
        for kind in KINDS:
            say(f"{home.count:,} listings: {kind}")
            some = asked(kind, questions)
            warm_up(asks[kind], warming(kind, WARM_UP))
            for side, taken in turns(asks[kind], some, rounds, budget_s).items():
                run.add(kind, side, home.count, taken.ms, degraded=taken.degraded)
            run.keep()
        say(f"{home.count:,} listings: doors, export, updates")
        _doors(home, run, clients, rounds * questions)
        run.keep()
        _exports(home, run, served)
        files.measure(home, run)
        run.keep()
        updates.through_the_api(home, run, clients)
        run.keep()
    updates.of_the_indexes(home, run)
    run.keep()


def _served(home: Home, stack: str) -> AbstractContextManager[Served]:
    """A server of one stack; its static answer has the bytes of a usual listing."""
    folder = home.laptop if stack == "laptop" else home.production
    static = folder / "static.json"
    static.write_bytes(b"x" * _usual_size(home))
    more = {STATIC_FILE: str(static), **ANSWERING, **home.environment(stack)}
    return serving(UVICORN, folder, more)


def _usual_size(home: Home) -> int:
    with closing(Database(home.sqlite_url)) as database:
        some = islice(Reading(database, SystemClock()).published(), 500)
        return round(median(len(one.body) for one in some))


def _doors(home: Home, run: Run, clients: list[Client], times: int) -> None:
    """One listing, and pages that were not asked for before."""
    with closing(Database(home.sqlite_url)) as database:
        published = Reading(database, SystemClock()).published()
        ids = [one.id for one in islice(published, times)]
    of = dict(zip((LAPTOP, PRODUCTION), clients, strict=True))
    paths = [f"/v1/listings/{at}" for at in ids]
    one = {side: _addressed(client, paths) for side, client in of.items()}
    one[STATIC_SIDE] = _addressed(clients[0], [STATIC] * len(ids))
    for side, taken in _in_turns(one).items():
        run.add(ONE, side, home.count, taken)
    pages = [DOORS_PAGE.format(page=page) for page in range(1, min(times, home.count // 50) + 1)]
    for side, taken in _in_turns({s: _addressed(c, pages) for s, c in of.items()}).items():
        run.add(PAGE, side, home.count, taken)


def _exports(home: Home, run: Run, served: list[Served]) -> None:
    """Everything line by line, as whoever copies the directory reads it."""
    for side, one in zip((LAPTOP, PRODUCTION), served, strict=True):
        began, size = perf_counter(), 0
        with urlopen(f"http://127.0.0.1:{one.port}{EVERYTHING}") as answer:
            while piece := answer.read(PIECE_BYTES):
                size += len(piece)
        took = perf_counter() - began
        run.add(EXPORT, side, home.count, [home.count / took], PER_SECOND)
        run.add(f"{EXPORT}, bytes", side, home.count, [size / took / 1e6], MEGABYTES_PER_SECOND)


def _addressed(client: Client, addresses: list[str]) -> list[Callable[[], object]]:
    return [lambda at=at: client.get(at) for at in addresses]  # type: ignore[misc]


def _in_turns(acts: dict[str, list[Callable[[], object]]]) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {side: [] for side in acts}
    for each in zip(*acts.values(), strict=True):
        for side, act in zip(acts, each, strict=True):
            taken[side].append(milliseconds(act))
    return taken
