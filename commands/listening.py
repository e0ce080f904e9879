"""How the server's processes take connections: several in each round of their event loops."""

import sys
from contextlib import suppress
from socket import socket

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

AT_ONCE = 16
"""Connections that are taken in one round. An event loop takes one of each socket that it listens
on (libuv, since its change 3696), and between two of its rounds there may be a search: most of a
crowd would wait where nobody sees them."""


def serve_on(config: uvicorn.Config) -> None:
    """Serve until stopped; exits where the address cannot be listened on."""
    sockets = listening(config)
    with suppress(KeyboardInterrupt):
        if config.workers > 1:
            Multiprocess(config, sockets=sockets).run()
        else:
            _alone(config, sockets)


def listening(config: uvicorn.Config) -> list[socket]:
    """The one address, as often as connections are taken at once."""
    first = config.bind_socket()
    return [first, *(first.dup() for _ in range(AT_ONCE - 1))]


def _alone(config: uvicorn.Config, sockets: list[socket]) -> None:
    server = uvicorn.Server(config)
    server.run(sockets)
    if not server.started:
        sys.exit(STARTUP_FAILURE)
