"""Tables: CSV, TSV and their relatives, with any header names, one record a row."""

import csv
from collections.abc import Iterator

from harvesters.feeds.delimiter import delimiter_of
from harvesters.feeds.document import read_document
from harvesters.feeds.failures import PageFailed
from harvesters.feeds.header import header_names
from harvesters.feeds.lines import LONGEST_LINE, Lines
from harvesters.feeds.settings import ReaderSettings
from harvesters.feeds.sniff import table_text
from harvesters.feeds.text import text_of
from harvesters.notes import ReadNotes
from runtime.egress import Body, Fetch
from schema.record import RawRecord

ASK_TABLE = {"Accept": "text/csv, text/tab-separated-values, text/plain;q=0.8, */*;q=0.5"}
SAMPLE_LINES = 20
MOST_LINES_OF_A_ROW = 200


def read(settings: ReaderSettings, fetch: Fetch, notes: ReadNotes) -> Iterator[RawRecord]:
    """The rows of the table, each value as text under its column's name; blank rows are passed by.

    A row with fewer values lacks the columns at the end; one with more has them under
    `column_N`. Source of the quoting: RFC 4180.
    """

    def parse(body: Body) -> Iterator[dict[str, str]]:
        return _Table(body, settings, notes).records()

    return read_document(settings, fetch, notes, parse, ASK_TABLE)


class _Table:
    def __init__(self, body: Body, settings: ReaderSettings, notes: ReadNotes) -> None:
        csv.field_size_limit(LONGEST_LINE)
        self._settings = settings
        self._notes = notes
        self._lines = Lines(table_text(text_of(body, settings, notes)))
        self._skip(settings.skip_rows)
        sample = self._lines.peek(SAMPLE_LINES)
        self._reader = csv.reader(self._lines, delimiter=delimiter_of(sample, settings.delimiter))

    def records(self) -> Iterator[dict[str, str]]:
        rows = self._rows()
        first = next(rows, []) if self._settings.has_header else []
        names = header_names(first, self._settings, self._notes)
        width = len(names)
        for row in rows:
            if len(row) != width:
                if self._breaks_off(row, width):
                    return
                _name_extra(names, row)
            yield dict(zip(names, row, strict=False))

    def _rows(self) -> Iterator[list[str]]:
        """Rows that hold something; a row that the end of the file cuts in a quote is left out."""
        before = 0
        try:
            for row in self._reader:
                if self._lines.ended:
                    self._cut(f"the row that begins in line {before + 1} has an open quote")
                    return
                if self._reader.line_num - before > MOST_LINES_OF_A_ROW:
                    where = f"line {before + 1}"
                    self._notes.warn("a row spans many lines; a quote may be left open", where)
                before = self._reader.line_num
                if any(value.strip() for value in row):
                    yield row
        except csv.Error as error:
            raise PageFailed("not_table", f"row after line {before}: {error}") from None

    def _breaks_off(self, row: list[str], width: int) -> bool:
        """Whether this row of another width is a last one that was cut off."""
        line = self._reader.line_num
        if len(row) < width and self._lines.open_end:
            self._cut(f"line {line}, the last, has {len(row)} values for {width} columns")
            return True
        self._notes.warn(f"a row has not {width} values, as the header has", f"line {line}")
        return False

    def _cut(self, what: str) -> None:
        self._notes.cut_short(f"the table may be cut off: {what}; that row was left out")

    def _skip(self, count: int) -> None:
        for _ in range(count):
            next(self._lines, None)


def _name_extra(names: list[str], row: list[str]) -> None:
    names.extend(f"column_{number + 1}" for number in range(len(names), len(row)))
