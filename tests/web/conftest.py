"""A small real directory around Sale, all made up, and a browser without scripts to read it."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.parts import Parts as ApiParts
from directory.catalogue.reading import Catalogue
from journeys import catalogue
from journeys.finding.crisis import shipped_crisis_words
from journeys.index import catch_up
from journeys.keeping.desk import Desk
from journeys.publish import publish_records
from runtime.database import Database
from tests.web.made_up import COUNCIL, COUNCIL_SAYS, LINKS, LINKS_SAYS
from tests.web.reading_pages import Element, answers, read_page
from web.app import add_pages
from web.parts import Parts

HEADERS = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
Pairs = Sequence[tuple[str, str]]


class Browser:
    """Asks for pages and sends forms; `last` is the answer that was read last."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.last: Any = None

    def get(self, path: str, status: int = 200) -> Element:
        return self._read(self.client.get(path, headers=HEADERS), status)

    def post(self, path: str, pairs: Pairs, status: int | None = 200) -> Element:
        form = {"Content-Type": "application/x-www-form-urlencoded", **HEADERS}
        body = urlencode(pairs)
        return self._read(self.client.post(path, content=body, headers=form), status)

    def search(self, status: int = 200, **fields: str) -> Element:
        return self.post("/", list(fields.items()), status)

    def press(
        self, page: Element, name: str, value: str | None = None, status: int = 200
    ) -> Element:
        """Send the form that holds this button, as it stands."""
        for form in page.all("form"):
            for button in form.all("button", name=name):
                if value in (None, button.get("value")):
                    sent = [*answers(form), (name, button.get("value"))]
                    return self.post(form.get("action"), sent, status)
        raise AssertionError(f"no button sends {name}={value}")

    def _read(self, answer: Any, status: int | None) -> Element:
        self.last = answer
        assert status in (None, answer.status_code), answer.text
        return read_page(answer.text)


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Pages read through journeys that are tested on both databases."""
    return sqlite_database


@pytest.fixture
def pages_app(desk: Desk) -> FastAPI:
    """The application around what two made-up sources say."""
    publish_records(desk.database, COUNCIL, COUNCIL_SAYS, desk.clock, complete=True)
    publish_records(desk.database, LINKS, LINKS_SAYS, desk.clock, complete=True)
    catch_up(desk.reading, desk.index)
    catalogue.catch_up(desk.reading, desk.database)
    shared: dict[str, Any] = {
        "index": desk.index,
        "documents": desk.reading,
        "gazetteer": desk.gazetteer,
        "clock": desk.clock,
        "crisis": shipped_crisis_words(),
        "desk": desk,
    }
    reserve = Catalogue(desk.database, desk.clock)
    app = create_app(ApiParts(**shared, catalogue=reserve, version="0.0.0"))
    add_pages(app, Parts(**shared))
    return app


@pytest.fixture
def browser(pages_app: FastAPI) -> Iterator[Browser]:
    with TestClient(pages_app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield Browser(client)
