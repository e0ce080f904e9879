"""The tabular data package of HSDS: a table for each object, all in one ZIP with their description.

Tables grow side by side in files beside the package, which are put into it at the end.
"""

import csv
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, TextIO

import orjson

from journeys.exports.exported import Exported
from journeys.exports.manifest import Credited
from journeys.exports.output import Output
from runtime.met import Met
from schema.encoding import plain
from schema.tabular.rows import Row, cells, rows, taxonomy_rows
from schema.tabular.tables import by_name, package
from schema.terms import our_taxonomies

DESCRIPTOR = "datapackage.json"
PIECE = 1 << 20
Json = dict[str, Any]


class Package:
    """Rows that several services share are written once, where they are first met."""

    def __init__(
        self,
        output: Output,
        folder: Path,
        held: ExitStack,
        credited: Callable[[], Sequence[Credited]],
    ) -> None:
        """`held` lets go of what is open, and of the files in `folder`, when it is closed."""
        self._output = output
        self._credited = credited
        self._folder = Path(held.enter_context(TemporaryDirectory(dir=folder)))
        self._met = held.enter_context(Met())
        self._counts = dict.fromkeys(by_name(), 0)
        self._files = {name: held.enter_context(self._file(name)) for name in by_name()}
        self._tables = {name: csv.writer(file) for name, file in self._files.items()}
        for name, table in self._tables.items():
            table.writerow(by_name()[name].columns)
        for taxonomy in our_taxonomies():
            for row in taxonomy_rows(orjson.loads(orjson.dumps(plain(taxonomy)))):
                self._take(row)

    def add(self, one: Exported) -> None:
        for row in rows(one.service):
            self._take(row)

    def finish(self) -> Mapping[str, int]:
        for line in self._met.aside():
            table, values, loose = orjson.loads(line)
            target = by_name()[table].references
            lost = [name for name in loose if not self._met.was_met(target[name], values[name])]
            self._write(table, {name: said for name, said in values.items() if name not in lost})
        for file in self._files.values():
            file.flush()
        self._put_together()
        return dict(self._counts)

    def _file(self, name: str) -> TextIO:
        return (self._folder / f"{name}.csv").open("w", encoding="utf-8", newline="")

    def _take(self, row: Row) -> None:
        """Write a row, unless it stands there; put it aside if it refers to what may yet come."""
        owner = row.values.get("service_id", "") if by_name()[row.table].ours else ""
        if row.id and not self._met.first_time(row.table, f"{owner}{row.id}"):
            return
        if row.loose:
            columns = by_name()[row.table].columns
            values = {name: row.values[name] for name in columns if name in row.values}
            self._met.put_aside(orjson.dumps((row.table, values, row.loose)))
        else:
            self._write(row.table, row.values)

    def _write(self, table: str, values: Mapping[str, Any]) -> None:
        self._counts[table] += 1
        self._tables[table].writerow(cells(by_name()[table], values))

    def _put_together(self) -> None:
        written: IO[bytes] = self._output  # type: ignore[assignment]
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_member(DESCRIPTOR), _described(self._credited()))
            for name in self._tables:
                self._put(archive, f"{name}.csv")

    def _put(self, archive: zipfile.ZipFile, name: str) -> None:
        with (
            (self._folder / name).open("rb") as file,
            archive.open(_member(name), "w", force_zip64=True) as inside,
        ):
            while piece := file.read(PIECE):
                inside.write(piece)


def _member(name: str) -> zipfile.ZipInfo:
    """A file of the package, without the hour, so that equal rows make equal packages."""
    told = zipfile.ZipInfo(name)
    told.compress_type = zipfile.ZIP_DEFLATED
    return told


def _described(credited: Sequence[Credited]) -> bytes:
    """The descriptor with the sources and licences of what is in the package."""
    licences = {(one.licence, one.licence_url): one for one in credited}
    said = {
        **package(),
        "sources": [{"title": f"{one.title}, {one.publisher}"} for one in credited],
        "licenses": [_licence(one) for one in licences.values()],
    }
    known = {name: value for name, value in said.items() if value}
    return orjson.dumps(known, option=orjson.OPT_INDENT_2)


def _licence(one: Credited) -> Json:
    name = "".join(each if each.isascii() and each.isalnum() else "-" for each in one.licence)
    said = {"name": name, "title": one.licence}
    return said | ({"path": one.licence_url} if one.licence_url else {})
