"""Asks at the moment that was set for each request, however many still wait for their answers."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter

from benchmarks.load.arrivals import Arrival

PATIENCE_S = 30.0
BROKEN = 0
"""The status of a request that got no answer at all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request; its milliseconds count from when it should have been sent.

    `late_ms` of them passed before this side came to send it.
    """

    at_s: float
    door: str
    status: int
    took_ms: float
    says_when: bool
    late_ms: float


@dataclass(slots=True)
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class Askers:
    """As many kept-alive connections as are needed at once."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[_Connection] = []
        self.outcomes: list[Outcome] = []

    async def ask_all(self, arrivals: Iterable[Arrival]) -> None:
        """Send each request at its time; ends when the last was answered."""
        began, under_way = perf_counter(), set[asyncio.Task[None]]()
        for arrival in arrivals:
            await asyncio.sleep(max(0.0, began + arrival.at_s - perf_counter()))
            task = asyncio.create_task(self._ask(arrival, began))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)
        for one in self._idle:
            one.writer.close()

    async def _ask(self, arrival: Arrival, began: float) -> None:
        late_ms = (perf_counter() - began - arrival.at_s) * 1000
        try:
            status, says_when = await asyncio.wait_for(self._asked(arrival.path), PATIENCE_S)
        except (TimeoutError, OSError, EOFError, ValueError):
            status, says_when = BROKEN, False
        took_ms = (perf_counter() - began - arrival.at_s) * 1000
        told = (arrival.door, status, took_ms, says_when, late_ms)
        self.outcomes.append(Outcome(arrival.at_s, *told))

    async def _asked(self, path: str) -> tuple[int, bool]:
        connection = self._idle.pop() if self._idle else await self._connected()
        try:
            connection.writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            head = (await connection.reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.partition(b"content-length:")[2].split(None, 1)[0])
            await connection.reader.readexactly(length)
        except BaseException:
            connection.writer.close()
            raise
        if b"connection: close" in head:
            connection.writer.close()
        else:
            self._idle.append(connection)
        return int(head.split(None, 2)[1]), b"retry-after:" in head

    async def _connected(self) -> _Connection:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 20)
        return _Connection(reader, writer)


def asked(port: int, arrivals: Iterable[Arrival]) -> list[Outcome]:
    """What became of every request, in the order in which they ended."""
    askers = Askers(port)
    asyncio.run(askers.ask_all(arrivals))
    return askers.outcomes
