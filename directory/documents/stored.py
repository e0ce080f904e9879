"""One published object as it is served."""

from datetime import datetime
from typing import Literal, NamedTuple

State = Literal["published", "withdrawn", "merged"]

COLUMNS = "id, state, body, content_hash, successor_id, reason, stale_at"


class Stored(NamedTuple):
    """One published object as the bytes that are served, true until `valid_until`.

    Its fields stand in the order of `COLUMNS`.
    """

    id: str
    state: State
    body: bytes
    etag: str
    successor: str | None
    reason: str | None
    valid_until: datetime | None
