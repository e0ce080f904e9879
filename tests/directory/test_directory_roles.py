"""Three roles on a real PostgreSQL: what each may do is enough, and no more."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from commands.parts import Parts
from commands.serve import build_app, make_ready
from directory import granting, migrating
from directory.jobs.declaring import Declared, declare
from directory.operators import new_key
from journeys.catalogue import catch_up
from journeys.exports.bulk import Bulk
from journeys.exports.formats import FORMATS
from journeys.index import follow
from journeys.keeping.publication import publish_due
from journeys.publish import publish_records
from places.gazetteer import Gazetteer
from runtime import jobs
from runtime.connecting import Connecting, Purpose
from runtime.database import Database
from runtime.settings import Settings
from schema.encoding import encode
from tests.fakes.listings import SERVICES
from tests.fakes.published import publish
from tests.fixtures.commanding import fingerpost
from tests.fixtures.desk import TEA
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.served import PATIENCE_S, ROOT, environment, with_places
from tests.web.made_up import COUNCIL, COUNCIL_SAYS

ROLES = Path(__file__).resolve().parents[2] / "migrations" / "roles.sql"


@dataclass
class Town:
    """One database with its three roles."""

    superuser: str

    def url(self, role: str) -> str:
        return self.superuser.replace("postgres@", f"fingerpost_{role}@", 1)

    def make_roles(self) -> None:
        address = self.superuser.replace("+psycopg", "", 1)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(ROLES.read_text())  # type: ignore[call-overload]

    def database(self, role: str, purpose: Purpose = "working") -> Database:
        return Database(self.url(role), Connecting(purpose=purpose))


@pytest.fixture
def town(postgres: PostgresServer) -> Town:
    made = Town(postgres.new_database())
    made.make_roles()
    owner = made.database("migrating", "migrating")
    migrating.upgrade(owner)
    jobs.prepare(owner.url)
    granting.grant(owner)
    owner.close()
    return made


@pytest.fixture
def serving(town: Town, tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Parts]:
    """The parts of a serving process over a filled database, under its own role."""
    harvesting = town.database("harvesting")
    publish(harvesting, [encode(one) for one in SERVICES])
    settings = Settings(data_dir=tmp_path, database_url=town.url("serving"))
    parts = Parts(settings, purpose="serving")
    parts.__dict__["gazetteer"] = gazetteer
    catch_up(parts.reading, harvesting)
    Bulk(tmp_path / "exports", harvesting, parts.clock).make()
    harvesting.close()
    follow(parts.reading, parts.index)
    yield parts
    parts.close()


FORBIDDEN = (
    "DELETE FROM document",
    "UPDATE document SET body = ''",
    "INSERT INTO document (kind, id) VALUES ('service', 'x')",
    "TRUNCATE document",
    "UPDATE change_counter SET number = 0",
    "DELETE FROM change",
    "UPDATE award SET level = 'gold'",
    "DELETE FROM record",
    "UPDATE job SET holder = 'nobody'",
    "DELETE FROM job",
    "DELETE FROM catalogue_service",
    "INSERT INTO operator_key (id) VALUES ('x')",
    "DROP TABLE document",
    "ALTER TABLE document ADD COLUMN more text",
    "CREATE TABLE mine (id text)",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_who_serves_cannot_change_the_directory(town: Town, statement: str) -> None:
    _refused(town.url("serving").replace("+psycopg", "", 1), statement)


def test_the_whole_api_works_for_who_serves(serving: Parts) -> None:
    make_ready(serving)
    app = build_app(serving)
    with TestClient(app, raise_server_exceptions=False) as client:
        paths = client.get("/openapi.json").json()["paths"]
        asked = [path for path in paths if "get" in paths[path] and "{" not in path]
        assert len(asked) > 20
        for path in asked:
            answer = client.get(path)
            assert answer.status_code < 500, (path, answer.text)
        files = [one["name"] for one in client.get("/bulk/").json()["files"]]
        assert files == [one.file for one in FORMATS.values()]
        assert {client.get(f"/bulk/{name}").status_code for name in files} == {200}
        listing = str(SERVICES[0].id)
        assert client.get(f"/v1/listings/{listing}").status_code == 200
        assert client.get("/v1/search", params={"q": "tea"}).status_code == 200
        assert _submit(client).status_code == 201
        report = {"kind": "other", "text": "made up"}
        sent = client.post(f"/v1/listings/{listing}/reports", json=report)
        assert sent.status_code < 300, sent.text
        assert client.get("/readyz").status_code == 200


def test_who_harvests_publishes_what_who_serves_received(serving: Parts, town: Town) -> None:
    with TestClient(build_app(serving)) as client:
        assert _submit(client).status_code == 201
    harvesting = town.database("harvesting")
    assert publish_due(harvesting, serving.gazetteer, serving.clock) == 0
    moderated = "UPDATE submission SET publication_due = true"
    with harvesting.writing() as connection:
        connection.exec_driver_sql(moderated)
    assert publish_due(harvesting, serving.gazetteer, serving.clock) == 1
    report = publish_records(harvesting, COUNCIL, COUNCIL_SAYS, serving.clock, complete=True)
    assert report.counts.new == len(COUNCIL_SAYS)
    assert catch_up(serving.reading, harvesting) > 0
    harvesting.close()


def test_a_worker_publishes_what_a_group_confirmed_at_the_server(
    serving: Parts, town: Town, tmp_path: Path
) -> None:
    harvesting = town.database("harvesting")
    operator = new_key(harvesting, "Moderator of Example Council", serving.clock.now())
    with TestClient(build_app(serving)) as client, capture_logs() as said:
        sent = _submit(client).json()
        own, group = f"/v1/submissions/{sent['id']}", _bearer(sent["token"])
        assert client.post(f"{own}/publish", headers=_bearer(operator)).status_code == 200
        later = serving.clock.now() + timedelta(hours=1)
        declare(harvesting, "submissions", {"": Declared(30, later)}, serving.clock.now())
        assert client.post(f"{own}/confirm", headers=group).json().get("listing_id") is None
        assert harvesting.rows("SELECT due_at <= now() FROM job", {}) == [(True,)]
        with _working(town, tmp_path, "submissions"):
            listing = _until(lambda: client.get(own, headers=group).json().get("listing_id"))
            assert client.get(f"/v1/listings/{listing}").json()["name"] == TEA["name"]
            follow(serving.reading, serving.index)
            found = client.get("/v1/search", params={"q": TEA["name"]}).json()["results"]
            assert listing in [one["listing"]["id"] for one in found]
            assert client.post(f"{own}/close", headers=group).status_code == 200
            _until(lambda: client.get(f"/v1/listings/{listing}").json()["status"] == "defunct")
    assert {one["log_level"] for one in said} <= {"info"}, said
    assert "submissions stay due; a worker publishes them" in [one["event"] for one in said]
    harvesting.close()


def test_what_a_role_may_is_granted_again_after_each_migration(town: Town, tmp_path: Path) -> None:
    owner = town.database("migrating", "migrating")
    with owner.writing() as connection:
        connection.exec_driver_sql(
            f"REVOKE ALL ON SCHEMA {jobs.SCHEMA} FROM fingerpost_harvesting;"
            "REVOKE ALL ON submission FROM fingerpost_serving"
        )
    owner.close()
    as_owner = environment(tmp_path, database_url=town.url("migrating"))
    fingerpost(as_owner, "migrate", "--to", migrating.REVISIONS[-2])
    fingerpost(as_owner, "migrate")
    with jobs_of(town.url("harvesting")) as sending:
        assert sending.put("harvest", "clubs")
    serving = town.database("serving", "serving")
    with serving.writing() as connection:
        assert connection.exec_driver_sql("DELETE FROM submission").rowcount == 0
    serving.close()


def test_who_serves_does_not_see_the_queue(town: Town) -> None:
    _refused(
        town.url("serving").replace("+psycopg", "", 1), f"TABLE {jobs.SCHEMA}.procrastinate_jobs"
    )


def test_who_harvests_cannot_change_the_tables_themselves(town: Town) -> None:
    address = town.url("harvesting").replace("+psycopg", "", 1)
    for statement in ("DROP TABLE document", "CREATE TABLE mine (id text)"):
        _refused(address, statement)


def test_nothing_is_written_when_nothing_is_missing(town: Town) -> None:
    database = town.database("serving", "serving")
    assert not migrating.upgrade(database)
    database.close()


def test_a_process_says_what_it_is_for_and_waits_no_longer_than_set(town: Town) -> None:
    limits = Connecting(
        purpose="serving", statement_s=0.3, lock_s=0.2, pool=1, overflow=0, wait_s=0.1
    )
    database = Database(town.url("serving"), limits)
    settings = ("application_name", "statement_timeout", "lock_timeout")
    told = [database.rows(f"SHOW {name}", {})[0][0] for name in settings]
    assert told == ["fingerpost serving", "300ms", "200ms"]
    with pytest.raises(psycopg.errors.QueryCanceled):
        database.rows("SELECT pg_sleep(5)", {})
    with database.reading(), pytest.raises(Exception, match="QueuePool limit"):
        database.rows("SELECT 1", {})
    database.close()


@contextmanager
def jobs_of(url: str) -> Iterator[jobs.Sending]:
    sending = jobs.Sending(url)
    sending.open()
    yield sending
    sending.close()


@contextmanager
def _working(town: Town, folder: Path, kind: str) -> Iterator[None]:
    """`fingerpost worker` as who harvests; it must end well."""
    env = environment(with_places(folder / "worker"), database_url=town.url("harvesting"))
    command = [sys.executable, "-m", "commands", "worker", "--only", kind]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        yield
        process.terminate()
        assert process.wait(PATIENCE_S) == 0, (folder / "log").read_text()
    finally:
        process.kill()
        process.wait()
    assert "permission denied" not in (folder / "log").read_text()


def _until(look: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < deadline
        time.sleep(0.3)
    return found


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _submit(client: TestClient) -> Any:
    contact = {"email": "someone@private.example", "phone": "07700 900123"}
    return client.post("/v1/submissions", json={"listing": TEA, "contact": contact})


def _refused(address: str, statement: str) -> None:
    refusal = pytest.raises(psycopg.errors.InsufficientPrivilege)
    with psycopg.connect(address) as connection, refusal:
        connection.execute(statement)  # type: ignore[call-overload]
