"""The exported files in the hands of those who read such files: validators, tables, maps."""

import csv
import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import orjson
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import shapely
from pyarrow import csv as arrow_csv
from starlette.testclient import TestClient

from api.parts import Parts

TABLES_OF_HSDS = 24


@pytest.fixture(scope="module", params=["demonstration_door", "real_door"])
def door(request: pytest.FixtureRequest) -> TestClient:
    """The doors of the demonstration, and of real directories, with their files made."""
    client: TestClient = request.getfixturevalue(request.param)
    parts: Parts = client.app.state.parts  # type: ignore[attr-defined]
    assert parts.bulk
    parts.bulk.make()
    return client


def _body(door: TestClient, name: str) -> bytes:
    answer = door.get(f"/bulk/{name}")
    assert answer.status_code == 200
    return answer.content


def _services(door: TestClient) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in _body(door, "services.ndjson").splitlines()]


@pytest.fixture
def package(door: TestClient, tmp_path: Path) -> Path:
    """The package, unpacked."""
    with zipfile.ZipFile(io.BytesIO(_body(door, "hsds-package.zip"))) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    return tmp_path


def test_frictionless_finds_nothing_in_the_package(package: Path) -> None:
    """Types, formats, constraints, keys, and every reference."""
    report = frictionless.validate(str(package / "datapackage.json"), type="package")
    found = [(task.name, one.type, one.note) for task in report.tasks for one in task.errors]
    assert found == []
    assert report.valid
    assert report.stats["tasks"] >= TABLES_OF_HSDS


@pytest.mark.parametrize("door", ["demonstration_door"], indirect=True)
def test_frictionless_finds_a_reference_that_leads_nowhere(package: Path) -> None:
    file = package / "locations.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join([lines[0], *lines[2:]]), "utf-8")
    report = frictionless.validate(str(package / "datapackage.json"), type="package")
    kinds = {error.type for task in report.tasks for error in task.errors}
    assert "foreign-key" in kinds


def test_the_package_holds_every_service_its_sources_and_their_licences(
    door: TestClient, package: Path
) -> None:
    with (package / "services.csv").open(encoding="utf-8", newline="") as file:
        names = {row["id"]: row["name"] for row in csv.DictReader(file)}
    assert names == {one["id"]: one["name"] for one in _services(door)}
    told = json.loads((package / "datapackage.json").read_text("utf-8"))
    assert len(told["sources"]) == len(door.get("/bulk/").json()["sources"])
    assert told["licenses"]


def test_the_lines_are_what_the_doors_serve(door: TestClient) -> None:
    served = door.get("/hsds/v3/services?format=ndjson&full=true").content.splitlines()
    assert _body(door, "services.ndjson").splitlines() == sorted(
        served, key=lambda line: orjson.loads(line)["id"]
    )
    assert gzip.decompress(_body(door, "services.ndjson.gz")) == _body(door, "services.ndjson")


def test_the_sheet_is_read_alike_by_two_readers_and_runs_nothing(door: TestClient) -> None:
    body = _body(door, "services.csv")
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    table = arrow_csv.read_csv(io.BytesIO(body))
    assert table.column("id").to_pylist() == [row["id"] for row in rows]
    assert [row["id"] for row in rows] == [one["id"] for one in _services(door)]
    for row in rows:
        numbers = {"lat", "lon", "minimum_age", "maximum_age"}
        text = [cell for name, cell in row.items() if name not in numbers]
        assert not [cell for cell in text if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert not [phone for phone in row["phones"].split(" | ") if phone.isdigit()]


def test_the_map_holds_a_point_for_every_place_that_has_one(door: TestClient) -> None:
    said = json.loads(_body(door, "services.geojson"))
    assert said["type"] == "FeatureCollection"
    ties = [
        (tie["id"], one["id"], tie["location"]["longitude"], tie["location"]["latitude"])
        for one in _services(door)
        for tie in one.get("service_at_locations", ())
        if "latitude" in tie.get("location", {}) and "longitude" in tie["location"]
    ]
    assert ties
    assert [
        (one["id"], one["properties"]["service_id"], *one["geometry"]["coordinates"])
        for one in said["features"]
    ] == ties
    for one in said["features"][:50]:
        assert shapely.from_geojson(json.dumps(one["geometry"])).geom_type == "Point"


def test_the_columns_are_typed_and_their_geometry_is_read_by_others(door: TestClient) -> None:
    file = pq.ParquetFile(io.BytesIO(_body(door, "services.parquet")))
    table = file.read()
    services = _services(door)
    assert table.column("id").to_pylist() == [one["id"] for one in services]
    geo = json.loads(file.metadata.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    shapes = [shapely.from_wkb(one) for one in table.column("geometry").to_pylist() if one]
    west, south, east, north = geo["columns"]["geometry"]["bbox"]
    assert {shape.geom_type for shape in shapes} <= {"Point", "MultiPoint"}
    assert shapely.total_bounds(shapes).tolist() == [west, south, east, north]
    assert (south > 49, north < 61, west > -9, east < 2.1) == (True,) * 4
    assert table.schema.field("phones").type.value_type == "string"
    held = pc.drop_null(table.column("checked_on")).to_pylist()
    assert all(isinstance(day, date) for day in held)


def test_every_listing_is_credited_to_its_sources(door: TestClient) -> None:
    counted: dict[str, int] = {}
    for one in _services(door):
        for source in {said["source_id"] for said in one["sources"]}:
            counted[source] = counted.get(source, 0) + 1
    told = door.get("/bulk/").json()["sources"]
    assert {one["id"]: one["listings"] for one in told} == counted
    assert all(one["licence"] and one["publisher"] for one in told)
