"""What is told of a run once all of a feed was read: whether it is whole, and why not."""

from dataclasses import dataclass

from directory.runs import COMPLETE, INCOMPLETE, Counts, RunReport
from harvesters.notes import ReadNotes
from harvesters.source import Source
from journeys.findings import Findings


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of a source, held against what its file expects."""

    source: Source
    counts: Counts
    notes: ReadNotes

    def report(self, run_id: int, findings: Findings) -> RunReport:
        """The run as operators see it."""
        incomplete = self.incomplete()
        return RunReport(
            run_id,
            self.source.id,
            INCOMPLETE if incomplete else COMPLETE,
            self.counts,
            reason=self._reason(incomplete),
            stated_total=self.notes.stated_total,
            temporary=self.notes.temporary,
            retry_after_s=self.notes.retry_after_s,
            findings=findings.told(self._warnings(), incomplete),
        )

    def incomplete(self) -> list[str]:
        """Why nothing may be concluded from what the feed did not hold; empty where it may."""
        least = self.source.expect.least
        if least is not None and self.counts.read < least:
            said = f"{self.counts.read} records were read and at least {least} are expected"
            return [*self.notes.incomplete, said]
        return self.notes.incomplete

    def _warnings(self) -> list[str]:
        most = self.source.expect.most
        if most is not None and self.counts.read > most:
            said = f"{self.counts.read} records were read and at most {most} are expected"
            return [*self.notes.warnings, said]
        return self.notes.warnings

    def _reason(self, incomplete: list[str]) -> str | None:
        if incomplete:
            return f"incomplete, so nothing was taken away: {'; '.join(incomplete[:3])}"
        if self.counts.gone_withheld:
            return (
                f"{self.counts.gone_withheld} records are missing, more than a tenth; their"
                f" listings were kept. If they are really gone: fingerpost harvest"
                f" {self.source.id} --accept-deletions {self.counts.gone_withheld}"
            )
        return None
