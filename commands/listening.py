"""How the server's processes take connections: several in each round of their event loops."""

import sys
from contextlib import suppress
from errno import EADDRINUSE
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOL_SOCKET, socket

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from commands.output import fail

AT_ONCE = 16
"""Connections that are taken in one round. An event loop takes one of each socket that it listens
on (libuv, since its change 3696), and between two of its rounds there may be a search: most of a
crowd would wait where nobody sees them."""


def bound(host: str, port: int) -> socket:
    """The address to serve on; ends the command where it is not to be had."""
    first = socket(AF_INET6 if ":" in host else AF_INET)
    first.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    try:
        first.bind((host, port))
    except OSError as error:
        fail(_said(error, address_of(host, port)))
    return first


def address_of(host: str, port: int) -> str:
    """What a browser is given."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _said(error: OSError, address: str) -> str:
    if error.errno == EADDRINUSE:
        return (
            f"{address} is taken: something is served there already. Stop that, or choose another"
            " port: --port, FINGERPOST_PORT, or PORT=… after make run"
        )
    return (
        f"{address} cannot be served on ({error.strerror}). Choose another address: --host and"
        " --port, or FINGERPOST_HOST and FINGERPOST_PORT"
    )


def serve_on(config: uvicorn.Config, first: socket) -> None:
    """Serve until stopped, on an address that is `bound`."""
    sockets = listening(first)
    with suppress(KeyboardInterrupt):
        if config.workers > 1:
            Multiprocess(config, sockets=sockets).run()
        else:
            _alone(config, sockets)


def listening(first: socket) -> list[socket]:
    """The one address, as often as connections are taken at once."""
    return [first, *(first.dup() for _ in range(AT_ONCE - 1))]


def _alone(config: uvicorn.Config, sockets: list[socket]) -> None:
    server = uvicorn.Server(config)
    server.run(sockets)
    if not server.started:
        sys.exit(STARTUP_FAILURE)
