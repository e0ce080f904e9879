"""GeoParquet 1.1: a row for each service, its places as one geometry."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from journeys.exports.exported import Exported
from journeys.exports.output import Output
from schema.tabular.flat import COLUMNS, FLAGS, LISTS, NUMBERS, located
from schema.tabular.geometry import Point, as_wkb

AT_ONCE = 4_000
DAYS = ("availability_stated_on", "kite_marks_until", "checked_on")
GEOMETRY = "geometry"


def _type(name: str) -> pa.DataType:
    if name in LISTS:
        return pa.list_(pa.string())
    if name in NUMBERS:
        return pa.float64()
    if name in FLAGS:
        return pa.bool_()
    if name in DAYS:
        return pa.date32()
    return pa.timestamp("us", tz="UTC") if name == "last_modified" else pa.string()


SCHEMA = pa.schema([*((name, _type(name)) for name in COLUMNS), (GEOMETRY, pa.binary())])


class Columns:
    """Rows are held until there are `AT_ONCE` of them."""

    def __init__(self, output: Output) -> None:
        self._writer = pq.ParquetWriter(pa.PythonFile(output, mode="w"), SCHEMA, compression="zstd")
        self._held: list[dict[str, Any]] = []
        self._services = 0
        self._placed = 0
        self._box: tuple[float, float, float, float] | None = None

    def add(self, one: Exported) -> None:
        points = [point for _, _, point in located(one.service) if point]
        self._services += 1
        self._placed += bool(points)
        for point in points:
            self._widen(point)
        self._held.append({**_typed(one.row), GEOMETRY: as_wkb(points)})
        if len(self._held) >= AT_ONCE:
            self._write()

    def finish(self) -> Mapping[str, int]:
        self._write()
        self._writer.add_key_value_metadata({"geo": orjson.dumps(self._geo()).decode()})
        self._writer.close()
        return {"services": self._services, "services_with_a_point": self._placed}

    def _write(self) -> None:
        if self._held:
            self._writer.write_table(pa.Table.from_pylist(self._held, SCHEMA))
            self._held = []

    def _widen(self, point: Point) -> None:
        lat, lon = point
        west, south, east, north = self._box or (lon, lat, lon, lat)
        self._box = min(west, lon), min(south, lat), max(east, lon), max(north, lat)

    def _geo(self) -> dict[str, Any]:
        """The file's metadata as GeoParquet has it; without a system named it is CRS84."""
        column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point", "MultiPoint"]}
        if self._box:
            column["bbox"] = list(self._box)
        return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {name: row.get(name) for name in COLUMNS}
    for name in DAYS:
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    for name in NUMBERS:
        said[name] = None if said[name] is None else float(said[name])
    modified = said["last_modified"]
    said["last_modified"] = datetime.fromisoformat(modified) if modified else None
    return said
