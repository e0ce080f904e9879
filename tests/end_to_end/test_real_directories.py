"""Real directories with the shipped source files: counted, validated, found, unchanged."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from directory import migrating
from directory.runs import RunReport
from journeys.find import find
from journeys.finding.question import Filters, Question
from places.gazetteer import Gazetteer
from runtime.clock import FrozenClock
from runtime.database import Database
from search.index import SearchIndex
from search.language import Language
from tests.fixtures.house import WholeHouse, filled_beside, whole_house
from tests.fixtures.oracles import Errors
from tests.fixtures.search import ENGINES
from tests.fixtures.tables import dump

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "examples" / "real" / "sources"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    (ROOT / "examples" / "real" / "expected.toml").read_text("utf-8")
)
SEARCHES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests" / "examples" / "real_searches.toml").read_text("utf-8")
)["search"]
METRES = 1609.344
Harvested = tuple[WholeHouse, dict[str, RunReport], Path]


@pytest.fixture(scope="module")
def harvested(
    gazetteer: Gazetteer, shared_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Harvested]:
    folder = tmp_path_factory.mktemp("real")
    database = Database(f"sqlite:///{folder / 'fingerpost.sqlite3'}")
    migrating.upgrade(database)
    clock = FrozenClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
    data = shared_dir / "data"
    with whole_house(database, folder, gazetteer, clock) as house:
        yield house, house.harvest_folder(SOURCES, data), data


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(
    request: pytest.FixtureRequest, harvested: Harvested, language: Language
) -> Iterator[SearchIndex]:
    """The house's own index, and each other engine filled from the same database."""
    yield from filled_beside(request, harvested[0], language)


@pytest.mark.parametrize("source_id", sorted(EXPECTED))
def test_what_was_read_is_what_the_notices_say(harvested: Harvested, source_id: str) -> None:
    _, reports, _ = harvested
    report, expected = reports[source_id], EXPECTED[source_id]
    assert report.counts.adds_up()
    assert report.counts.read == expected["read"]
    assert (report.state == "complete") == expected["complete"]
    assert report.stated_total == expected.get("stated")
    assert report.counts.quarantined == expected.get("quarantined", 0)
    assert report.counts.withheld == expected.get("withheld", 0)
    assert report.counts.skipped == expected.get("skipped", 0)


def test_every_source_that_is_shipped_is_expected(harvested: Harvested) -> None:
    _, reports, _ = harvested
    assert reports.keys() == EXPECTED.keys()
    assert len(reports) >= 10


def test_closed_ones_are_read_and_not_offered(harvested: Harvested) -> None:
    house, _, _ = harvested
    closed = [
        service
        for service in _services(house)
        if service["status"] != "active"
        and any(one["source_id"] == "libraries_england_2023" for one in service["sources"])
    ]
    assert len(closed) == EXPECTED["libraries_england_2023"]["not_offered"]
    offered = house.index.health().listings
    every = list(_services(house))
    assert offered == sum(service["status"] == "active" for service in every)


def test_every_listing_passes_both_standards(
    harvested: Harvested, hsds_errors: Errors, oruk_errors: Errors
) -> None:
    house, _, _ = harvested
    wrong = {
        service["id"]: errors
        for service in _services(house)
        if (errors := [*hsds_errors(service), *oruk_errors(service)])
    }
    assert wrong == {}


def test_a_library_in_four_directories_is_one_listing(harvested: Harvested) -> None:
    house, _, _ = harvested
    found = [one for one in _services(house) if one["name"] == "Sale Library"]
    assert [len(one["sources"]) >= 3 for one in found] == [True]


@pytest.mark.parametrize(
    "search", SEARCHES, ids=lambda one: f"{one['words']}-{one.get('near', 'anywhere')}"
)
def test_a_known_service_is_found(
    harvested: Harvested, engine: SearchIndex, search: dict[str, Any]
) -> None:
    house, _, _ = harvested
    question = _question(search)
    answer = find(question, engine, house.reading, house.gazetteer, house.clock)
    found = [orjson.loads(one.document) for one in (*answer.local.found, *answer.wide.found)]
    for expected in search.get("expect", ()):
        first = [orjson.loads(one.document) for one in answer.local.found[: search["first"]]]
        assert any(_is(one, expected) for one in first), _told(found)
    for never in search.get("never", ()):
        assert not any(_is(one, never) for one in found), _told(found)
    if search.get("nothing"):
        assert found == []


def test_there_are_thirty_searches_and_more() -> None:
    assert len(SEARCHES) >= 30


def test_a_second_run_changes_nothing(harvested: Harvested) -> None:
    house, _, data = harvested
    before, position = dump(house.database, without=("run",)), house.index.position()
    house.clock.at += timedelta(days=1)
    reports = house.harvest_folder(SOURCES, data)
    assert dump(house.database, without=("run",)) == before
    assert house.index.position() == position
    assert {report.listings_changed for report in reports.values()} == {0}


def _services(house: WholeHouse) -> Iterator[dict[str, Any]]:
    return (orjson.loads(stored.body) for stored in house.reading.published())


def _question(search: dict[str, Any]) -> Question:
    within = search.get("within")
    metres = round(float(within.removesuffix("mi")) * METRES) if within else None
    return Question(
        words=search["words"],
        near=search.get("near"),
        within_m=metres,
        limit=max(20, search.get("first", 0)),
        filters=_filters(search.get("filters", {})),
    )


def _filters(said: dict[str, Any]) -> Filters:
    names = {"category": "categories", "need": "needs", "access_mode": "access_modes"}
    values = {names.get(name, name): value for name, value in said.items()}
    for name, value in values.items():
        if name in names.values() and isinstance(value, str):
            values[name] = (value,)
        if name == "checked_since":
            values[name] = date.fromisoformat(value)
    return Filters(**values)


def _is(service: dict[str, Any], expected: dict[str, Any]) -> bool:
    places = {
        address["postal_code"]
        for at in service.get("service_at_locations", ())
        for address in at.get("location", {}).get("addresses", ())
    }
    return (
        _plain(service["name"]) == _plain(expected["name"])
        and (expected.get("postcode") is None or expected["postcode"] in places)
        and any(one["source_id"] == expected["source"] for one in service["sources"])
    )


def _plain(name: str) -> str:
    return re.sub(r"\W+", " ", name.casefold()).strip()


def _told(found: list[dict[str, Any]]) -> str:
    return "; ".join(one["name"] for one in found[:10]) or "nothing was found"
