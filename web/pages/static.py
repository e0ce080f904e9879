"""The style sheet and the sign."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from web.routes import pages
from web.static_files import KINDS, address_of, contents

router = pages()
FOR_A_YEAR = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


@router.get("/static/{name}")
async def static_file(request: Request, name: str) -> Response:
    """One file; kept for a year under the address that names its content."""
    body = contents().get(name)
    if body is None:
        raise HTTPException(404)
    current = address_of(name).endswith(f"?{request.url.query}")
    kept = {"Cache-Control": FOR_A_YEAR if current else ASK_AGAIN}
    return Response(body, headers=kept, media_type=KINDS[f".{name.rpartition('.')[2]}"])
