"""The formats in which everything published is exported, and the file of each."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from journeys.exports.exported import Writer
from journeys.exports.lines import Lines, ZippedLines
from journeys.exports.manifest import Credited
from journeys.exports.output import Output
from journeys.exports.points import Points
from journeys.exports.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Making:
    """What a writer may need: where it writes, a folder for what it puts aside, whose words.

    `held` is closed when all is done; `credited` knows the sources of what was written so far.
    """

    output: Output
    folder: Path
    held: ExitStack
    credited: Callable[[], Sequence[Credited]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name on the command line, and its file."""

    name: str
    file: str
    media_type: str
    writer: Callable[[Making], Writer]


def _package(making: Making) -> Writer:
    from journeys.exports.package import Package

    return Package(making.output, making.folder, making.held, making.credited)


def _columns(making: Making) -> Writer:
    """Apache Arrow is loaded by whoever writes the format, not by whoever knows of it."""
    from journeys.exports.columns import Columns

    return Columns(making.output)


FIRST = ("ndjson", "ndjson-gz")
"""What is made first where nothing may be served: the quickest, in less than an eighth of the time
that all take."""
FIRST_SHARE = 1 / 8

FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("ndjson", "services.ndjson", "application/x-ndjson", lambda own: Lines(own.output)),
        Format(
            "ndjson-gz",
            "services.ndjson.gz",
            "application/gzip",
            lambda own: ZippedLines(own.output),
        ),
        Format("csv", "services.csv", "text/csv", lambda own: Sheet(own.output)),
        Format(
            "geojson", "services.geojson", "application/geo+json", lambda own: Points(own.output)
        ),
        Format("parquet", "services.parquet", "application/vnd.apache.parquet", _columns),
        Format("package", "hsds-package.zip", "application/zip", _package),
    )
}
