"""How far a paged feed has been read, and whether another page is asked for."""

from dataclasses import dataclass
from typing import Any

from harvesters.feeds.failures import Failure
from harvesters.feeds.seen import Seen
from harvesters.feeds.totals import Stated, check_total
from harvesters.notes import ReadNotes
from runtime.egress import BadStatus, NotFound, Refused

MOST_FAILED_IN_A_ROW = 3
MOST_EMPTY_IN_A_ROW = 2
NO_USE_GOING_ON = frozenset({401, 403, 429})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one page: `fresh` counts the records whose id had not been met before."""

    items: int
    fresh: int
    stated: Stated
    failure: Failure | None


class Progress:
    """Ids met and pages failed so far; decides after each page whether to go on."""

    def __init__(self, notes: ReadNotes) -> None:
        self._notes = notes
        self._seen = Seen()
        self._first_stated: int | None = None
        self._pages: int | None = None
        self._failed = self._empty = 0

    def met(self, said: dict[str, Any]) -> bool:
        """Whether this record's id is new; one without an id is told by all that it says."""
        key = said.get("id")
        return self._seen.add(repr(said) if key in (None, "") else str(key))

    def goes_on(self, number: int, outcome: Outcome) -> bool:
        """Whether to ask for the page after page `number`."""
        if outcome.failure is not None:
            return self._after_failure(number, outcome.failure)
        self._failed = 0
        self._take(outcome)
        if not outcome.items:
            return self._after_empty(outcome)
        self._empty = 0
        if not outcome.fresh:
            self._repeats(number)
            return False
        return not self._says_last(number, outcome) or self._lacks_some()

    def check(self) -> None:
        """At the end: compare what the feed stated with what was read."""
        check_total(self._notes, self._first_stated, len(self._seen))
        if not self._notes.records:
            self._notes.warn("the feed holds no records")

    def _after_failure(self, number: int, failure: Failure) -> bool:
        if isinstance(failure, NotFound):
            if self._notes.stated_total is None:
                self._notes.cut_short(f"page {number} is not there, and no total is stated")
            return False
        said = f"page {number} could not be read: {failure.detail}"
        self._notes.cut_short(said, temporary=failure.temporary)
        self._notes.retry_after_s = failure.retry_after_s
        self._failed += 1
        asks_to_wait = failure.retry_after_s is not None
        hopeless = isinstance(failure, Refused) or (
            isinstance(failure, BadStatus) and failure.status in NO_USE_GOING_ON
        )
        past_the_end = self._pages is not None and number >= self._pages
        over = hopeless or asks_to_wait or past_the_end
        return not over and self._failed < MOST_FAILED_IN_A_ROW

    def _after_empty(self, outcome: Outcome) -> bool:
        self._empty += 1
        more = self._lacks_some() and outcome.stated.last is not True
        return more and self._empty < MOST_EMPTY_IN_A_ROW

    def _take(self, outcome: Outcome) -> None:
        total = outcome.stated.records
        if total == 0 and self._seen:
            self._notes.warn("the feed states 0 records and holds some; its total was ignored")
            total = None
        if total is not None:
            self._notes.stated_total = total
            self._first_stated = total if self._first_stated is None else self._first_stated
        self._pages = outcome.stated.pages or self._pages

    def _repeats(self, number: int) -> None:
        if self._notes.stated_total is None:
            self._notes.cut_short(f"page {number} holds nothing but records of pages before it")

    def _says_last(self, number: int, outcome: Outcome) -> bool:
        if self._pages is not None:
            return number >= self._pages
        return outcome.stated.last is True

    def _lacks_some(self) -> bool:
        total = self._notes.stated_total
        return total is not None and len(self._seen) < total
