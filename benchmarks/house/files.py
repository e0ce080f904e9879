"""Files of everything, as the server keeps them at `/bulk/`: how fast each stack makes them."""

from contextlib import closing

from benchmarks import exports
from benchmarks.house.results import PER_SECOND, Run
from benchmarks.house.sides import LAPTOP, PRODUCTION
from benchmarks.house.stacks import Home
from journeys.exports.formats import FORMATS
from runtime.database import Database

LINES, ALL = "export, the file of lines made", f"export, files of all {len(FORMATS)} formats made"
ALL_UP_TO = 200_000
"""Beyond it the file of lines alone is made: of all formats some 1,500 services come a second."""


def measure(home: Home, run: Run) -> None:
    """Add the rows of both stacks; what is made is removed again."""
    kinds = {LINES: ("ndjson",), ALL: tuple(FORMATS)}
    for side, url in ((LAPTOP, home.sqlite_url), (PRODUCTION, home.postgres_url)):
        with closing(Database(url)) as database:
            for kind, formats in kinds.items():
                if kind == LINES or home.count <= ALL_UP_TO:
                    seconds, _ = exports.made(database, home.folder, formats)
                    run.add(kind, side, home.count, [home.count / seconds], PER_SECOND)
