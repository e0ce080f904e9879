"""One connection to the server: a question is sent, then its answer is read, in time."""

import socket
import ssl
from collections.abc import Mapping
from time import monotonic
from typing import NamedTuple
from urllib.parse import urlsplit

from httptools import HttpParserError, HttpResponseParser

from runtime.elsewhere import elsewhere

_READ_BYTES = 262_144
_SAYS_HOW_LONG = (b"content-length", b"transfer-encoding")

NO_ANSWER = (OSError, HttpParserError)
"""What is raised when no answer comes, or not in time."""


class Asked(NamedTuple):
    """What is sent: a method, a path below the server's address, and a body."""

    method: str
    path: str
    body: bytes = b""


class Answered(NamedTuple):
    """A status and what was said."""

    status: int
    content: bytes


class Address:
    """Where a server is, and what is said to it with every question."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        """Raises ValueError for what is no address of a server."""
        at = urlsplit(url)
        if at.scheme not in ("http", "https") or not at.hostname:
            raise ValueError(f"{url} is no address of a server; expected http://host:port")
        self._tls = ssl.create_default_context() if at.scheme == "https" else None
        self._host, self._port = at.hostname, at.port or (443 if self._tls else 80)
        self._path = at.path
        lines = {"Host": at.netloc.rpartition("@")[2], **headers}
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in lines.items())

    def connected(self, timeout_s: float) -> socket.socket:
        """A new connection; raises one of NO_ANSWER."""
        made = socket.create_connection((self._host, self._port), timeout_s)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._tls.wrap_socket(made, server_hostname=self._host) if self._tls else made

    def written(self, asked: Asked) -> bytes:
        """A question as it is sent."""
        first = f"{asked.method} {self._path}{asked.path} HTTP/1.1\r\n"
        length = f"Content-Length: {len(asked.body)}\r\n\r\n"
        return f"{first}{self._headers}{length}".encode("latin-1") + asked.body


class Exchange:
    """A connection on which one question after the other is answered; `kept` if one was."""

    def __init__(self, address: Address, connect_s: float) -> None:
        self._address, self._socket = address, address.connected(connect_s)
        self.kept = False

    def send(self, asked: Asked, until: float) -> None:
        """Sends a question; raises one of NO_ANSWER."""
        self._socket.settimeout(_left(until))
        self._socket.sendall(self._address.written(asked))

    def read(self, until: float) -> Answered:
        """The answer to what was sent; raises one of NO_ANSWER."""
        answer = _Answer()
        while not answer.complete:
            self._socket.settimeout(_left(until))
            with elsewhere():
                some = self._socket.recv(_READ_BYTES)
            answer.take(some)
        self.kept = answer.parser.should_keep_alive() and answer.says_how_long
        return Answered(answer.parser.get_status_code(), b"".join(answer.body))

    def close(self) -> None:
        """Lets go of the connection."""
        self._socket.close()


class _Answer:
    """What has been read of an answer; the parser calls what begins with `on`."""

    def __init__(self) -> None:
        self.parser = HttpResponseParser(self)
        self.body: list[bytes] = []
        self.says_how_long = self.complete = self._begun = False

    def take(self, some: bytes) -> None:
        """What came; nothing is the end, which completes an answer that has not said how long."""
        if some:
            self.parser.feed_data(some)
        elif self._begun and not self.says_how_long:
            self.complete = True
        else:
            raise ConnectionResetError("the connection was closed before the answer was complete")

    def on_header(self, name: bytes, _value: bytes) -> None:
        self.says_how_long = self.says_how_long or name.lower() in _SAYS_HOW_LONG

    def on_headers_complete(self) -> None:
        self._begun = True

    def on_body(self, some: bytes) -> None:
        self.body.append(some)

    def on_message_complete(self) -> None:
        self.complete = self.parser.get_status_code() >= 200


def _left(until: float) -> float:
    """Seconds that are left; raises TimeoutError when none are."""
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError("timed out")
    return left
