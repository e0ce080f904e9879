"""Memory is counted of a whole tree of processes, and held against what it may be."""

import subprocess
import sys
from pathlib import Path

import pytest

from runtime.memory_held import held_bytes, limit_bytes

MB = 1024 * 1024
HOLDS = "import sys; held = b'x' * (60 << 20); print(len(held), flush=True); sys.stdin.read()"
PASSES_ON = "import subprocess as s, sys; s.run([sys.executable, '-c', sys.argv[1]])"


def _begun(*command: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline().strip() == str(60 * MB).encode()
    return process


@pytest.mark.parametrize("command", [(HOLDS,), (PASSES_ON, HOLDS)], ids=["child", "grandchild"])
def test_what_those_below_hold_counts(command: tuple[str, ...]) -> None:
    before = held_bytes()
    with _begun(*command) as below:
        assert held_bytes() - before > 60 * MB
        assert held_bytes(below.pid) > 60 * MB


def test_a_process_that_is_gone_holds_nothing() -> None:
    with _begun(HOLDS) as process:
        pass
    assert held_bytes(process.pid) == 0


@pytest.mark.parametrize("said", ["max", None], ids=["no limit", "no file"])
def test_without_a_limit_it_is_the_machines(
    said: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "memory.max"
    if said:
        file.write_text(f"{said}\n")
    monkeypatch.setattr("runtime.memory_held.LIMIT", file)
    assert limit_bytes() > held_bytes()


def test_a_containers_limit_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "memory.max"
    file.write_text("2147483648\n")
    monkeypatch.setattr("runtime.memory_held.LIMIT", file)
    assert limit_bytes() == 2 * 1024 * MB


def test_where_nothing_is_told_it_is_nought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PROC", "LIMIT"):
        monkeypatch.setattr(f"runtime.memory_held.{name}", tmp_path / "none")
    assert (held_bytes(), limit_bytes()) == (0, 0)
