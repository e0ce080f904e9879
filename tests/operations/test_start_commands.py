"""What the image and the services start, run and ended as they would run and end it."""

import time
from pathlib import Path

import pytest

from places.gazetteer import Gazetteer
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.served import PATIENCE_S
from tests.operations.machine import Machine, check_of, instruction, started
from tests.operations.test_container import SERVICES


@pytest.fixture(autouse=True)
def _places_are_built(gazetteer: Gazetteer) -> None:
    assert gazetteer.postcode("M33 7ZF") is not None


def test_the_image_serves_by_itself(tmp_path: Path) -> None:
    machine = Machine(tmp_path, None)
    env = machine.environment()
    healthcheck = instruction("HEALTHCHECK")
    assert not machine.healthy(healthcheck, env)
    with started(machine, [*instruction("ENTRYPOINT"), *instruction("CMD")], healthcheck, env):
        assert (machine.data / "fingerpost.sqlite3").exists()
    assert str(machine.code) not in machine.log()


def test_the_services_start_in_their_order(tmp_path: Path, postgres: PostgresServer) -> None:
    machine = Machine(tmp_path, postgres.new_database())
    entrypoint = instruction("ENTRYPOINT")
    worker = machine.environment("worker")
    assert not machine.healthy(check_of("worker"), worker)
    once = machine.start(
        [*entrypoint, *SERVICES["migrate"]["command"]], machine.environment("migrate")
    )
    assert once.wait(timeout=PATIENCE_S) == 0, machine.log()
    assert not machine.healthy(check_of("worker"), worker)
    api = machine.environment("api")
    served = [*entrypoint, *SERVICES["api"]["command"]]
    with started(machine, served, check_of("api"), api):
        worked = [*entrypoint, *SERVICES["worker"]["command"]]
        with started(machine, worked, check_of("worker"), worker):
            machine.wait_until_it_says("Working")
            time.sleep(1)
    assert "Traceback" not in machine.log()
