"""A whole read of a source, with each key settled: said once, said again, or contradicted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import NamedTuple, Self

import orjson

from harvesters.filled import Filled, Lost
from harvesters.identity import Identity, identify
from harvesters.notes import ReadNotes
from harvesters.settling import (
    Claim,
    Fate,
    Held,
    Verdict,
    changed_at,
    nothing_held,
    settle_key,
)
from harvesters.source import Source
from harvesters.spool import Spool
from harvesters.survey import Survey
from harvesters.understanding import as_record
from schema.record import Outcome, RawRecord, Record

KEEP = Verdict("keep")
_OUTCOMES: dict[Fate, tuple[Outcome, str]] = {
    "again": (Outcome.SKIPPED, "the source says it again elsewhere, with the same words or more"),
    "older": (Outcome.SKIPPED, "the source has a newer version of it under the same key"),
    "conflict": (
        Outcome.QUARANTINED,
        "the source says different things under one key, and not which is newer",
    ),
    "contradicts": (
        Outcome.SKIPPED,
        "the source says different things under one key; one quarantined record holds them all",
    ),
}


class Gathered(NamedTuple):
    """One record of a read: who it is, and what becomes of it beside the others."""

    identity: Identity
    fate: Fate

    def settled(self, source: Source) -> Record | None:
        """The record of one that needs no understanding; None for one that does."""
        if self.fate == "keep":
            return None
        outcome, reason = _OUTCOMES[self.fate]
        return as_record(source, self.identity, outcome, reason=reason)


class Gathering:
    """Takes in the records of a read, and gives them back once all are known.

    `edition` is that of the postcodes by which the records will be understood; `held` gives what
    is held under a key already.
    What becomes of a record never depends on the order in which the source tells them. Used as a
    context, so that what was set aside on disk goes.
    """

    def __init__(self, source: Source, edition: str = "", held: Held = nothing_held) -> None:
        self.source = source
        self._edition = edition
        self._held = held
        self.survey = Survey(source)
        self.filled = Filled(source)
        self._spool = Spool()

    def add(self, raw: RawRecord) -> None:
        self.survey.look(raw.said)
        self.filled.look(raw.said)
        self._spool.add(identify(self.source, raw, self._edition))

    def report(self, notes: ReadNotes) -> None:
        """At the end of the read, note the fields that nobody has mapped."""
        self.survey.report(notes)

    def lost(self, before: Mapping[str, int]) -> list[Lost]:
        """The fields that were filled in an earlier read, of which `before` tells, and are not."""
        return self.filled.lost(before, (orjson.loads(one.said) for one in self._spool))

    def close(self) -> None:
        """Let go of what was set aside on disk."""
        self._spool.close()

    def __len__(self) -> int:
        return len(self._spool)

    def __iter__(self) -> Iterator[Gathered]:
        """Every record that was added, exactly once, in the order of the feed."""
        verdicts = self._verdicts(self._spool.repeated())
        for position, identity in enumerate(self._spool):
            verdict = verdicts.get(position, KEEP)
            judged = identity if verdict is KEEP else _as_judged(identity, verdict)
            yield Gathered(judged, verdict.fate)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _verdicts(self, marks: frozenset[int]) -> dict[int, Verdict]:
        """Verdicts on the records whose key came more than once, by position."""
        if not marks:
            return {}
        claims: dict[str, list[Claim]] = defaultdict(list)
        for position, (offset, identity) in enumerate(self._spool.located()):
            if self._spool.is_among(position, marks):
                said = orjson.loads(identity.said)
                changed = changed_at(self.source, said if isinstance(said, dict) else {})
                claim = Claim(position, offset, identity.fingerprint, changed)
                claims[identity.key].append(claim)
        verdicts: dict[int, Verdict] = {}
        for key, several in claims.items():
            verdicts |= settle_key(self.source, key, several, self._said_at, self._held)
        return verdicts

    def _said_at(self, offset: int) -> dict[str, object]:
        said: dict[str, object] = orjson.loads(self._spool.at(offset).said)
        return said


def _as_judged(identity: Identity, verdict: Verdict) -> Identity:
    """The identity under the key, and with the words, that a verdict gives it."""
    return identity._replace(
        key=verdict.key or identity.key,
        said=verdict.said or identity.said,
        fingerprint=verdict.fingerprint or identity.fingerprint,
    )
