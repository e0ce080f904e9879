"""Points in shapes of service areas: both databases and the shapes themselves agree."""

import json
import math
from itertools import pairwise
from random import Random
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, mapping

from directory.catalogue.outlines import read_outline
from directory.catalogue.reading import Catalogue
from directory.documents.reading import Reading
from journeys.catalogue import catch_up
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.catalogue.made_up_services import body, id_of
from tests.fakes.published import publish

BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
INVALID = (
    "not json",
    "{}",
    "[]",
    "null",
    '{"type": "Polygon"}',
    '{"type": "Polygon", "coordinates": []}',
    '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}',
    '{"type": "Polygon", "coordinates": [[["a", "b"], [1, 1], [2, 0], [0, 0]]]}',
    '{"type": "Point", "coordinates": [0, 0]}',
    '{"type": "Polygon", "coordinates": [[[0, 0], [500, 0], [500, 1], [0, 0]]]}',
    '{"type": "FeatureCollection", "features": []}',
    json.dumps(BOW_TIE),
)


def star(random: Random, hole: bool) -> Polygon:
    """A made-up star-shaped area near Sale, with crooked borders and perhaps a hole."""
    lat, lon = 53.4 + random.gauss(0, 0.1), -2.3 + random.gauss(0, 0.1)
    ring = [
        (lon + reach * math.cos(turn), lat + reach * math.sin(turn))
        for turn in (2 * math.pi * step / 9 for step in range(9))
        for reach in [random.uniform(0.03, 0.15)]
    ]
    inner = [(lon + 0.01 * x, lat + 0.01 * y) for x, y in ((-1, -1), (1, -1), (0.3, 1))]
    return Polygon(ring, [inner] if hole else [])


def areas(seed: int) -> list[Any]:
    random = Random(seed)
    single = [star(random, hole=number % 2 == 0) for number in range(8)]
    apart = Polygon([(1, 51), (1.5, 51), (1.5, 51.4), (1, 51)])
    return [*single, MultiPolygon([single[0], apart])]


def served(number: int, extent: str) -> bytes:
    area = {"id": id_of("area", number), "extent": extent, "extent_type": "geojson"}
    return body(
        {
            "id": id_of("service", number),
            "name": f"Group {number}",
            "status": "active",
            "service_areas": [area],
        }
    )


def asked(shapes: list[Any], random: Random) -> list[tuple[float, float]]:
    """(lat, lon) inside, outside, on corners, on the middle of borders, and in holes."""
    found = [(53.4 + random.gauss(0, 0.15), -2.3 + random.gauss(0, 0.2)) for _ in range(150)]
    for shape in shapes:
        for part in getattr(shape, "geoms", [shape]):
            for ring in (part.exterior, *part.interiors):
                corners = list(ring.coords)
                found += [(lat, lon) for lon, lat in corners]
                pairs = pairwise(corners)
                found += [((a[1] + b[1]) / 2, (a[0] + b[0]) / 2) for a, b in pairs]
            found += [(hole.centroid.y, hole.centroid.x) for hole in part.interiors]
    return found


def test_both_databases_hold_the_same_points(database: Database, clock: FrozenClock) -> None:
    shapes = areas(1)
    extents = [json.dumps(mapping(one)) for one in shapes]
    extents[0] = json.dumps({"type": "Feature", "geometry": mapping(shapes[0]), "properties": {}})
    both = {"type": "FeatureCollection", "features": [json.loads(extents[0])]}
    extents.append(json.dumps(both))
    publish(database, [served(number, extent) for number, extent in enumerate(extents)])
    catch_up(Reading(database, clock), database)
    catalogue = Catalogue(database, clock)
    hits = 0
    for lat, lon in asked(shapes, Random(2)):
        point = shapely.Point(lon, lat)
        right = {id_of("service", n) for n, one in enumerate(shapes) if one.covers(point)}
        right |= {id_of("service", len(shapes))} if shapes[0].covers(point) else set()
        found = catalogue.holding(lat, lon)
        assert set(found) == right, (lat, lon)
        hits += len(found)
    assert hits > 100


def test_shapes_that_cannot_be_used_are_left_out_and_told(
    database: Database, clock: FrozenClock
) -> None:
    good = json.dumps(mapping(Polygon([(-3, 53), (-2, 53), (-2, 54), (-3, 53)])))
    publish(database, [served(n, extent) for n, extent in enumerate((*INVALID, good))])
    catch_up(Reading(database, clock), database)
    catalogue = Catalogue(database, clock)
    assert catalogue.holding(53.2, -2.1) == (id_of("service", len(INVALID)),)
    told = {(fault.service_id, fault.reason) for fault in catalogue.faulty_areas()}
    assert {one for one, _ in told} == {id_of("service", n) for n in range(len(INVALID))}
    assert any("Self-intersection" in reason for _, reason in told)


def test_a_shape_that_no_service_names_any_more_holds_nothing(
    database: Database, clock: FrozenClock
) -> None:
    extent = json.dumps(mapping(Polygon([(-3, 53), (-2, 53), (-2, 54), (-3, 53)])))
    publish(database, [served(1, extent), served(2, extent)])
    catch_up(Reading(database, clock), database)
    catalogue = Catalogue(database, clock)
    assert len(catalogue.holding(53.2, -2.1)) == 2
    publish(database, [], [id_of("service", 1)])
    assert catalogue.holding(53.2, -2.1) == (id_of("service", 2),)


@settings(max_examples=150, deadline=None)
@given(st.text() | st.recursive(st.floats() | st.text() | st.none(), st.lists).map(json.dumps))
def test_no_text_breaks_the_reading_of_shapes(said: str) -> None:
    assert read_outline(said).fault
    assert read_outline(json.dumps({"type": "Polygon", "coordinates": said})).fault


@pytest.mark.parametrize("extent", INVALID)
def test_each_fault_is_told_in_words(extent: str) -> None:
    outline = read_outline(extent)
    assert outline.wkb is None
    assert outline.fault
