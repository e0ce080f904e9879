"""The embedded index lost or damaged under a server: answered meanwhile, built anew by itself.

Both where each search asks the index, and where all listings are held.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from directory import migrating
from directory.documents.reading import Reading
from journeys.catalogue import catch_up
from journeys.publish import publish_records
from places.gazetteer import Gazetteer
from runtime.clock import SystemClock
from runtime.database import Database
from tests.fixtures.every_door import doors
from tests.fixtures.records import facts, record
from tests.fixtures.served import ServerProcess, served, with_places
from tests.fixtures.ways import WAYS, answers_by_itself

ALL = "/v1/search?q=lunch&limit=100"
CAUGHT_UP_S = 60.0
Damage = Callable[[Path], None]


class House:
    """A server of one folder, and the hand of a publisher."""

    def __init__(self, server: ServerProcess, index: Path, database: Database, module: str) -> None:
        self.server, self.index, self.database, self.module = server, index, database, module
        self._names: list[str] = []

    def publish(self, name: str) -> None:
        self._names.append(name)
        said = [record("council", str(n), one, "WA15 7UN") for n, one in enumerate(self._names)]
        publish_records(self.database, facts("council"), said, SystemClock(), complete=True)

    def published(self) -> set[str]:
        return {one.id for one in Reading(self.database, SystemClock()).published()}

    def found(self) -> tuple[bool, set[str]]:
        answer = self.server.ask(ALL)
        assert answer.status == 200, answer.body
        told = answer.json()
        return told["degraded"], {one["listing"]["id"] for one in told["results"]}


@pytest.fixture(scope="module", params=WAYS)
def house(
    request: pytest.FixtureRequest,
    gazetteer: Gazetteer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:
    assert gazetteer.postcode("WA15 7UN") is not None
    data = with_places(tmp_path_factory.mktemp("search-folder") / "data")
    database = Database(f"sqlite:///{data / 'fingerpost.sqlite3'}")
    migrating.upgrade(database)
    made_up = [record("others", str(n), f"Lunch club {n}", "WA15 7UN") for n in range(20)]
    publish_records(database, facts("others"), made_up, SystemClock(), complete=True)
    catch_up(Reading(database, SystemClock()), database)
    with served(data, module=WAYS[request.param]) as server:
        made = House(server, data / "index", database, WAYS[request.param])
        _is_whole(made)
        assert answers_by_itself(server, ALL) == (request.param == "held")
        yield made
    database.close()


def _is_whole(house: House) -> None:
    deadline = time.monotonic() + CAUGHT_UP_S
    while house.found() != (False, house.published()):
        assert time.monotonic() < deadline, house.server.log.read_text()[-3000:]
        time.sleep(0.05)


def _each(pattern: str, damage: Callable[[bytes], bytes]) -> Damage:
    """Puts a damaged file in the place of each; cutting one off in place would end the process."""

    def spoil(index: Path) -> None:
        for file in sorted(index.glob(pattern)):
            spoilt = file.with_name("spoilt")
            spoilt.write_bytes(damage(file.read_bytes()))
            spoilt.replace(file)

    return spoil


def _overwrite(index: Path) -> None:
    """In place, under a process that has the files mapped."""
    for file in index.glob("g*/*.store"):
        with file.open("r+b") as spoilt:
            spoilt.write(b"\x7f" * file.stat().st_size)


def _delete(folder: Path) -> None:
    """At one moment, whatever the server is writing into it."""
    gone = folder.with_name("gone")
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


DAMAGES: dict[str, Damage] = {
    "deleted": _delete,
    "segments cut off": _each("g*/*.store", lambda body: body[: len(body) // 2]),
    "postings gone": _each("g*/*.idx", lambda _: b""),
    "garbage": _each("g*/*.term", lambda body: b"\x7f" * len(body)),
    "overwritten in place": _overwrite,
    "meta.json broken": _each("g*/meta.json", lambda _: b"{"),
    "current.json broken": _each("current.json", lambda _: b"nonsense"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_it_is_built_anew_by_itself(house: House, damage: str) -> None:
    DAMAGES[damage](house.index)
    house.publish(f"Lunch after {damage}")
    for path in doors(min(house.published())):
        assert house.server.ask(path).status < 500, path
    assert house.found()[1] <= house.published()
    _is_whole(house)


def _put_in_the_way(folder: Path) -> None:
    """A file where the folder was, however quickly the server makes that anew."""
    while not folder.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            folder.write_text("in the way of the folder")


def test_where_nothing_can_be_written_it_is_answered_until_it_can(house: House) -> None:
    _put_in_the_way(house.index)
    house.publish("Lunch without a folder")
    time.sleep(1.0)
    degraded, found = house.found()
    assert degraded
    assert found <= house.published()
    for path in doors(min(house.published())):
        assert house.server.ask(path).status < 500, path
    house.index.unlink()
    _is_whole(house)


def test_a_server_that_starts_on_damage_answers_and_heals(house: House) -> None:
    """As after a file was cut off in place, which ends a process that has it mapped."""
    data = house.index.parent
    house.server.asked_to_end()
    house.server.process.wait()
    for file in house.index.glob("g*/*.idx"):
        os.truncate(file, file.stat().st_size // 2)
    with served(data, module=house.module) as server:
        assert "while the database answers searches" in server.log.read_text()
        again = House(server, house.index, house.database, house.module)
        assert again.found()[1] == house.published()
        _is_whole(again)
