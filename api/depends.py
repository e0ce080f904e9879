"""What handlers are handed: the parts, and a listing's id."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path
from starlette.requests import Request

from api.parts import Parts


def parts_of(request: Request) -> Parts:
    """The parts of the application that was asked."""
    parts: Parts = request.app.state.parts
    return parts


async def _parts(request: Request) -> Parts:
    return parts_of(request)


PartsOf = Annotated[Parts, Depends(_parts)]
ListingId = Annotated[
    UUID,
    Path(
        description="A listing's id, or that of one of its records.",
        examples=["1f0e7b5c-0d1e-4c58-9a63-5a3f2f0b7c11"],
    ),
]
