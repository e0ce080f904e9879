"""Open Referral UK 3 and HSDS 3 feeds: pages of `contents`, by number."""

from collections.abc import Iterator

from harvesters.feeds.details import read_with_details
from harvesters.feeds.paging import Wording
from harvesters.feeds.settings import ReaderSettings
from harvesters.feeds.totals import stated_as
from harvesters.notes import ReadNotes
from runtime.egress import Fetch
from schema.record import RawRecord


def read(settings: ReaderSettings, fetch: Fetch, notes: ReadNotes) -> Iterator[RawRecord]:
    """The services of the feed. Source of the envelope: HSDS 3.2 OpenAPI, `Page`."""
    return read_with_details(WORDING, settings, fetch, notes)


WORDING = Wording("contents", "per_page", 100, stated_as("total_items", "total_pages", "last_page"))
