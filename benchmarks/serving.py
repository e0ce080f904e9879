"""The product's own application in a process of its own, with one static answer beside it."""

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import Any, NamedTuple

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from commands import serve
from commands.parts import open_parts
from runtime.logs import configure

STATIC = "/benchmark/static"
STATIC_FILE = "FINGERPOST_BENCHMARK_STATIC"
UVICORN = (
    "-m",
    "uvicorn",
    "benchmarks.serving:make_app",
    "--factory",
    "--no-access-log",
    "--timeout-keep-alive",
    "600",
)
ANSWERING = {"FINGERPOST_JOBS": "worker"}
"""The server answers and does nothing else: what was just filled makes much work beside it."""
ROOT = Path(__file__).resolve().parent.parent
LONGEST_START_S = 120.0


def make_app() -> FastAPI:
    """The application as `fingerpost serve` runs it; a static answer stands at STATIC."""
    configure()
    app = serve.make_app(open_parts(purpose="serving"))
    body = Path(os.environ[STATIC_FILE]).read_bytes()

    async def static(request: Request) -> Response:
        return Response(body, media_type="application/json")

    app.add_route(STATIC, static)
    return app


class Served(NamedTuple):
    """A server on this machine, how long it took until it was ready, and its process."""

    port: int
    ready_s: float
    pid: int


@contextmanager
def serving(
    arguments: Sequence[str],
    data: Path,
    more: Mapping[str, str] | None = None,
    log: Path = Path(os.devnull),
) -> Iterator[Served]:
    """A server made by Python with these arguments and `--port`, on a data folder; its standard
    error goes to `log`.
    """
    port = free_port()
    command = [sys.executable, *arguments, "--port", str(port)]
    environment = {**os.environ, "FINGERPOST_DATA_DIR": str(data), **(more or {})}
    quiet = subprocess.DEVNULL
    started = perf_counter()
    with log.open("ab") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=said)
    try:
        _wait_until_ready(process, port)
        yield Served(port, perf_counter() - started, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


class Client:
    """One connection that is kept alive."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> bytes:
        """The body of an answer; raises RuntimeError unless it is a 200."""
        self._connection.request("GET", path)
        return self._answer(path, 200)

    def send(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, token: str = ""
    ) -> bytes:
        """The same of a request that says something in JSON, or that a token belongs to."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        told = None if body is None else json.dumps(body)
        more = {} if told is None else {"Content-Type": "application/json"}
        self._connection.request(method, path, told, {**headers, **more})
        return self._answer(path, 200, 201)

    def _answer(self, path: str, *expected: int) -> bytes:
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status not in expected:
            raise RuntimeError(f"{path.partition('?')[0]}: {answer.status}, {body[:300]!r}")
        return body

    def close(self) -> None:
        self._connection.close()


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = perf_counter() + LONGEST_START_S
    while perf_counter() < until and process.poll() is None:
        client = Client(port)
        try:
            client.get("/readyz")
            return
        except (OSError, RuntimeError, http.client.HTTPException):
            sleep(0.01)
        finally:
            client.close()
    raise RuntimeError(f"the server was not ready within {LONGEST_START_S:.0f} s")
