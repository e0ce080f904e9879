"""The short way to routes that read requests themselves: the same answers as the long way."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from api.request_ids import SANE, request_id
from api.straight import ShortWay, StraightRoute


class Refused(Exception):
    """Made up: an error that the application answers itself."""


class RefusedToo(Refused):
    """Made up: one of its kinds."""


async def echo(request: Request) -> Response:
    """The words, and the route that was found."""
    return PlainTextResponse(f"{request.query_params['q']} {request.scope['route'].path}")


async def refuses(_: Request) -> Response:
    """Always refuses."""
    raise RefusedToo("made up")


async def breaks(_: Request) -> Response:
    """Always breaks."""
    raise LookupError("made up")


async def handler(_: Request, refused: Exception) -> Response:
    return PlainTextResponse(type(refused).__name__, 418)


def _client(ways: list[Middleware]) -> TestClient:
    app = FastAPI(middleware=ways)
    app.add_exception_handler(Refused, handler)
    app.router.route_class = StraightRoute
    for path, endpoint in (("/echo", echo), ("/refuses", refuses), ("/breaks", breaks)):
        app.get(path, response_class=Response)(endpoint)
    app.post("/echo", response_class=Response)(echo)
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/echo?q=debt+advice"),
        lambda client: client.post("/echo?q=debt"),
        lambda client: client.get("/echo/?q=debt"),
        lambda client: client.put("/echo?q=debt"),
        lambda client: client.get("/refuses"),
        lambda client: client.get("/breaks"),
        lambda client: client.get("/nothing"),
    ],
)
def test_both_ways_answer_alike(ask: Callable[[TestClient], Any]) -> None:
    short, long = ask(_client([Middleware(ShortWay)])), ask(_client([]))
    assert (short.status_code, short.text) == (long.status_code, long.text)
    assert dict(short.headers) == dict(long.headers)


def test_the_search_takes_the_short_way(api_client: TestClient) -> None:
    api_client.get("/v1/search", params={"q": "advice"}).raise_for_status()
    app: Any = api_client.app
    way = app.middleware_stack
    while not isinstance(way, ShortWay):
        way = way.app
    assert set(way._routes or ()) == {("GET", "/v1/search"), ("POST", "/v1/search")}


def test_new_ids_are_random_uuids() -> None:
    from uuid import UUID

    ids = {request_id({"headers": []}) for _ in range(200)}
    assert len(ids) == 200
    assert all(SANE.fullmatch(one) and UUID(one).version == 4 for one in ids)
    assert all(
        str(UUID(one)) == one and UUID(one).variant == UUID(int=1 << 63).variant for one in ids
    )
