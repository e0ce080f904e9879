"""How connections are taken: a crowd of them in few rounds of the event loop."""

import asyncio
import socket
from contextlib import ExitStack, closing
from math import ceil
from pathlib import Path

import pytest
import uvloop

from commands.listening import AT_ONCE, bound, listening
from tests.fixtures.commanding import fingerpost
from tests.fixtures.ports import free_port
from tests.fixtures.served import environment, with_places

CROWD = 4 * AT_ONCE
BESIDE = 4
"""Rounds in which the loop does something else: it begins, and wakes up whoever waits."""


async def _rounds(sockets: list[socket.socket]) -> int:
    """In how many rounds of the loop a crowd is taken that came before the first of them."""
    loop, taken, rounds = asyncio.get_running_loop(), 0, 0

    class Taken(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            nonlocal taken
            taken += 1
            transport.close()

    with ExitStack() as crowd:
        address = sockets[0].getsockname()
        sockets[0].listen(CROWD)
        for _ in range(CROWD):
            crowd.enter_context(closing(socket.create_connection(address, timeout=10)))
        servers = [await loop.create_server(Taken, sock=one, backlog=CROWD) for one in sockets]
        while taken < CROWD:
            rounds += 1
            await asyncio.sleep(0)
        for server, listened in zip(servers, sockets, strict=True):
            server.close()
            listened.close()
    return rounds


@pytest.mark.parametrize("loop", [uvloop.new_event_loop, asyncio.new_event_loop])
def test_a_crowd_is_taken_in_few_rounds_of_the_event_loop(loop: type) -> None:
    sockets = listening(bound("127.0.0.1", free_port()))
    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(_rounds(sockets)) <= ceil(CROWD / AT_ONCE) + BESIDE


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_an_address_that_is_taken_is_told_before_anyone_is_invited(
    command: str, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        env = environment(with_places(tmp_path / "data"))
        done = fingerpost(env, command, "--port", str(port), code=1)
    assert f"http://127.0.0.1:{port} is taken" in done.stderr
    assert "--port" in done.stderr
    assert "Open" not in done.stdout


def test_an_address_of_another_machine(tmp_path: Path) -> None:
    done = fingerpost(environment(tmp_path), "serve", "--host", "192.0.2.1", code=1)
    assert "http://192.0.2.1:8000 cannot be served on" in done.stderr
    assert "--host" in done.stderr
