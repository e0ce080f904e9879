"""Open Referral UK 1.0 feeds: pages of `content`, by number, in a Spring envelope."""

from collections.abc import Iterator

from harvesters.feeds.details import read_with_details
from harvesters.feeds.paging import Wording
from harvesters.feeds.settings import ReaderSettings
from harvesters.feeds.totals import stated_as
from harvesters.notes import ReadNotes
from runtime.egress import Fetch
from schema.record import RawRecord


def read(settings: ReaderSettings, fetch: Fetch, notes: ReadNotes) -> Iterator[RawRecord]:
    """The services of the feed. Source of the envelope: Open Referral UK 1.0 OpenAPI."""
    return read_with_details(WORDING, settings, fetch, notes)


WORDING = Wording("content", "per_page", 100, stated_as("totalElements", "totalPages", "last"))
