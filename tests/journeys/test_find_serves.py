"""The verdict whether a listing serves the searcher, apart from distance."""

from dataclasses import replace

import pytest

from journeys.finding.listing import Listing
from journeys.finding.place import Searcher, holding
from journeys.finding.serves import serves
from schema.encoding import encode
from schema.service import Service
from tests.fakes.listings import SALE_MOOR_WARD, SALFORD, TRAFFORD, service

ENGLAND, GREATER_MANCHESTER = "E92000001", "E11000001"
IN_TRAFFORD = Searcher(
    "postcode", "M33", "M33", TRAFFORD, "Trafford", holding(TRAFFORD), None, 53.42, -2.32
)

Areas = tuple[tuple[str | None, str], ...]


def _listing(made: Service) -> Listing:
    return Listing(encode(made))


@pytest.mark.parametrize(
    ("areas", "distance_m", "verdict", "reason"),
    [
        (((TRAFFORD, "Trafford"),), 900.0, "yes", "covers Trafford"),
        (((SALFORD, "Salford"), (TRAFFORD, "Trafford")), None, "yes", "covers Trafford"),
        (((ENGLAND, "England"),), None, "yes", "covers England"),
        (
            ((GREATER_MANCHESTER, "Greater Manchester"),),
            9_000.0,
            "yes",
            "covers Greater Manchester",
        ),
        (((SALFORD, "Salford"),), 900.0, "no", "serves Salford only"),
        (((SALFORD, "Salford"), ("E08000003", "Manchester")), 90.0, "no", "serves Salford, Man"),
        (((SALE_MOOR_WARD, "Sale Moor"),), 90.0, "unknown", "serves Sale Moor; whether that inc"),
        (((None, "Sale and around"),), 90.0, "unknown", "serves Sale and around; whether"),
        (((SALFORD, "Salford"), (None, "Sale")), 90.0, "unknown", "serves Salford, Sale; whether"),
        ((), 2_140.0, "near", "1.3 miles away; its area is not stated"),
        ((), 420.0, "near", "0.3 miles away; its area is not stated"),
        ((), 12_000.0, "unknown", "7.5 miles away; its area is not stated"),
        ((), None, "unknown", "its area is not stated"),
    ],
)
def test_verdicts(areas: Areas, distance_m: float | None, verdict: str, reason: str) -> None:
    document = _listing(service("Any", areas=areas))
    found = serves(document, IN_TRAFFORD, distance_m, within_m=8_047)
    assert found.verdict == verdict
    assert found.reason.startswith(reason)


def test_nationwide_serves_everybody() -> None:
    document = _listing(service("Helpline", at=None, nationwide=True))
    assert serves(document, IN_TRAFFORD, None, 8_047).verdict == "yes"


@pytest.mark.parametrize(
    ("code", "name", "verdict"),
    [
        (ENGLAND, "England", "yes"),
        ("K02000001", "UK", "yes"),
        ("S92000003", "Scotland", "no"),
        (None, "Nationwide", "yes"),
        (SALFORD, "Salford", "yes"),
    ],
)
def test_nationwide_is_of_the_country_that_is_stated(
    code: str | None, name: str, verdict: str
) -> None:
    document = _listing(service("Helpline", at=None, areas=((code, name),), nationwide=True))
    assert serves(document, IN_TRAFFORD, None, 8_047).verdict == verdict
    somewhere = replace(IN_TRAFFORD, authority=None)
    assert serves(document, somewhere, None, 8_047).verdict == "yes"


def test_area_stated_at_the_location_counts_as_stated() -> None:
    made = service("At a place")
    tie = made.service_at_locations[0]
    areas = service("Other", areas=((SALFORD, "Salford"),)).service_areas
    tied = made.model_copy(
        update={"service_at_locations": [tie.model_copy(update={"service_areas": areas})]}
    )
    assert serves(Listing(encode(tied)), IN_TRAFFORD, 10.0, 8_047).verdict == "no"


def test_without_a_known_authority_nothing_is_refused() -> None:
    nowhere = replace(IN_TRAFFORD, authority=None, authority_name=None, areas=())
    document = _listing(service("Any", areas=((SALFORD, "Salford"),)))
    found = serves(document, nowhere, 10.0, 8_047)
    assert found.verdict == "unknown"
    assert "not known" in found.reason


def test_words_about_areas_in_a_description_state_nothing() -> None:
    document = _listing(service("Any", description='They said "service_areas" and "nationwide".'))
    assert serves(document, IN_TRAFFORD, 100.0, 8_047).verdict == "near"


def test_many_areas_are_named_in_short() -> None:
    areas = tuple((f"E0800000{n}", f"Borough {n}") for n in range(1, 7))
    found = serves(_listing(service("Any", areas=areas)), IN_TRAFFORD, 100.0, 8_047)
    assert found.reason == "serves Borough 1, Borough 2, Borough 3 and 3 more only"
