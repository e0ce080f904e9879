"""Every service of compose.yaml by its own command: keys made, harvested, and searched through."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from places.gazetteer import Gazetteer
from runtime.jobs import libpq
from tests.fixtures.served import PATIENCE_S, ROOT, with_places
from tests.fixtures.standing import is_well
from tests.operations.engines import made_secrets, meilisearch, postgis
from tests.operations.machine import Machine, check_of, found, instruction, started
from tests.operations.test_container import SERVICES

KEYS = ("fingerpost_search_key", "fingerpost_search_writer_key")


class Stack:
    """One machine's containers, with PostgreSQL and Meilisearch beside them."""

    def __init__(self, machine: Machine, search_url: str) -> None:
        self.machine, self.search_url = machine, search_url

    @property
    def master_key(self) -> str:
        return (self.machine.secrets / "meilisearch_master_key").read_text()

    def environment(self, service: str) -> dict[str, str]:
        said = self.machine.environment(service)
        is_elsewhere = SERVICES[service]["environment"]["FINGERPOST_SEARCH_URL"]
        return {**said, "FINGERPOST_SEARCH_URL": self.search_url if is_elsewhere else ""}

    def command(self, service: str) -> list[str]:
        return [*instruction("ENTRYPOINT"), *SERVICES[service]["command"]]

    def run(self, service: str, *command: str, said: str = "", **instead: str) -> str:
        """What `docker compose run -T SERVICE COMMAND` prints, once it has ended well."""
        done = self.ended(service, *command, said=said, **instead)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ended(
        self, service: str, *command: str, said: str = "", **instead: str
    ) -> "subprocess.CompletedProcess[str]":
        """What came of it, however it ended; `instead` are other values of its environment."""
        return subprocess.run(
            found([*instruction("ENTRYPOINT"), *command]),
            cwd=self.machine.data,
            env={**self.environment(service), **instead},
            input=said,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def stack(gazetteer: Gazetteer, tmp_path: Path) -> Iterator[Stack]:
    """The steps of the guide up to the services: empty files of keys, then the keys themselves."""
    assert gazetteer.postcode("M33 7ZF") is not None
    secrets = made_secrets(tmp_path)
    with postgis(secrets) as database, meilisearch(secrets) as search_url:
        machine = Machine(tmp_path, None)
        for file in secrets.iterdir():
            there = file.read_text().replace("@postgis/", f"@{database}/")
            (machine.secrets / file.name).write_text(there)
        made = Stack(machine, search_url)
        told = made.run("worker", "search-keys", said=made.master_key)
        _keep_search_keys(tmp_path / "deploy", told)
        for name in KEYS:
            shutil.copy(secrets / name, machine.secrets)
        yield made


def _keep_search_keys(deploy: Path, told: str) -> None:
    script = shutil.copy(ROOT / "deploy" / "keep-search-keys.sh", deploy)
    subprocess.run([script], input=told, text=True, check=True)


def test_the_whole_stack_starts_harvests_and_is_searched(stack: Stack) -> None:
    machine = stack.machine
    migrate = machine.start(stack.command("migrate"), stack.environment("migrate"))
    assert migrate.wait(timeout=PATIENCE_S) == 0, machine.log()
    api, worker = stack.environment("api"), stack.environment("worker")
    with (
        started(machine, stack.command("api"), check_of("api"), api),
        started(machine, stack.command("worker"), check_of("worker"), worker),
    ):
        stack.run("worker", "demo", "--only-prepare")
        ready = _ready(machine)
        assert ready["listings"] > 0
        answer = machine.ask("/v1/search?q=debt+advice&near=M33&within=20mi")
        assert answer["degraded"] is False
        assert answer["total"] > 0
        assert answer["facets"]["category"]
        listing = answer["results"][0]["listing"]["id"]
        assert machine.ask(f"/v1/listings/{listing}")["id"] == listing
        assert {one["health"] for one in machine.ask("/v1/sources")["sources"]} <= {"ok", "late"}
    log = machine.log()
    assert "Traceback" not in log
    assert "permission denied" not in log
    assert stack.master_key not in log


def test_a_backup_is_tried_out_beside_and_brought_back(stack: Stack, tmp_path: Path) -> None:
    """With the live secrets in reach of who tries it out, which are passed over as they are set to
    nothing; then by the worker, into the database it was of."""
    stack.run("migrate", "migrate")
    stack.run("worker", "demo", "--only-prepare")
    backups, proof = tmp_path / "backups", with_places(tmp_path / "proof")
    backups.mkdir()
    stack.run("worker", "backup", str(backups))
    (backup,) = map(str, backups.iterdir())
    stack.run("worker", "withdraw", *_listings(stack)[:1], "--reason", "made up")
    reached = stack.environment("worker")["FINGERPOST_SECRETS_DIR"]
    beside = {"FINGERPOST_DATA_DIR": str(proof), "FINGERPOST_SECRETS_DIR": reached}
    before = _listings(stack)
    stack.run("proof", "restore", backup, "--replace", **beside)
    assert (proof / "fingerpost.sqlite3").exists()
    assert json.loads(stack.run("proof", "search", "debt advice", "--json", **beside))
    assert _listings(stack) == before
    refused = stack.ended("worker", "restore", backup)
    assert "holds something" in refused.stderr
    stack.run("worker", "restore", backup, "--replace")
    assert _listings(stack) == before


def _listings(stack: Stack) -> list[str]:
    """What is published in the live database, as who serves reads it."""
    url = (stack.machine.secrets / "fingerpost_serving_url").read_text()
    with psycopg.connect(libpq(url)) as connection:
        found = connection.execute(
            "SELECT id FROM document WHERE kind = 'service' AND state = 'published' ORDER BY id"
        )
        return [row[0] for row in found]


def _ready(machine: Machine) -> Any:
    """What /readyz says once all that was published can be found."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        told = machine.ask("/readyz")
        caught_up = told["index_position"] == told["directory_position"] > 0
        if caught_up and is_well(told):
            return told
        assert time.monotonic() < deadline, (told, machine.log()[-3000:])
        time.sleep(0.3)
