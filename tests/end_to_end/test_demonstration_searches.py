"""Searches of the demonstration directories, judged as a link worker would judge them."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from directory import migrating
from examples.demo.serving import serving
from journeys.find import find
from journeys.finding.answer import FoundList
from journeys.finding.question import Question
from places.gazetteer import Gazetteer
from runtime.clock import FrozenClock
from runtime.database import Database
from search.index import SearchIndex
from search.language import Language
from tests.fixtures.house import WholeHouse, filled_beside, whole_house
from tests.fixtures.search import ENGINES

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "examples" / "demo" / "sources"
SEARCHES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests" / "examples" / "demo_searches.toml").read_text("utf-8")
)["search"]


@pytest.fixture(scope="module")
def demonstration(
    gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WholeHouse]:
    folder = tmp_path_factory.mktemp("demonstration")
    database = Database(f"sqlite:///{folder / 'fingerpost.sqlite3'}")
    migrating.upgrade(database)
    clock = FrozenClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
    with whole_house(database, folder, gazetteer, clock) as house:
        with serving() as directories:
            house.harvest_folder(_sources(folder / "sources", directories.base_url))
        yield house


def _sources(folder: Path, base_url: str) -> Path:
    folder.mkdir()
    for file in SOURCES.glob("*.toml"):
        said = file.read_text("utf-8").replace("{demo}", base_url)
        (folder / file.name).write_text(said, "utf-8")
    return folder


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(
    request: pytest.FixtureRequest, demonstration: WholeHouse, language: Language
) -> Iterator[SearchIndex]:
    """The house's own index, and each other engine filled from the same database."""
    yield from filled_beside(request, demonstration, language)


@pytest.mark.parametrize("search", SEARCHES, ids=lambda one: one["words"])
def test_a_link_worker_finds_what_she_needs(
    demonstration: WholeHouse, engine: SearchIndex, search: dict[str, Any]
) -> None:
    house = demonstration
    question = Question(words=search["words"], near=search.get("near", "M33 7ZF") or None)
    answer = find(question, engine, house.reading, house.gazetteer, house.clock)
    first = _names(answer.local)[: search.get("first", 5)]
    beside = _names(answer.wide)
    assert _plain(search.get("expect", ())) <= set(first), first
    assert _plain(search.get("beside", ())) <= set(beside), beside
    assert not _plain(search.get("not", ())) & set(first), first


def test_what_is_expected_is_in_the_directories(demonstration: WholeHouse) -> None:
    """A name that is in none of them would never be missed among what must not be first."""
    known = {_one(orjson.loads(s.body)["name"]) for s in demonstration.reading.published()}
    for search in SEARCHES:
        for key in ("expect", "beside", "not"):
            assert _plain(search.get(key, ())) <= known, search["words"]


def _names(listed: FoundList) -> list[str]:
    return [_one(orjson.loads(found.document)["name"]) for found in listed.found]


def _plain(names: list[str] | tuple[str, ...]) -> set[str]:
    return set(map(_one, names))


def _one(name: str) -> str:
    return re.sub(r"\W+", " ", name.casefold()).strip()
