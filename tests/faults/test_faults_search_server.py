"""The search server killed, hanging, slow and emptied, under a real server over PostgreSQL.

Both where each search asks the search server, and where all listings are held and it is asked
whether they are still so.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import pytest

from directory import migrating
from directory.documents.reading import Reading
from directory.withdrawals import withdraw
from journeys.publish import publish_records
from places.gazetteer import Gazetteer
from runtime.clock import SystemClock
from runtime.database import Database
from tests.fakes.slow_way import SlowWay
from tests.fixtures.every_door import SEARCHES, doors
from tests.fixtures.meilisearch import MeilisearchServer, meilisearch_binary
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.records import facts, record
from tests.fixtures.served import ServerProcess, served, with_places
from tests.fixtures.ways import WAYS, answers_by_itself

WITHIN_S = 6.0
"""The database's limit for a search, patience with the search server, and a busy machine."""

JUST_SEEN_S = 0.1
"""Twice as long as what was seen of the index is not looked at again."""

LATE_S = 0.8
"""Somewhat less than the search server may take for one question."""

IN_VAIN = (
    "/v1/search?q=xylophonist&near=WA15&free=true&evening=true&age=70&category=advice"
    "&need=loneliness&language=pl&access_mode=phone&taking_referrals=true&tier=assured"
)
CAUGHT_UP_S = 60.0
GROUPS = 30
SOURCE = facts("council")


@dataclass
class House:
    """A server over PostgreSQL and Meilisearch, and the hands of a publisher and an operator."""

    server: ServerProcess
    search: MeilisearchServer
    way: SlowWay
    database: Database
    ledger: Path
    names: dict[int, str] = field(default_factory=dict)

    def publish(self, names: dict[int, str]) -> None:
        """What the source says now, whole."""
        self.names = names
        said = [record("council", str(n), name, "WA15 7UN") for n, name in names.items()]
        publish_records(self.database, SOURCE, said, SystemClock(), complete=True)

    def published(self) -> dict[str, str]:
        """Names of what is published, by id."""
        reading = Reading(self.database, SystemClock())
        return {one.id: _name(one.body) for one in reading.published()}

    def searched(self, path: str) -> tuple[bool, set[str]]:
        answer = self.server.ask(path)
        assert answer.status == 200, (path, answer.body)
        told = answer.json()
        return told["degraded"], {one["listing"]["id"] for one in told["results"]}


def _name(body: bytes) -> str:
    return str(orjson.loads(body)["name"])


