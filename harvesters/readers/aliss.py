"""ALISS, versions 4 and 5: pages of `data` until one is empty; `next` is never followed.

The address chooses what is read: `/services` with its search, or `/import` for everything.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from harvesters.feeds.failures import PageFailed
from harvesters.feeds.paging import Wording, read_pages
from harvesters.feeds.settings import ReaderSettings
from harvesters.feeds.totals import Stated, whole_number
from harvesters.notes import ReadNotes
from runtime.egress import Fetch
from schema.record import RawRecord

MOST_ATTRIBUTIONS = 20
LONGEST_ATTRIBUTION = 500


def read(settings: ReaderSettings, fetch: Fetch, notes: ReadNotes) -> Iterator[RawRecord]:
    """The services of the feed, with the attributions that it asks for kept in `notes`."""
    return read_pages(WORDING, settings, fetch, notes)


def _stated(envelope: Mapping[str, Any], notes: ReadNotes) -> Stated:
    error = envelope.get("error")
    if error:
        raise PageFailed("source_error", f'the source says: "{str(error)[:200]}"')
    meta = envelope.get("meta")
    if isinstance(meta, dict):
        _keep_terms(meta, notes)
    return Stated(records=whole_number(envelope.get("count"), "count", notes))


def _keep_terms(meta: Mapping[str, Any], notes: ReadNotes) -> None:
    licence = meta.get("licence")
    if isinstance(licence, str) and licence:
        notes.licence = licence
    attributions = meta.get("attribution")
    for each in attributions[:MOST_ATTRIBUTIONS] if isinstance(attributions, list) else ():
        text = each.get("text") if isinstance(each, dict) else None
        if isinstance(text, str) and text:
            url = each.get("url")
            notes.credit(text[:LONGEST_ATTRIBUTION], url if isinstance(url, str) else None)


WORDING = Wording("data", "page_size", None, _stated)
