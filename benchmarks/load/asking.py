"""Asks at the moment that was set for each request, however many still wait for their answers."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple

from benchmarks.load.arrivals import Arrival

PATIENCE_S = 30.0
BROKEN = 0
"""The status of a request that got no answer at all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request; its milliseconds count from when it should have been sent.

    `late_ms` of them passed before this side came to send it. By `request_id` the server's own log
    tells what it took there.
    """

    at_s: float
    door: str
    status: int
    took_ms: float
    says_when: bool
    late_ms: float
    path: str = ""
    request_id: str = ""


@dataclass(slots=True)
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class _Said(NamedTuple):
    """What the head of an answer says."""

    status: int
    says_when: bool = False
    request_id: str = ""


class Askers:
    """As many kept-alive connections as are needed at once.

    `began_s` is the second of `perf_counter` from which arrivals count.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[_Connection] = []
        self.outcomes: list[Outcome] = []
        self.began_s = 0.0

    async def ask_all(self, arrivals: Iterable[Arrival]) -> None:
        """Send each request at its time; ends when the last was answered."""
        under_way = set[asyncio.Task[None]]()
        self.began_s = perf_counter()
        for arrival in arrivals:
            await asyncio.sleep(max(0.0, self.began_s + arrival.at_s - perf_counter()))
            task = asyncio.create_task(self._ask(arrival))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)
        for one in self._idle:
            one.writer.close()

    async def _ask(self, arrival: Arrival) -> None:
        due_s = self.began_s + arrival.at_s
        late_ms = (perf_counter() - due_s) * 1000
        try:
            said = await asyncio.wait_for(self._asked(arrival.path), PATIENCE_S)
        except (TimeoutError, OSError, EOFError, ValueError):
            said = _Said(BROKEN)
        took_ms = (perf_counter() - due_s) * 1000
        told = (said.status, took_ms, said.says_when, late_ms, arrival.path, said.request_id)
        self.outcomes.append(Outcome(arrival.at_s, arrival.door, *told))

    async def _asked(self, path: str) -> _Said:
        connection = self._taken() or await self._connected()
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
        request_id = head.partition(b"x-request-id:")[2].partition(b"\r")[0].strip().decode()
        return _Said(int(head.split(None, 2)[1]), b"retry-after:" in head, request_id)

    def _taken(self) -> _Connection | None:
        """The connection used last that the server has not closed."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.reader.at_eof():
                return connection
            connection.writer.close()
        return None

    async def _connected(self) -> _Connection:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 20)
        return _Connection(reader, writer)
