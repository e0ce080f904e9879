"""Sources as people read of them: who, under which licence, how the last harvest ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from journeys.stored import SourceState
from runtime.clock import LONDON
from web.wording.contacts import Link, web_link
from web.wording.dates import ago, in_words
from web.wording.lists import counted, joined

HEALTH: Mapping[str, str] = {
    "ok": "Up to date",
    "late": "Not read in full for more than a month",
    "incomplete": "The last reading was incomplete; what was known before stays",
    "failing": "The last reading failed; what was known before stays",
    "never": "Not read yet",
}
COUNTS: Mapping[str, str] = {
    "read": "read",
    "new": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "quarantined": "set aside as unusable",
    "withheld": "held back",
    "skipped": "skipped",
    "gone": "gone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source and its health; `last` tells its last reading in one sentence."""

    id: str
    title: str
    publisher: str
    website: Link | None
    licence: Link
    attribution: tuple[Link, ...]
    records: str
    healthy: bool
    health: str
    last: str | None
    reason: str | None


def sources(states: Sequence[SourceState], today: date) -> list[Source]:
    """All sources in their order."""
    return [_source(one, today) for one in states]


def _source(one: SourceState, today: date) -> Source:
    facts, run = one.facts, one.last_run
    licence = facts.licence
    return Source(
        id=facts.id,
        title=facts.title,
        publisher=facts.publisher.name,
        website=web_link(facts.website or facts.publisher.website),
        licence=web_link(licence.url, licence.name) or Link(licence.name, None),
        attribution=tuple(
            web_link(said.url, said.text) or Link(said.text, None) for said in facts.attribution
        ),
        records=counted(one.records, "record"),
        healthy=one.health == "ok",
        health=HEALTH.get(one.health, one.health),
        last=_last(run, today) if run else None,
        reason=run.get("reason") if run and one.health != "ok" else None,
    )


def _last(run: Mapping[str, Any], today: date) -> str:
    moment = run.get("ended_at") or run["started_at"]
    day = moment.astimezone(LONDON).date()
    counts = run.get("counts") or {}
    told = [f"{counts[name]:,} {words}" for name, words in COUNTS.items() if counts.get(name)]
    return f"{in_words(day)} ({ago(day, today)}): {joined(told) or 'nothing read'}"
