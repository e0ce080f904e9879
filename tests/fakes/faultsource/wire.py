"""What a scenario sees of a request, and what it can do with the connection."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Gone(Exception):
    """The other side, or the server itself, has closed."""


@dataclass(frozen=True)
class Asked:
    """One request: `rest` is the path below the scenario, `times` how often this target was asked
    before and now."""

    target: str
    headers: Mapping[str, str]
    times: int
    at: float

    @property
    def rest(self) -> str:
        return urlsplit(self.target).path.split("/", 3)[3]

    @property
    def query(self) -> dict[str, str]:
        return {key: values[-1] for key, values in parse_qs(urlsplit(self.target).query).items()}

    @property
    def page(self) -> int:
        return int(self.query.get("page", "1"))


@dataclass
class Wire:
    """A connection at the level of bytes. Whole answers keep it open, everything else may not."""

    socket: socket.socket
    stopped: threading.Event
    keep_open: bool = field(default=True)

    def send(self, data: bytes) -> None:
        """Bytes exactly as they are."""
        try:
            self.socket.sendall(data)
        except (OSError, ssl.SSLError):
            raise Gone from None

    def head(self, status: int = 200, **headers: str) -> None:
        """A status line and headers; `content_type=` becomes `Content-Type`."""
        lines = [f"HTTP/1.1 {status} As-Asked"]
        lines += [f"{key.replace('_', '-').title()}: {value}" for key, value in headers.items()]
        self.send(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A whole answer with its length."""
        self.head(status, content_length=str(len(body)), **headers)
        self.send(body)

    def json(self, value: Any, status: int = 200, **headers: str) -> None:
        """A whole JSON answer."""
        self.answer(json.dumps(value).encode(), status, content_type="application/json", **headers)

    def drip(self, data: bytes, every_s: float) -> None:
        """One byte at a time."""
        for byte in data:
            if self.stopped.wait(every_s):
                raise Gone
            self.send(bytes([byte]))

    def hang_up(self) -> None:
        self.keep_open = False


Scenario = Callable[[Asked, Wire], None]
