"""Answers of the doors: pages, streams and single objects."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api import answers
from api.directory.lists import ListOf
from api.directory.paging import links
from api.directory.parameters import ListAsked
from api.directory.streaming import lines, one_page
from api.methods import BODILESS
from api.parts import Parts
from api.serving import serve_body, serve_once, serve_page
from journeys.browsing.objects import Shown
from runtime.page_cache import KeptPage

TOTAL = re.compile(rb'\{"total_items":(\d+)')


def serve_list(request: Request, parts: Parts, listed: ListOf, asked: ListAsked) -> Response:
    """A list as it was asked for; nothing that a place led to is kept anywhere."""
    keep = request.method == "GET" and not listed.tells_where(asked)
    minimal = listed.minimal if getattr(asked, "minimal", False) else None
    if asked.format == "ndjson":
        found = (minimal or listed.make)(asked, parts)
        return lines(iter(()) if _is_bodiless(request) else found.all(), keep=keep)
    if minimal:
        return _minimal(minimal(asked, parts).all(), asked, keep)
    return _page(request, parts, listed, asked, keep)


def _is_bodiless(request: Request) -> bool:
    """Whether nothing of what would be read is sent."""
    return bool(request.scope.get(BODILESS))


def serve_object(request: Request, shown: Shown) -> Response:
    """One object under its entity tag."""
    if shown.etag is None:
        return serve_body(request, shown.body)
    return serve_page(request, KeptPage(shown.body, f'"{shown.etag}"'))


def _minimal(bodies: Any, asked: ListAsked, keep: bool) -> Response:
    """All on the first page, however many a page was to hold."""
    if asked.page == 1:
        return one_page(bodies, keep=keep)
    total = sum(1 for _ in bodies)
    return serve_once(answers.page_body((), total, asked.page, max(total, 1)))


def _page(request: Request, parts: Parts, listed: ListOf, asked: ListAsked, keep: bool) -> Response:
    def make() -> bytes:
        found = listed.make(asked, parts).page(asked.page, asked.per_page)
        return answers.page_body(found.bodies, found.total, asked.page, asked.per_page)

    if not keep:
        return serve_once(make())
    key = f"{listed.name} {asked.model_dump_json(exclude_defaults=True)}"
    page = parts.pages.page(key, make)
    answer = serve_page(request, page)
    answer.headers.update(links(request, asked.page, asked.per_page, _total(page.body)))
    return answer


def _total(body: bytes) -> int:
    """How many there are on all pages: what every page says first."""
    said = TOTAL.match(body)
    return int(said[1]) if said else 0
