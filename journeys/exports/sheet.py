"""CSV for spreadsheets: a row for each service, in which nothing is ever run as a formula."""

import csv
from collections.abc import Mapping
from io import StringIO

from journeys.exports.exported import Exported
from journeys.exports.output import Output
from schema.tabular.flat import COLUMNS
from schema.tabular.spreadsheet import sheet_row

BOM = "\ufeff"
"""Without it a spreadsheet takes the file for the alphabet of its own country."""


class Sheet:
    """One row for each service."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._count = 0
        self._line = StringIO(newline="")
        self._rows = csv.writer(self._line, quoting=csv.QUOTE_ALL)
        self._line.write(BOM)
        self._write(COLUMNS)

    def add(self, one: Exported) -> None:
        self._count += 1
        self._write(sheet_row(one.row))

    def finish(self) -> Mapping[str, int]:
        return {"services": self._count}

    def _write(self, cells: tuple[str, ...] | list[str]) -> None:
        self._rows.writerow(cells)
        self._output.write(self._line.getvalue().encode())
        self._line.seek(0)
        self._line.truncate()
