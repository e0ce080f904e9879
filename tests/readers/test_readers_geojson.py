"""Features as records, their points as coordinates of the mapping."""

import json
from typing import Any

import pytest

from tests.fixtures.reading import read_bytes


def _read(*features: Any, **collection: Any) -> Any:
    document = {"type": "FeatureCollection", **collection, "features": list(features)}
    return read_bytes(json.dumps(document).encode(), "geojson")


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def test_a_point_becomes_lat_and_lon() -> None:
    read = _read(_feature({"type": "Point", "coordinates": [-2.3, 53.4, 70]}, title="Made-up hub"))
    assert read.said == [{"title": "Made-up hub", "lat": 53.4, "lon": -2.3}]
    assert (read.whole, read.notes.warnings) == (True, [])


def test_properties_of_that_name_are_kept() -> None:
    read = _read(_feature({"type": "Point", "coordinates": [-2.3, 53.4]}, lat="north", lon="west"))
    assert read.said == [
        {"lat": "north", "lon": "west", "geometry_lat": 53.4, "geometry_lon": -2.3}
    ]


def test_the_features_own_id() -> None:
    point = {"type": "Point", "coordinates": [-2.3, 53.4]}
    read = _read({**_feature(point), "id": 7}, {**_feature(point, id="own"), "id": 8})
    assert read.ids == [7, "own"]


SMALL = [[[-2.0, 53.0], [-2.0, 53.01], [-1.99, 53.01], [-2.0, 53.0]]]
LARGE = [[[-3.0, 53.0], [-3.0, 54.0], [-2.0, 54.0], [-3.0, 53.0]]]


@pytest.mark.parametrize(
    ("geometry", "place"),
    [
        ({"type": "Polygon", "coordinates": SMALL}, (53.005, -1.995)),
        ({"type": "MultiPolygon", "coordinates": [SMALL]}, (53.005, -1.995)),
        ({"type": "MultiPoint", "coordinates": [[-2.0, 53.0]]}, (53.0, -2.0)),
        ({"type": "Polygon", "coordinates": LARGE}, None),
        ({"type": "Polygon", "coordinates": []}, None),
        ({"type": "Polygon", "coordinates": [["x"], 7, None]}, None),
        ({"type": "GeometryCollection", "geometries": []}, None),
        ({"type": "Point", "coordinates": [1]}, None),
        ({"type": "Point"}, None),
        (None, None),
        ("here", None),
    ],
)
def test_other_geometries_are_said_and_kept(
    geometry: Any, place: tuple[float, float] | None
) -> None:
    read = _read(_feature(geometry, title="x"))
    assert read.whole
    assert read.notes.warnings
    expected = {"title": "x"} if place is None else {"title": "x", "lat": place[0], "lon": place[1]}
    assert read.said == [pytest.approx(expected)] if place else [expected]


@pytest.mark.parametrize("properties", [None, [], "x"])
def test_properties_that_are_none(properties: Any) -> None:
    point = {"type": "Point", "coordinates": [-2.3, 53.4]}
    read = _read({"type": "Feature", "geometry": point, "properties": properties})
    assert read.said == [{"lat": 53.4, "lon": -2.3}]