@pytest.fixture(scope="module", params=WAYS)
def house(
    request: pytest.FixtureRequest,
    postgres: PostgresServer,
    gazetteer: Gazetteer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:
    assert gazetteer.postcode("WA15 7UN") is not None
    folder = tmp_path_factory.mktemp("search-server")
    url = postgres.new_database()
    database = Database(url)
    migrating.upgrade(database)
    search = MeilisearchServer(meilisearch_binary())
    search.start()
    way = SlowWay(search.port)
    try:
        yield from _served(request.param, folder, url, (search, way, database))
    finally:
        way.close()
        search.remove()
        database.close()


def _served(
    answers: str, folder: Path, url: str, parts: tuple[MeilisearchServer, SlowWay, Database]
) -> Iterator[House]:
    search, way, database = parts
    keys, data = search.keys("fingerpost"), with_places(folder / "data")
    with served(
        data,
        module=WAYS[answers],
        database_url=url,
        jobs="serve",
        search_url=f"http://127.0.0.1:{way.port}",
        search_key=keys.search,
        search_writer_key=keys.writer,
    ) as server:
        made = House(server, search, way, database, data / "withdrawals.jsonl")
        made.publish({n: f"Lunch club {n}" for n in range(GROUPS)})
        _caught_up(made)
        assert answers_by_itself(server, SEARCHES[0]) == (answers == "held")
        yield made
        _caught_up(made)
        assert answers_by_itself(server, SEARCHES[0]) == (answers == "held")


def _caught_up(house: House) -> None:
    """The index, asked through the server, equals the database in time."""
    deadline = time.monotonic() + CAUGHT_UP_S
    while not _equal(house):
        assert time.monotonic() < deadline, house.server.log.read_text()[-3000:]
        time.sleep(0.2)


def _equal(house: House) -> bool:
    """Ids and names of all that is found are those of all that is published."""
    answer = house.server.ask("/v1/search?q=lunch&limit=100")
    told = answer.json()
    if answer.status != 200 or told["degraded"]:
        return False
    found = {one["listing"]["id"]: one["listing"]["name"] for one in told["results"]}
    standing = house.server.ask("/readyz").json()
    at = standing.get("index_position"), standing.get("directory_position")
    return found == house.published() and at[0] == at[1] and told["total"] == len(found)


def _killed(house: House) -> Callable[[], None]:
    house.search.kill()
    return house.search.start


def _hanging(house: House) -> Callable[[], None]:
    house.search.pause()
    return house.search.resume


def _slow(house: House) -> Callable[[], None]:
    house.way.delay_s = 3.0

    def quick() -> None:
        house.way.delay_s = 0.0

    return quick


FAULTS: dict[str, Callable[[House], Callable[[], None]]] = {
    "killed": _killed,
    "hanging": _hanging,
    "slow": _slow,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_database_answers_until_it_returns(house: House, fault: str) -> None:
    mend = FAULTS[fault](house)
    try:
        time.sleep(JUST_SEEN_S)
        _answers_meanwhile(house)
        names = dict(house.names)
        _writes_meanwhile(house, fault, names)
        victim = min(house.published())
        _withdrawn_is_gone(house, victim)
    finally:
        mend()
    _caught_up(house)
    found = house.searched(f"/v1/search?q=lunch+{fault}")[1]
    assert len(found) >= 2
    assert victim not in house.searched("/v1/search?q=lunch&limit=100")[1]


def test_a_server_that_takes_long_for_each_question_has_no_longer_for_all(house: House) -> None:
    """Each answer comes in time; where nothing is found, many are asked for."""
    house.way.delay_s = LATE_S
    try:
        time.sleep(JUST_SEEN_S)
        began = time.monotonic()
        degraded, found = house.searched(IN_VAIN)
        assert time.monotonic() - began < WITHIN_S
    finally:
        house.way.delay_s = 0.0
    assert (degraded, found) == (True, set())
    _caught_up(house)


def _answers_meanwhile(house: House) -> None:
    id_ = min(house.published())
    for path in SEARCHES[:3]:
        began = time.monotonic()
        degraded, found = house.searched(path)
        assert time.monotonic() - began < WITHIN_S, path
        assert degraded, path
        assert found <= set(house.published())
    assert house.searched(SEARCHES[0])[1]
    for path in doors(id_):
        assert house.server.ask(path).status < 500, path


def _writes_meanwhile(house: House, fault: str, names: dict[int, str]) -> None:
    """Two are new, two are changed, one is said no more."""
    first = max(names) + 1
    names |= {first: f"Lunch {fault} one", first + 1: f"Lunch {fault} two"}
    for number in list(names)[:2]:
        names[number] += f", {fault}"
    names.pop(list(names)[5])
    house.publish(names)


def _withdrawn_is_gone(house: House, victim: str) -> None:
    withdraw(house.database, house.ledger, victim, "made up", SystemClock().now())
    time.sleep(1.0)
    for path in ("/v1/search?q=lunch&limit=100", "/v1/search?near=WA15&limit=100"):
        assert victim not in house.searched(path)[1]
    assert house.server.ask(f"/v1/listings/{victim}").status == 410


def test_a_server_that_has_lost_its_data_is_filled_again(house: House) -> None:
    house.search.lose_everything()
    degraded, found = house.searched("/v1/search?q=lunch&limit=100")
    assert found <= set(house.published())
    assert degraded or found == set(house.published())
    _caught_up(house)


def test_many_who_search_in_vain_hold_up_nobody_else(house: House) -> None:
    """Two hundred at once, while the search server hangs."""
    house.search.pause()
    time.sleep(JUST_SEEN_S)
    try:
        with ThreadPoolExecutor(200) as many:
            asked = [many.submit(house.server.ask, SEARCHES[1]) for _ in range(200)]
            began = time.monotonic()
            assert house.server.ask("/healthz").status == 200
            assert time.monotonic() - began < WITHIN_S
            _listings_are_read(house)
            answers = [one.result() for one in asked]
    finally:
        house.search.resume()
    assert {one.status for one in answers} in ({200}, {200, 503})
    assert all("retry-after" in one.headers for one in answers if one.status == 503)
    assert all(one.json()["degraded"] for one in answers if one.status == 200)
    _caught_up(house)


def _listings_are_read(house: House) -> None:
    """Where they are asked to wait at first, they have not to wait long."""
    deadline = time.monotonic() + WITHIN_S
    while (answer := house.server.ask("/hsds/v3/services")).status != 200:
        assert answer.status == 503, answer.body
        assert int(answer.headers["retry-after"]) > 0
        assert time.monotonic() < deadline
        time.sleep(0.2)
