"""What the handlers of pages are handed."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from web.parts import Parts
from web.posted import Posted, read_posted


async def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.pages
    return parts


async def _sender(request: Request) -> str:
    """The sender's address, for counting only."""
    return request.client.host if request.client else "unknown"


PartsOf = Annotated[Parts, Depends(_parts)]
PostedOf = Annotated[Posted, Depends(read_posted)]
SenderOf = Annotated[str, Depends(_sender)]
