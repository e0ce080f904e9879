"""Made-up services and the pages they come in."""

from collections.abc import Sequence
from typing import Any


def service(number: int, **changes: Any) -> dict[str, Any]:
    """A made-up service, the same for the same number."""
    return {
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "name": f"Made-up lunch club {number}",
        "status": "active",
        "last_modified": "2026-10-01T09:00:00Z",
        **changes,
    }


def services(count: int) -> list[dict[str, Any]]:
    return [service(number) for number in range(1, count + 1)]


def page_of(records: Sequence[Any], page: int, size: int, **envelope: Any) -> dict[str, Any]:
    """Page `page` of `records` as Open Referral UK 3 words it; `envelope` overrides its members."""
    shown = records[(page - 1) * size : page * size]
    pages = -(-len(records) // size)
    return {
        "total_items": len(records),
        "total_pages": pages,
        "page_number": page,
        "size": len(shown),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not shown,
        "contents": list(shown),
        **envelope,
    }


def spring_page(records: Sequence[Any], page: int, size: int, **envelope: Any) -> dict[str, Any]:
    """Page `page` of `records` as Open Referral UK 1.0 words it."""
    shown = records[(page - 1) * size : page * size]
    pages = -(-len(records) // size)
    return {
        "totalElements": len(records),
        "totalPages": pages,
        "number": page,
        "size": len(shown),
        "first": page == 1,
        "last": page >= pages,
        "empty": not shown,
        "content": list(shown),
        **envelope,
    }


def aliss_page(records: Sequence[Any], page: int, size: int, **envelope: Any) -> dict[str, Any]:
    """Page `page` of `records` as ALISS words it."""
    return {
        "meta": {
            "licence": "https://licence.example/open",
            "attribution": [{"text": "Made-up people", "url": "https://people.example/"}],
        },
        "count": len(records),
        "next": None,
        "previous": None,
        "data": list(records[(page - 1) * size : page * size]),
        **envelope,
    }
