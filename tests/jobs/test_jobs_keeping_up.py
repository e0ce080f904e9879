"""Beside a server: little is taken in at once, much by another process, by one for all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commands import keeping_up
from commands.keeping_up import MUCH, KeepingUp
from commands.parts import Parts
from runtime.children import Child
from runtime.locks import FileLock
from runtime.settings import Settings
from schema.encoding import encode
from search.embedded import EmbeddedIndex
from tests.fakes.listings import service
from tests.fakes.published import publish

BESIDE_A_PARENT = (
    "live_no_longer_than_parent",
    "hand_back_when_asked",
    "let_others_go_first",
    "configure",
)
"""What a process does that was started for it, and that of the tests does not."""


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


@pytest.mark.parametrize(("frees", "code"), [(True, 0), (False, 1)])
def test_the_other_process_tells_whether_it_could_write(
    frees: bool, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else has the writer's place, for good or until it is looked again."""
    parts, writing = Parts(Settings(data_dir=tmp_path)), EmbeddedIndex(tmp_path / "index")
    publish(parts.database, [encode(service("Choir"))])
    writing.rebuild((), 0)
    for name in BESIDE_A_PARENT:
        monkeypatch.setattr(keeping_up, name, lambda: None)
    monkeypatch.setattr(keeping_up, "open_parts", lambda: parts)
    monkeypatch.setattr(keeping_up, "BUSY_S", 0.2)
    monkeypatch.setattr(keeping_up.time, "sleep", lambda _s: frees and writing.release())
    with pytest.raises(SystemExit) as ended:
        keeping_up.main()
    writing.close()
    assert ended.value.code == code


def test_at_the_end_the_other_process_ends_and_another_server_may_start_one(
    server: Server, other: Server, waiting: list[int]
) -> None:
    waiting[0] = MUCH + 1
    server.turn()
    server.up.stop()
    assert server.children[0].ended == 0
    other.turn()
    assert len(other.children) == 1
