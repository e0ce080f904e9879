"""`fingerpost serve`: the API and the pages, on one process or several."""

import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from socket import socket
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from api import tracing
from api.app import create_app
from api.parts import USUAL, Limits
from api.pool import EVERY_S, count_connections
from commands.lasting import made_to_last
from commands.listening import address_of, bound, serve_on
from commands.measured import measured
from commands.output import fail, say
from commands.parts import Parts, open_parts
from commands.serving import Serving
from commands.tending import serves_jobs, tending
from journeys.index import follow
from journeys.publish import republish_due
from journeys.submit import publish_due
from journeys.tend import Tending, stop
from runtime.freed_memory import GIVEN_BACK_EVERY_S, give_back, use_few_heaps
from runtime.logs import configure
from search.embedded import EmbeddedIndex
from search.unavailable import SearchUnavailable
from web.app import add_pages

FACTORY = "commands.serve:make_app"
KEEP_ALIVE_S = 125
"""Longer than proxies keep idle connections (nginx 60 s, Caddy 120 s): they end them, not we, and
no request is sent on one that has just been closed."""
SWITCH_S = 0.001
"""How long a thread beside the event loop may keep it waiting at a time (CPython's own: 5 ms)."""


def run(
    host: Annotated[
        str | None, typer.Option(help="address to serve on, instead of FINGERPOST_HOST")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="port to serve on, instead of FINGERPOST_PORT"),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="processes")] = 1,
) -> None:
    """Serve the API and the pages; SIGTERM ends it once what is under way was answered."""
    serve(open_parts(purpose="serving"), host, port, workers)


def serve(parts: Parts, host: str | None, port: int | None, workers: int = 1) -> None:
    """Make ready, say where, and serve until stopped."""
    host, port = host or parts.settings.host, port or parts.settings.port
    first, address = bound(host, port), address_of(host, port)
    make_ready(parts, indexed=not _is_answered_meanwhile(parts))
    say(f"{parts.reading.total()} listings. Open {address}/ or try:")
    say(f'  curl "{address}/v1/search?q=debt+advice&near=M33&within=5mi"')
    signal.signal(signal.SIGTERM, _ended)
    with measured(parts, workers):
        if workers == 1:
            _run(partial(make_app, parts), parts, first, 1)
        else:
            parts.close()
            _run(FACTORY, parts, first, workers)


def _ended(*_: object) -> None:
    """The server has handled the signal; the process goes on to its own end, with code 0."""


def _run(app: partial[FastAPI] | str, parts: Parts, first: socket, workers: int) -> None:
    config = uvicorn.Config(
        app,
        factory=True,
        workers=workers,
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=parts.settings.grace_s,
        timeout_keep_alive=KEEP_ALIVE_S,
    )
    serve_on(config, first)


def make_ready(parts: Parts, *, indexed: bool = True) -> None:
    """The postcodes, the database and the index, as new as this process may make them.

    Without `indexed` the index is left to what goes on beside answering.
    """
    if serves_jobs(parts):
        republish_due(parts.database, parts.clock)
        publish_due(parts.database, parts.gazetteer, parts.clock)
    try:
        if indexed:
            follow(parts.reading, parts.index)
        else:
            say("The search index is lost; it is built anew while the database answers searches.")
    except SearchUnavailable as unavailable:
        say(f"{unavailable} The database answers searches until then.")


def _is_answered_meanwhile(parts: Parts) -> bool:
    """Whether this machine's own index is lost and the catalogue has all that is published."""
    try:
        parts.index.position()
    except SearchUnavailable:
        newest = parts.reading.generation()
        own = isinstance(parts.index, EmbeddedIndex)
        return own and 0 < newest == parts.catalogue.position()
    return False


def build_app(parts: Parts, limits: Limits = USUAL) -> FastAPI:
    """The application with its doors and its pages, and nothing that goes on beside it."""
    return _built(Serving(parts), parts.version, limits)


def _built(serving: Serving, version: str, limits: Limits) -> FastAPI:
    app = create_app(serving.for_api(limits))
    add_pages(app, serving.for_pages())
    if tracing.is_wanted():
        try:
            app.add_middleware(tracing.RequestSpans, tracer=tracing.tracer(version))
        except ImportError as missing:
            fail(str(missing), code=2)
    return app


@made_to_last()
def make_app(parts: Parts | None = None) -> FastAPI:
    """What every serving process calls, once its server handles signals."""
    use_few_heaps()
    one_of_several = parts is None
    if parts is None:
        configure()
        parts = open_parts(purpose="serving")
    sys.setswitchinterval(SWITCH_S)
    parts.draining.before(parts.settings.drain_s)
    serving = Serving(parts)
    app = _built(serving, parts.version, Limits(shares=one_of_several))
    app.router.lifespan_context = partial(_beside, parts, serving)
    return app


@asynccontextmanager
async def _beside(parts: Parts, serving: Serving, _app: FastAPI) -> AsyncIterator[None]:
    """What goes on while this process serves; it ends after the last answer.

    What a turn that takes longer still uses is left to the end of the process.
    """
    beside = [*tending(parts), *_upkeep(parts), *serving.beside()]
    for one in beside:
        one.start()
    parts.index.begin()
    yield
    if stop(beside):
        parts.close()


def _upkeep(parts: Parts) -> list[Tending]:
    """What a process does for itself, again and again."""
    sampling = partial(count_connections, parts.database)
    return [
        Tending([sampling], every_s=EVERY_S, name="sampling"),
        Tending([give_back], every_s=GIVEN_BACK_EVERY_S, name="freeing"),
    ]
