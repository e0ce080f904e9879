"""Nothing finer than the district of a searcher's place is kept: a canary is searched for, and
then looked for everywhere."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from directory import migrating
from journeys.publish import publish_records
from places.gazetteer import Gazetteer
from runtime.clock import SystemClock
from runtime.database import Database
from tests.fixtures.ports import free_port
from tests.fixtures.records import facts, record

CANARY = "WA15 7TZ"
DISTRICT = "WA15"
SEARCHES = 60
PATIENCE_S = 30


@dataclass
class Server:
    address: str
    folder: Path
    log: Path
    answered: list[bytes] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)

    def ask(self, path: str, body: bytes | None = None, kind: str = "application/json") -> bytes:
        """One request; its answer's headers are kept to be looked through."""
        request = Request(self.address + path, data=body, headers={"Content-Type": kind})
        try:
            with _OPENER.open(request, timeout=PATIENCE_S) as answer:
                said, headers = answer.read(), answer.headers
        except HTTPError as refused:
            said, headers = refused.read(), refused.headers
        self.headers.append(str(headers))
        self.answered.append(said)
        return said


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = build_opener(_NoRedirects)


@contextmanager
def _serving(folder: Path) -> Iterator[Server]:
    log, port = folder.parent / "server.log", free_port()
    environment = {**os.environ, "FINGERPOST_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "commands", "serve", "--port", str(port)]
    with log.open("wb") as written:
        process = subprocess.Popen(command, env=environment, stdout=written, stderr=written)
    server = Server(f"http://127.0.0.1:{port}", folder, log)
    try:
        _wait_until_ready(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE_S)


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        assert process.poll() is None, server.log.read_text()
        try:
            if b"ok" in server.ask("/healthz"):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server was not ready in {PATIENCE_S} s: {server.log.read_text()}")


@pytest.fixture
def served(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Server]:
    folder = tmp_path / "data"
    folder.mkdir()
    places = Path(__file__).resolve().parents[2] / "data" / "test-cache" / "places"
    (folder / "places").symlink_to(places)
    database = Database(f"sqlite:///{folder / 'fingerpost.sqlite3'}")
    migrating.upgrade(database)
    groups = [record("council", str(n), f"Lunch club {n}", "WA15 7UN") for n in range(3)]
    publish_records(database, facts("council"), groups, SystemClock(), complete=True)
    database.close()
    assert gazetteer.postcode(CANARY) is not None
    with _serving(folder) as server:
        yield server


def test_a_searchers_place_is_kept_nowhere(served: Server, gazetteer: Gazetteer) -> None:
    fact = gazetteer.postcode(CANARY)
    assert fact is not None
    for _ in range(SEARCHES):
        _search(served, f"{fact.lat},{fact.lon}")
    found = json.loads(served.ask("/v1/search", _json({"q": "lunch", "near": CANARY})))
    assert found["place"]["district"] == DISTRICT
    canary = _canary(fact.lat, fact.lon)
    assert canary.search(f"near={quote(CANARY)}".encode()), "the canary would not be seen"
    assert canary.search(f'{{"lat":{fact.lat}}}'.encode()), "the point would not be seen"
    assert canary.search(f"near={fact.lat},{fact.lon}".encode()), "the point would not be seen"
    time.sleep(1)
    for header in served.headers:
        assert not canary.search(header.encode()), header
    for file in _kept(served):
        assert not canary.search(file.read_bytes()), f"{file} holds the searcher's place"


def test_an_answer_names_the_district_alone(served: Server, gazetteer: Gazetteer) -> None:
    fact = gazetteer.postcode(CANARY)
    assert fact is not None
    page = served.ask("/", urlencode({"q": "lunch", "near": CANARY}).encode(), FORM)
    answer = served.ask("/v1/search", _json({"q": "lunch", "near": CANARY, "limit": 1}))
    assert DISTRICT.encode() in answer
    assert not _canary(fact.lat, fact.lon).search(answer)
    assert b"Lunch club" in page


FORM = "application/x-www-form-urlencoded"


def _search(server: Server, point: str) -> None:
    """Every way in which a place can be told, also wrongly."""
    words = quote("lunch club")
    server.ask(f"/v1/search?q={words}&near={quote(CANARY)}")
    server.ask(f"/v1/search?q={words}&near={quote(CANARY.lower().replace(' ', ''))}")
    server.ask(f"/v1/search?q={words}&near={quote(point)}&within_m=999999999")
    server.ask(f"/v1/search?near={quote(CANARY)}&sort=nonsense")
    server.ask("/v1/search", _json({"q": "lunch", "near": CANARY}))
    server.ask("/v1/search", _json({"q": "lunch", "near": CANARY})[:-1])
    server.ask(f"/v1/search?q={quote(f'lunch club {CANARY}')}")
    server.ask("/v1/search", _json({"q": f"{CANARY.lower()} lunch", "limit": 1}))
    server.ask("/", urlencode({"q": f"lunch {CANARY}"}).encode(), FORM)
    server.ask("/v1/search", urlencode({"near": CANARY}).encode(), FORM)
    server.ask(f"/v1/suggest?q={quote(CANARY)}")
    server.ask("/", urlencode({"q": "lunch", "near": CANARY, "within": "5"}).encode(), FORM)
    server.ask(f"/?q={words}&near={quote(CANARY)}")
    server.ask(f"/no/such/page/{quote(CANARY)}")


def _json(said: dict[str, object]) -> bytes:
    return json.dumps(said).encode()


def _canary(lat: float | None, lon: float | None) -> re.Pattern[bytes]:
    """The postcode in any spelling, and its point to three decimals or more.

    The seconds of a time of day may have the same digits: they follow two others and a colon.
    """
    outward, inward = CANARY.split()
    spellings = rf"{outward}(?:\s|\+|%20|%2B|_|-)*{inward}"
    point = "|".join(re.escape(str(abs(angle or 0))[:6]) for angle in (lat, lon))
    return re.compile(rf"{spellings}|(?<!\d\d:)(?<!\d)(?:{point})".encode(), re.IGNORECASE)


def _kept(server: Server) -> list[Path]:
    places = server.folder / "places"
    files = [path for path in server.folder.rglob("*") if path.is_file()]
    return [server.log, *(path for path in files if not path.is_relative_to(places))]
