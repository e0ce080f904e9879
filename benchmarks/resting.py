"""Waiting until a server has done what it does after it began, so that answering alone is told."""

from time import perf_counter, sleep

from benchmarks.load.watching import look
from benchmarks.serving import Client, Served

READS_AHEAD_S, LOOKS_EVERY_S, RESTING_S, QUIET_LOOKS = 900.0, 5.0, 0.1, 4
"""A server is at rest that took so little processor time between that many looks."""


def rested(served: Served) -> None:
    """Have a server asked once, and wait until it has read ahead what it reads after that."""
    client, until = Client(served.port), perf_counter() + READS_AHEAD_S
    client.get("/v1/search?q=help")
    client.close()
    taken, quiet = look(served.pid).server_s, 0
    while quiet < QUIET_LOOKS and perf_counter() < until:
        sleep(LOOKS_EVERY_S)
        before, taken = taken, look(served.pid).server_s
        quiet = quiet + 1 if taken - before <= RESTING_S else 0
