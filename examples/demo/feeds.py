"""What the three directories answer: the council in pages, Links in pages, the sheet as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from examples.demo import council, links, sheet

COUNCIL_PAGE = 50
COUNCIL_LARGEST_PAGE = 100
LINKS_PAGE = 20
ATTRIBUTIONS = (
    {
        "text": "Contains National Statistics data © Crown copyright and database right 2026",
        "url": "https://www.ons.gov.uk/",
    },
    {
        "text": "Contains contributions from the people of Crossmere (made up)",
        "url": f"{links.SITE}/terms",
    },
)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Feeds:
    """What each directory holds at the moment."""

    council: tuple[Json, ...]
    links: tuple[Json, ...]
    sheet: tuple[sheet.Row, ...]


@cache
def demonstration() -> Feeds:
    """All of the catalogue and its dirt."""
    return Feeds(council.services(), links.services(), sheet.rows())


def answer(feeds: Feeds, path: str, query: Mapping[str, str]) -> Json | bytes | None:
    """The JSON or the file at `path`; None where there is nothing."""
    match path.strip("/").split("/"):
        case ["council"]:
            return _about()
        case ["council", "services"]:
            return _council_page(feeds.council, query)
        case ["council", "services", wanted]:
            return next((said for said in feeds.council if said.get("id") == wanted), None)
        case ["links", "v5", "import"]:
            return _links_page(feeds.links, query)
        case ["sheet", "groups.csv"]:
            return sheet.written(feeds.sheet)
    return None


def _about() -> Json:
    return {
        "version": "HSDS-UK-3.0",
        "profile": "https://docs.openreferraluk.org/en/latest/",
        "openapi_url": "https://crossmere.example/openapi.json",
    }


def _council_page(every: tuple[Json, ...], query: Mapping[str, str]) -> Json:
    size = min(_whole(query.get("per_page"), COUNCIL_PAGE), COUNCIL_LARGEST_PAGE)
    number = _whole(query.get("page"), 1)
    pages = max(1, -(-len(every) // size))
    held = every[(number - 1) * size : number * size]
    return {
        "total_items": _different(every),
        "total_pages": pages,
        "page_number": number,
        "size": len(held),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not held,
        "contents": list(held),
    }


def _links_page(every: tuple[Json, ...], query: Mapping[str, str]) -> Json:
    number = _whole(query.get("page"), 1)
    held = every[(number - 1) * LINKS_PAGE : number * LINKS_PAGE]
    return {
        "meta": {
            "licence": "https://creativecommons.org/licenses/by/4.0/",
            "attribution": list(ATTRIBUTIONS),
        },
        "count": _different(every),
        "next": f"{links.SITE}/v5/import?page=2",
        "previous": None,
        "data": list(held),
        "error": None,
    }


def _different(every: tuple[Json, ...]) -> int:
    """As the suppliers' databases count: what has an id once each, and what has none."""
    ids = [said["id"] for said in every if "id" in said]
    return len(set(ids)) + len(every) - len(ids)


def _whole(text: str | None, otherwise: int) -> int:
    return max(1, int(text)) if text and text.isdecimal() else otherwise
