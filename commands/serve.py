"""`fingerpost serve`: the API and the pages, on one process or several."""

from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from commands.output import say
from commands.parts import Parts, open_parts
from journeys.index import follow
from journeys.publish import republish_due
from journeys.submit import publish_due
from journeys.tend import Tending
from runtime.logs import configure
from web.app import add_pages

NAME = "serve"


def run(
    host: Annotated[str | None, typer.Option(help="address to serve on")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="processes")] = 1,
) -> None:
    """Serve the API and the pages."""
    serve(open_parts(), host, port, workers)


def serve(parts: Parts, host: str | None, port: int | None, workers: int = 1) -> None:
    """Make ready, say where, and serve until stopped."""
    host, port = host or parts.settings.host, port or parts.settings.port
    make_ready(parts)
    address = f"http://{host}:{port}"
    say(f"{parts.reading.total()} listings. Open {address}/ or try:")
    say(f'  curl "{address}/v1/search?q=debt+advice&near=M33&within=5mi"')
    if workers == 1:
        beside = tending(parts)
        beside.start()
        _run(build_app(parts), host, port, 1)
        beside.stop()
    else:
        parts.close()
        _run("commands.serve:make_app", host, port, workers)


def _run(app: FastAPI | str, host: str, port: int, workers: int) -> None:
    uvicorn.run(
        app,
        factory=isinstance(app, str),
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=10,
    )


def make_ready(parts: Parts) -> None:
    """The postcodes, the database and the index, as new as they can be."""
    republish_due(parts.database, parts.clock)
    publish_due(parts.database, parts.gazetteer, parts.clock)
    follow(parts.reading, parts.index)


def build_app(parts: Parts) -> FastAPI:
    """The application with its doors and its pages."""
    app = create_app(parts.for_api())
    add_pages(app, parts.for_pages())
    return app


def tending(parts: Parts) -> Tending:
    """What goes on beside answering."""
    due = (
        lambda: republish_due(parts.database, parts.clock),
        lambda: publish_due(parts.database, parts.gazetteer, parts.clock),
    )
    return Tending(parts.reading, parts.index, due)


def make_app() -> FastAPI:
    """What every worker process calls."""
    configure()
    parts = open_parts()
    tending(parts).start()
    return build_app(parts)
