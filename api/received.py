"""One header of a request, without reading all the others."""

from starlette.types import Scope


def header(scope: Scope, name: bytes) -> str:
    """The first header of this name (in lower case, as servers hand it on), or nothing."""
    for told, value in scope["headers"]:
        if told == name:
            found: str = value.decode("latin-1")
            return found
    return ""
