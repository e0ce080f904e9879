"""Changes as Realtime Paged Data Exchange 1.0 writes them: stored bytes spliced into a page."""

from collections.abc import Iterable, Sequence

import orjson

from directory.feeds import ChangedAward, ChangedService
from journeys.awards import shown_award

_UPDATED = b'{"state":"updated","kind":"%b","id":"%b","modified":%d,"data":%b}'
_DELETED = b'{"state":"deleted","kind":"%b","id":"%b","modified":%d}'


def services_items(changes: Iterable[ChangedService]) -> list[bytes]:
    """One item for each listing; its data are the bytes that HSDS serves."""
    return [_item(b"service", id_, number, body) for number, id_, body in changes]


def awards_items(changes: Iterable[ChangedAward]) -> list[bytes]:
    """One item for each award, with how it stands now; a revoked one is deleted."""
    return [
        _item(b"award", id_, number, orjson.dumps(shown_award(view)) if view else None)
        for number, id_, view in changes
    ]


def page_body(items: Sequence[bytes], next_url: str, licence: str) -> bytes:
    """A page: where to go on, the items, and the licence of the whole."""
    frame = orjson.dumps({"next": next_url, "license": licence})
    return b'%b,"items":[%b]}' % (frame[:-1], b",".join(items))


def _item(kind: bytes, id_: str, number: int, body: bytes | None) -> bytes:
    if body is None:
        return _DELETED % (kind, id_.encode(), number)
    return _UPDATED % (kind, id_.encode(), number, body)
