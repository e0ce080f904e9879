"""Feeds of one document: everything is in one answer, with no pages and no stated total."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from harvesters.feeds.failures import PageFailed, feed_failed
from harvesters.feeds.settings import ReaderSettings
from harvesters.notes import ReadNotes
from runtime.egress import NO_HEADERS, Body, Fetch, FetchFailed
from schema.record import RawRecord


def read_document(
    settings: ReaderSettings,
    fetch: Fetch,
    notes: ReadNotes,
    parse: Callable[[Body], Iterator[dict[str, Any]]],
    headers: Mapping[str, str] = NO_HEADERS,
) -> Iterator[RawRecord]:
    """The records that `parse` finds; raises `FeedFailed` if there is not one before a failure.

    A document that breaks off later keeps its records and is incomplete.
    """
    try:
        with fetch.open(settings.url, headers=headers) as body:
            for said in parse(body):
                if notes.records == settings.max_records:
                    notes.cut_short(f"reading stopped at max_records, {settings.max_records}")
                    return
                notes.records += 1
                yield RawRecord(notes.records, said)
        notes.pages = 1
    except (FetchFailed, PageFailed) as failure:
        if not notes.records:
            raise feed_failed(settings.url, failure) from failure
        reason = f"the feed broke off after {notes.records} records: {failure.detail}"
        notes.cut_short(reason, temporary=failure.temporary)
    if not notes.records:
        notes.warn("the feed holds no records")
