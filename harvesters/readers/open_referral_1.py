"""Open Referral UK 1.0 feeds: pages of `content`, by number, in a Spring envelope."""

from collections.abc import Iterator, Mapping
from typing import Any

from harvesters.feeds.details import read_with_details
from harvesters.feeds.paging import Wording
from harvesters.feeds.settings import ReaderSettings
from harvesters.feeds.totals import Stated, whole_number
from harvesters.notes import ReadNotes
from runtime.egress import Fetch
from schema.record import RawRecord


def read(settings: ReaderSettings, fetch: Fetch, notes: ReadNotes) -> Iterator[RawRecord]:
    """The services of the feed. Source of the envelope: Open Referral UK 1.0 OpenAPI."""
    return read_with_details(WORDING, settings, fetch, notes)


def _stated(envelope: Mapping[str, Any], notes: ReadNotes) -> Stated:
    last = envelope.get("last")
    return Stated(
        records=whole_number(envelope.get("totalElements"), "totalElements", notes),
        pages=whole_number(envelope.get("totalPages"), "totalPages", notes),
        last=last if isinstance(last, bool) else None,
    )


WORDING = Wording("content", "per_page", 100, _stated)
