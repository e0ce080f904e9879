"""Who holds a lease: a process of which others on its machine can see that it has died."""

import os
import socket
from dataclasses import astuple, dataclass
from pathlib import Path

PROC = Path("/proc")
_STATE, _STARTED = 0, 19
"""Places of two fields in /proc/PID/stat, counted after the program's name."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process anywhere. `machine` is empty where the system does not tell it.

    `machine` is one start of one kernel with one table of processes: a process number means
    something in it alone, and containers of one host have tables of their own.
    """

    host: str
    machine: str
    pid: int
    started: str

    def __str__(self) -> str:
        return " ".join(map(str, astuple(self)))


def here() -> Holder:
    """This process."""
    host, pid = socket.gethostname() or "localhost", os.getpid()
    return Holder(host.replace(" ", "-"), _machine() or "-", pid, _started(pid) or "-")


def read_holder(text: str) -> Holder:
    """A holder as `str` wrote it."""
    host, machine, pid, started = text.split(" ")
    return Holder(host, machine, int(pid), started)


def has_died(text: str | None) -> bool:
    """Whether the holder ran on this machine and is certainly gone; False if nobody can say."""
    if not text:
        return False
    holder = read_holder(text)
    if holder.machine == "-" or holder.machine != _machine():
        return False
    return _started(holder.pid) != holder.started


def _machine() -> str:
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
        table = os.readlink(PROC / "self/ns/pid")
    except OSError:
        return ""
    return f"{boot}/{table}"


def _started(pid: int) -> str | None:
    """When a process started, in the kernel's ticks; None if it is gone or waits to be buried."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[_STATE] in "ZX" else fields[_STARTED]
