"""The server: threads over raw sockets, so that it can be wrong at every byte."""

import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress

from tests.fakes.faultsource.wire import Asked, Gone, Scenario, Wire


class FaultSource:
    """Listens on `host` until closed; `requests` and `connections` tell what was asked of it."""

    def __init__(
        self,
        scenarios: Mapping[str, Scenario],
        host: str = "127.0.0.1",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.requests: list[Asked] = []
        self.connections = 0
        self._scenarios = scenarios
        self._tls = tls
        self._times: Counter[str] = Counter()
        self._stopped = threading.Event()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server((host, 0))
        self.host, self.port = self._listener.getsockname()
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "FaultSource":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def url(self, scenario: str, rest: str = "", host: str | None = None) -> str:
        """The address of a scenario, under the host's number or under a name."""
        scheme = "https" if self._tls else "http"
        return f"{scheme}://{host or self.host}:{self.port}/s/{scenario}/{rest}"

    def asked(self, scenario: str) -> list[Asked]:
        """The requests made of one scenario."""
        return [each for each in self.requests if each.target.startswith(f"/s/{scenario}/")]

    def close(self) -> None:
        self._stopped.set()
        self._listener.close()
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.add(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError, Gone):
            stream = self._tls.wrap_socket(client, server_side=True) if self._tls else client
            with stream:
                wire = Wire(stream, self._stopped)
                while wire.keep_open:
                    self._one(stream, wire)
        self._open.discard(client)
        with suppress(OSError):
            client.close()

    def _one(self, stream: socket.socket, wire: Wire) -> None:
        head = _read_head(stream)
        target, headers = _parsed(head)
        self._times[target] += 1
        asked = Asked(target, headers, self._times[target], time.monotonic())
        self.requests.append(asked)
        scenario = self._scenarios.get(target.split("/")[2])
        if scenario is None:
            wire.answer(b"no such scenario", 404)
        else:
            scenario(asked, wire)


def _read_head(stream: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        received = stream.recv(65_536)
        if not received:
            raise Gone
        data += received
    return data.decode("latin-1")


def _parsed(head: str) -> tuple[str, dict[str, str]]:
    first, *lines = head.rstrip().split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return first.split(" ")[1], {name.lower(): value.strip() for name, _, value in pairs}
