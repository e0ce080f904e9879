"""Caddy itself, with our file, before servers that a test makes."""

import http.client
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.fixtures.ports import free_port
from tests.fixtures.programs import installed
from tests.fixtures.served import ROOT, Answered

FILE = ROOT / "deploy" / "Caddyfile"
FOUND_BY_NAME = "\t\tdynamic a api 8000 {\n\t\t\trefresh 2s\n\t\t}\n"
ADMIN = "admin localhost:2019"
STARTS_WITHIN_S = 20.0


@dataclass(frozen=True, slots=True)
class Proxied:
    """What is reached at `port` through Caddy; `log` is all that it has written."""

    port: int
    log: Path

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answered:
        """Raises HTTPException where the answer breaks off."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET" if body is None else "POST", path, body, dict(headers or {}))
            said = connection.getresponse()
            return Answered(said.status, dict(said.getheaders()), said.read())
        finally:
            connection.close()

    def break_off(self, path: str, promised: int) -> None:
        """Begin to send so many bytes, and leave."""
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {promised}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(head.encode() + b"half")


class _Asked(BaseHTTPRequestHandler):
    """`/crowd` is refused, the answer to `/broken` breaks off, others are told what they sent."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path.startswith("/broken"):
            self._say(200, b"half", promised=1000)
            self.close_connection = True
        else:
            self._say(503 if self.path.startswith("/crowd") else 200, self._told())

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        self._say(200, str(len(sent)).encode())

    def _told(self) -> bytes:
        return json.dumps(dict(self.headers.items())).encode()

    def _say(self, status: int, said: bytes, *, promised: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Retry-After", "7")
        self.send_header("Content-Length", str(promised or len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Nothing is told."""


class _Servers(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Whoever sends may leave; that is what is tried."""


@contextmanager
def upstream() -> Iterator[int]:
    """The port of a server behind the proxy."""
    server = _Servers(("127.0.0.1", 0), _Asked)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10.0)


def caddy() -> str:
    return installed("caddy", "caddy")


def file_for(*upstreams: int) -> str:
    """Our file, but for two things: it finds these servers, and is itself not administered."""
    text = FILE.read_text("utf-8")
    assert text.count(FOUND_BY_NAME) == text.count(ADMIN) == 1
    servers = " ".join(f"127.0.0.1:{port}" for port in upstreams)
    bound = text.replace(ADMIN, "admin off\n\tdefault_bind 127.0.0.1")
    return bound.replace(FOUND_BY_NAME, f"\t\tto {servers}\n")


@contextmanager
def proxied(folder: Path, *upstreams: int) -> Iterator[Proxied]:
    """Caddy runs, and is ended before this ends, so that its log is whole."""
    file, log, port = folder / "Caddyfile", folder / "caddy.log", free_port()
    file.write_text(file_for(*upstreams), "utf-8")
    command = [caddy(), "run", "--config", str(file), "--adapter", "caddyfile"]
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, env=environment(folder, f"http://127.0.0.1:{port}"), stderr=written
        )
    try:
        _wait_for(process, port, log)
        yield Proxied(port, log)
    finally:
        process.terminate()
        process.wait(20)


def environment(folder: Path, domain: str) -> dict[str, str]:
    """What Caddy keeps, it keeps in the folder."""
    kept = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(folder))
    return {**os.environ, **kept, "FINGERPOST_DOMAIN": domain}


def _wait_for(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"Caddy did not start: {log.read_text('utf-8', 'replace')}")
