"""Beside a server: little is taken in at once, much by another process, by one for all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commands.keeping_up import MUCH, KeepingUp
from runtime.children import Child
from runtime.locks import FileLock


class MadeUpChild(Child):
    """Ends when it is told how."""

    def __init__(self) -> None:
        self.ended: int | None = None

    @property
    def exit_code(self) -> int | None:
        return self.ended

    def stop(self, grace_s: float) -> None:
        self.ended = 0


class Server:
    """A serving process with something to follow, and as many changes waiting as it is told."""

    def __init__(self, folder: Path, waiting: Callable[[], int]) -> None:
        self.children: list[MadeUpChild] = []
        self.followed = 0
        self.up = KeepingUp(waiting, FileLock(folder / "lock"), self._start)
        self._work = self.up.unless_apart(self._follow)

    def turn(self) -> None:
        self.up.turn()
        self._work()

    def _start(self) -> Child:
        self.children.append(MadeUpChild())
        return self.children[-1]

    def _follow(self) -> None:
        self.followed += 1


@pytest.fixture
def waiting() -> list[int]:
    return [0]


@pytest.fixture
def server(tmp_path: Path, waiting: list[int]) -> Iterator[Server]:
    made = Server(tmp_path, lambda: waiting[0])
    yield made
    made.up.stop()


@pytest.fixture
def other(tmp_path: Path, waiting: list[int]) -> Iterator[Server]:
    made = Server(tmp_path, lambda: waiting[0])
    yield made
    made.up.stop()


def test_little_is_taken_in_by_the_server_itself(server: Server, waiting: list[int]) -> None:
    for waiting[0] in (0, 1, MUCH):
        server.turn()
    assert (server.followed, server.children) == (3, [])


def test_much_is_taken_in_by_one_other_process_of_all_that_serve(
    server: Server, other: Server, waiting: list[int]
) -> None:
    waiting[0] = MUCH + 1
    for one in (server, other) * 3:
        one.turn()
    assert (len(server.children), len(other.children)) == (1, 0)
    assert (server.followed, other.followed) == (0, 0)
    server.children[0].ended, waiting[0] = 0, 2
    for one in (server, other):
        one.turn()
    assert (server.followed, other.followed) == (1, 1)


def test_after_one_that_failed_the_server_does_it_itself(
    server: Server, waiting: list[int]
) -> None:
    waiting[0] = MUCH + 1
    server.turn()
    server.children[0].ended = 1
    server.turn()
    assert (len(server.children), server.followed) == (1, 1)
    server.turn()
    assert (len(server.children), server.followed) == (2, 1)


def test_at_the_end_the_other_process_ends_and_another_server_may_start_one(
    server: Server, other: Server, waiting: list[int]
) -> None:
    waiting[0] = MUCH + 1
    server.turn()
    server.up.stop()
    assert server.children[0].ended == 0
    other.turn()
    assert len(other.children) == 1
