"""NDJSON: each service on a line of its own, as the doors serve it; plain or in gzip."""

import gzip
from collections.abc import Mapping

from journeys.exports.exported import Exported
from journeys.exports.output import Output

LEVEL = 6


class Lines:
    """Services as lines."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._count = 0

    def add(self, one: Exported) -> None:
        self._count += 1
        self._output.write(one.body)
        self._output.write(b"\n")

    def finish(self) -> Mapping[str, int]:
        return {"services": self._count}


class ZippedLines:
    """The same in gzip, without name or time, so that equal lines make equal files."""

    def __init__(self, output: Output) -> None:
        self._count = 0
        self._file = gzip.GzipFile("", "wb", LEVEL, output, mtime=0)

    def add(self, one: Exported) -> None:
        self._count += 1
        self._file.write(one.body + b"\n")

    def finish(self) -> Mapping[str, int]:
        self._file.close()
        return {"services": self._count}
