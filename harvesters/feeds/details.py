"""Each service asked for by itself, where the list of a feed holds summaries only."""

from collections.abc import Iterator
from typing import Any

from harvesters.feeds.addresses import below
from harvesters.feeds.failures import Failure, PageFailed
from harvesters.feeds.json_page import ASK_JSON
from harvesters.feeds.json_values import JsonValues
from harvesters.feeds.paging import Wording, read_pages
from harvesters.feeds.settings import ReaderSettings
from harvesters.feeds.sniff import json_text
from harvesters.feeds.text import text_of
from harvesters.notes import ReadNotes
from runtime.egress import Fetch, FetchFailed, NotFound
from schema.record import RawRecord

MOST_FAILED_IN_A_ROW = 5
LONGEST_DETAIL = 4 * 1024 * 1024


class Details:
    """Adds to what a list says of a service what its own address says.

    Where that fails, the list's word is kept with a warning; after five failures in a row no
    more are asked for, and the read is incomplete.
    """

    def __init__(self, settings: ReaderSettings, fetch: Fetch, notes: ReadNotes) -> None:
        self._settings = settings
        self._fetch = fetch
        self._notes = notes
        self._values = JsonValues(notes)
        self._failed = 0

    def completed(self, said: dict[str, Any]) -> dict[str, Any]:
        """`said` with the members of its detail in place of its own."""
        record_id = str(said.get("id") or "")
        url = below(self._settings.url, record_id)
        if url is None or self._failed >= MOST_FAILED_IN_A_ROW:
            return said
        try:
            detail = self._detail(url, record_id)
        except (FetchFailed, PageFailed) as failure:
            self._note(record_id, failure)
            return said
        self._failed = 0
        return {**said, **detail}

    def _detail(self, url: str, record_id: str) -> dict[str, Any]:
        with self._fetch.open(url, headers=ASK_JSON) as body:
            pieces = json_text(text_of(body, self._settings, self._notes))
            text = _bounded(pieces)
        try:
            detail = self._values.parse(text, f"the detail of {record_id}")
        except (ValueError, RecursionError) as error:
            raise PageFailed("not_json", f"it is not JSON ({error})") from None
        if not isinstance(detail, dict) or str(detail.get("id")) != record_id:
            raise PageFailed("other_record", "it is not about the record that was asked for")
        return detail

    def _note(self, record_id: str, failure: Failure) -> None:
        self._notes.warn("a detail could not be read; the list's word was kept", record_id)
        self._failed = 0 if isinstance(failure, NotFound) else self._failed + 1
        if self._failed == MOST_FAILED_IN_A_ROW:
            self._notes.cut_short(
                f"details were given up after {self._failed} failures in a row: {failure.detail}",
                temporary=failure.temporary,
            )


def read_with_details(
    wording: Wording, settings: ReaderSettings, fetch: Fetch, notes: ReadNotes
) -> Iterator[RawRecord]:
    """The records of all pages, each with its own details where the source asks for them."""
    if not settings.details:
        return read_pages(wording, settings, fetch, notes)
    return read_pages(wording, settings, fetch, notes, Details(settings, fetch, notes).completed)


def _bounded(pieces: Iterator[str]) -> str:
    parts: list[str] = []
    length = 0
    for piece in pieces:
        parts.append(piece)
        length += len(piece)
        if length > LONGEST_DETAIL:
            raise PageFailed("too_large", f"it is longer than {LONGEST_DETAIL} characters")
    return "".join(parts)
