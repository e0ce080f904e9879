"""Feeds of numbered pages: from page 1 until the end, whatever the feed claims on the way.

What a feed says of its size, its pages and its last page is a hint for when to stop and a check
at the end. Only pages that were read count, and of those only records of different ids.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from harvesters.feeds.addresses import has_parameter, with_query
from harvesters.feeds.failures import Failure, PageFailed, feed_failed
from harvesters.feeds.json_page import ASK_JSON, JsonPage
from harvesters.feeds.page_outcome import Outcome, Progress
from harvesters.feeds.settings import ReaderSettings
from harvesters.feeds.totals import Reads, Stated
from harvesters.notes import ReadNotes
from runtime.egress import Fetch, FetchFailed
from schema.record import RawRecord

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a kind of paged feed words its requests and its envelope.

    `stated` may note what else the envelope says, and raises `PageFailed` if that is an error.
    """

    items: str
    size_parameter: str
    default_size: int | None
    stated: Reads


def read_pages(
    wording: Wording,
    settings: ReaderSettings,
    fetch: Fetch,
    notes: ReadNotes,
    completed: Callable[[Said], Said] = lambda said: said,
) -> Iterator[RawRecord]:
    """The records of all pages; raises `FeedFailed` if the first page cannot be read.

    A page that fails later makes the read incomplete, and the pages after it are still read.
    `completed` is given each record as the list has it.
    """
    progress = Progress(notes)
    for number in range(1, settings.max_pages + 1):
        page = _Page(wording, settings, fetch, notes, progress)
        for said in page.records(number):
            if notes.records == settings.max_records:
                notes.cut_short(f"reading stopped at max_records, {settings.max_records}")
                return progress.check()
            notes.records += 1
            yield RawRecord(notes.records, completed(said))
        if not progress.goes_on(number, page.outcome()):
            return progress.check()
    notes.cut_short(f"reading stopped at max_pages, {settings.max_pages}")
    return progress.check()


class _Page:
    """One page being read: its records, and afterwards what came of it."""

    def __init__(
        self,
        wording: Wording,
        settings: ReaderSettings,
        fetch: Fetch,
        notes: ReadNotes,
        progress: Progress,
    ) -> None:
        self._wording = wording
        self._settings = settings
        self._fetch = fetch
        self._notes = notes
        self._progress = progress
        self._items = self._fresh = 0
        self._stated = Stated()
        self._failure: Failure | None = None

    def records(self, number: int) -> Iterator[Said]:
        try:
            with self._fetch.open(self._url(number), headers=ASK_JSON) as body:
                page = JsonPage(body, (self._wording.items,), self._settings, self._notes)
                for said in page:
                    self._fresh += self._progress.met(said)
                    yield said
                self._items = page.items
                self._stated = self._wording.stated(page.envelope, self._notes)
                self._notes.pages += 1
        except (FetchFailed, PageFailed) as failure:
            self._failure = failure
            if number == 1 and not self._notes.records:
                raise feed_failed(self._settings.url, failure) from failure

    def outcome(self) -> Outcome:
        return Outcome(self._items, self._fresh, self._stated, self._failure)

    def _url(self, number: int) -> str:
        parameters = {"page": str(number)}
        size = self._settings.page_size or self._wording.default_size
        asked = has_parameter(self._settings.url, self._wording.size_parameter)
        if size and (self._settings.page_size or not asked):
            parameters[self._wording.size_parameter] = str(size)
        return with_query(self._settings.url, parameters)
