"""How much memory a process and those that it started hold, and how much they may."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from os import getpid
from pathlib import Path

PROC = Path("/proc")
LIMIT = Path("/sys/fs/cgroup/memory.max")
_PARENT = 1
"""The place of a field in /proc/PID/stat, counted after the program's name."""


def held_bytes(pid: int | None = None) -> int:
    """What this process, or `pid`, and all below it hold of their own; mapped files do not count.

    0 where the system does not tell it.
    """
    return sum(map(_own_bytes, _with_all_below(pid or getpid())))


def limit_bytes() -> int:
    """What they may hold: the container's limit, or else the machine's memory; 0 if unknown."""
    with suppress(OSError, ValueError):
        return int(LIMIT.read_text())
    return _said("meminfo", "MemTotal:")


def _own_bytes(pid: int) -> int:
    return _said(f"{pid}/status", "RssAnon:")


def _said(file: str, name: str) -> int:
    """A figure that a file of /proc gives in kB, as bytes; 0 if it is not there."""
    with suppress(OSError):
        for line in (PROC / file).read_text("utf-8", "replace").splitlines():
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    return 0


def _with_all_below(pid: int) -> Iterator[int]:
    children = _children()
    found = [pid]
    while found:
        one = found.pop()
        yield one
        found += children.get(one, ())


def _children() -> dict[int, list[int]]:
    children: dict[int, list[int]] = defaultdict(list)
    for stat in PROC.glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(stat.read_text("utf-8", "replace").rpartition(")")[2].split()[_PARENT])
            children[parent].append(int(stat.parent.name))
    return children
