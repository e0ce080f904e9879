"""What a read has to say besides its records, and the failure when there are none."""

from dataclasses import dataclass, field

from schema.source import Attribution

MOST_REASONS = 50


class FeedFailed(Exception):
    """A feed that could not be read at all.

    `reason` is stable, for counting (`not_json`, `not_found`, `timed_out`); `detail` is a plain
    sentence. `temporary` says whether trying again later may help, `retry_after_s` when the
    source named a time itself.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        detail: str,
        *,
        temporary: bool = False,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(f"{url}: {detail}")
        self.url = url
        self.reason = reason
        self.detail = detail
        self.temporary = temporary
        self.retry_after_s = retry_after_s


@dataclass(slots=True)
class _Tally:
    count: int
    first: str | None


@dataclass
class ReadNotes:
    """Filled while a feed is being read; `incomplete` is empty after a complete read.

    `temporary` says that something is missing which may be there soon, `retry_after_s` is the wait
    that the source asked for when it refused a page.
    """

    stated_total: int | None = None
    pages: int = 0
    records: int = 0
    licence: str | None = None
    temporary: bool = False
    retry_after_s: float | None = None
    attributions: list[Attribution] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)
    _tallies: dict[str, _Tally] = field(default_factory=dict)

    @property
    def warnings(self) -> list[str]:
        """One sentence per kind of warning, with how often it was met and where first."""
        return [_sentence(text, tally) for text, tally in self._tallies.items()]

    def warn(self, text: str, where: str | None = None) -> None:
        """Note something odd that lost nothing; the same `text` again is counted, not repeated."""
        tally = self._tallies.get(text)
        if tally is None:
            self._tallies[text] = _Tally(1, where)
        else:
            tally.count += 1

    def cut_short(self, reason: str, *, temporary: bool = False) -> None:
        """Note why something may be missing: nothing may be concluded from an absence now."""
        self.temporary = self.temporary or temporary
        if reason not in self.incomplete and len(self.incomplete) < MOST_REASONS:
            self.incomplete.append(reason)

    def credit(self, text: str, url: str | None = None) -> None:
        """Keep words that the source asks to be shown, once each."""
        attribution = Attribution(text=text, url=url)
        if attribution not in self.attributions:
            self.attributions.append(attribution)


def _sentence(text: str, tally: _Tally) -> str:
    first = f", first at {tally.first}" if tally.first else ""
    return f"{text} ({tally.count} times{first})" if tally.count > 1 else _once(text, tally.first)


def _once(text: str, where: str | None) -> str:
    return f"{text} (at {where})" if where else text
