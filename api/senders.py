"""Who sends a request about a group's listing: their token or key, their network, their key."""

import re
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from api.depends import PartsOf
from api.errors import Fault, ParametersRefused
from directory.operators import Operator
from journeys.keeping.desk import Desk
from journeys.moderate import moderator

IDEMPOTENCY_KEY = re.compile(r"[\x21-\x7e]{1,255}")
IDEMPOTENCY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A value of your own, 1 to 255 printable characters without spaces: the same "
    "request with the same key within a day makes one submission.",
    "example": "5e9f2a3c-0c55-4f3e-a1f4-9d1f0a7f7c11",
    "schema": {"type": "string", "maxLength": 255, "pattern": "^[!-~]+$"},
}
EDIT_TOKEN = HTTPBearer(
    auto_error=False,
    scheme_name="EditToken",
    description="The token that was shown when the listing was sent.",
)
OPERATOR_KEY = HTTPBearer(
    auto_error=False,
    scheme_name="OperatorKey",
    description="A moderator's key, made with `fingerpost submissions new-key`.",
)
Credentials = HTTPAuthorizationCredentials | None


async def _desk(parts: PartsOf) -> Desk:
    return parts.desk


async def _address(request: Request) -> str:
    """The caller's address, for counting; "unknown" where the server was not told one."""
    return request.client.host if request.client else "unknown"


async def _token(sent: Annotated[Credentials, Depends(EDIT_TOKEN)]) -> str:
    return sent.credentials if sent else ""


DeskOf = Annotated[Desk, Depends(_desk)]
AddressOf = Annotated[str, Depends(_address)]
TokenOf = Annotated[str, Depends(_token)]


def _operator(
    sent: Annotated[Credentials, Depends(OPERATOR_KEY)], desk: DeskOf, address: AddressOf
) -> Operator:
    return moderator(desk, sent.credentials if sent else "", address)


async def _idempotency_key(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not IDEMPOTENCY_KEY.fullmatch(key):
        fault = Fault("expected 1 to 255 printable characters", parameter="Idempotency-Key")
        raise ParametersRefused("The Idempotency-Key cannot be used; nothing was saved.", (fault,))
    return key


OperatorOf = Annotated[Operator, Depends(_operator)]
IdempotencyKeyOf = Annotated[str | None, Depends(_idempotency_key)]
