"""The address by which the caller reaches this server, for links that have to be whole."""

from starlette.requests import Request

from api.parts import Parts


def here(request: Request, parts: Parts) -> str:
    """`public_url` where the operator set it, otherwise as the request came; without a slash."""
    return (parts.public_url or str(request.base_url)).rstrip("/")
