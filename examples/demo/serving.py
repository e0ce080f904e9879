"""Publishes the three made-up directories over HTTP on this machine, for readers to harvest.

`python -m examples.demo.serving` chooses a free port and prints the address, which stands for
`{demo}` in the source files.
"""

import argparse
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from examples.demo.feeds import Feeds, answer, demonstration

HOST = "127.0.0.1"


class Directories(ThreadingHTTPServer):
    """The server; what it publishes may be exchanged while it runs, by setting `feeds`."""

    daemon_threads = True

    def __init__(self, feeds: Feeds, port: int = 0) -> None:
        super().__init__((HOST, port), _Handler)
        self.feeds = feeds
        self.asked: list[str] = []

    @property
    def base_url(self) -> str:
        """What `{demo}` stands for, such as `http://127.0.0.1:8099`."""
        return f"http://{HOST}:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Directories

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        parts = urlsplit(self.path)
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        found = answer(self.server.feeds, parts.path, query)
        if isinstance(found, bytes):
            self._send(200, "text/csv", found)
        else:
            status, said = (404, {"error": "not found"}) if found is None else (200, found)
            self._send(status, "application/json", _json(said))

    def _send(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: a harvest says itself what it asked for."""


def _json(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()


@contextmanager
def serving(feeds: Feeds | None = None, port: int = 0) -> Iterator[Directories]:
    """The directories, served until the block ends; port 0 takes a free one."""
    server = Directories(feeds or demonstration(), port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the made-up directories on this machine.")
    parser.add_argument("--port", type=int, default=0, help="the port; without it, a free one")
    with serving(port=parser.parse_args().port) as server:
        print(server.base_url, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
