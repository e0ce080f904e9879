"""Where the other pages of a list are, for the `Link` header (RFC 8288)."""

from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request


def links(request: Request, page: int, per_page: int, total: int) -> dict[str, str]:
    """First, previous, next and last page at the same address, as far as they exist."""
    pages = max(1, -(-total // per_page))
    there = {"first": 1, "last": pages}
    if page > 1:
        there["prev"] = min(page - 1, pages)
    if page < pages:
        there["next"] = page + 1
    said = [f'<{_address(request, to)}>; rel="{name}"' for name, to in there.items()]
    return {"Link": ", ".join(said)}


def _address(request: Request, page: int) -> str:
    query = request.scope["query_string"].decode("ascii")
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True)]
    others = [(name, value) for name, value in kept if name != "page"]
    return f"{request.scope['path']}?{urlencode([*others, ('page', str(page))])}"
