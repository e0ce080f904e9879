"""Connections to the server, kept alive: one question costs one write and one read."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Lock
from typing import NamedTuple
from urllib.parse import urlsplit

_MOST_IDLE = 32

NO_ANSWER = (OSError, HTTPException)
"""What is raised when no answer comes, or not in time."""


class Answered(NamedTuple):
    """A status and what was said."""

    status: int
    content: bytes


class Connections:
    """Idle connections, taken and given back by threads; the newest first, so that few are kept."""

    def __init__(
        self, url: str, headers: Mapping[str, str], connect_s: float, patience_s: float
    ) -> None:
        """Raises ValueError for what is no address of a server."""
        self._at, self._headers = urlsplit(url), dict(headers)
        if self._at.scheme not in ("http", "https") or not self._at.hostname:
            raise ValueError(f"{url} is no address of a server; expected http://host:port")
        self._connect_s, self._patience_s = connect_s, patience_s
        self._idle: list[HTTPConnection] = []
        self._guard = Lock()

    def request(self, method: str, path: str, body: bytes | None) -> Answered:
        """The server's answer; raises one of NO_ANSWER.

        What was kept may have been closed by the server meanwhile; then a new one is tried.
        """
        kept = self._taken()
        if kept is not None:
            try:
                return self._asked(kept, method, path, body)
            except TimeoutError:
                raise
            except NO_ANSWER:
                self.close()
        return self._asked(self._made(), method, path, body)

    def close(self) -> None:
        """Closes all that are idle."""
        with self._guard:
            idle, self._idle = self._idle, []
        for one in idle:
            one.close()

    def _taken(self) -> HTTPConnection | None:
        with self._guard:
            return self._idle.pop() if self._idle else None

    def _made(self) -> HTTPConnection:
        kind = HTTPSConnection if self._at.scheme == "https" else HTTPConnection
        assert self._at.hostname is not None
        made = kind(self._at.hostname, self._at.port, timeout=self._connect_s)
        made.connect()
        made.sock.settimeout(self._patience_s)
        return made

    def _asked(
        self, connection: HTTPConnection, method: str, path: str, body: bytes | None
    ) -> Answered:
        try:
            connection.request(method, self._at.path + path, body, self._headers)
            response = connection.getresponse()
            answered = Answered(response.status, response.read())
        except BaseException:
            connection.close()
            raise
        self._given_back(connection)
        return answered

    def _given_back(self, connection: HTTPConnection) -> None:
        with self._guard:
            if connection.sock is not None and len(self._idle) < _MOST_IDLE:
                self._idle.append(connection)
                return
        connection.close()
