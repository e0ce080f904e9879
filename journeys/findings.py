"""What a run has to tell an operator: issues and reasons by how often, warnings in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from schema.record import Record

MOST_EXAMPLES = 20


@dataclass
class Findings:
    """Filled while a run goes on; issues are those of records that said something new."""

    issues: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    filled: dict[str, int] = field(default_factory=dict)

    def note(self, record: Record) -> None:
        """Count what is wrong with a record, and keep a few in words."""
        self.issues.update(one.code for one in record.issues)
        if record.reason:
            self.note_reason(str(record.outcome), record.reason)
        for one in record.issues:
            if len(self.examples) < MOST_EXAMPLES:
                self.examples.append(f"{record.key}: {one}")

    def note_reason(self, outcome: str, reason: str) -> None:
        """Count why a record was not taken."""
        self.reasons[f"{outcome}: {reason}"] += 1

    def add(self, others: "Findings") -> None:
        """Take in what was found elsewhere, after what was found here."""
        self.issues.update(others.issues)
        self.reasons.update(others.reasons)
        self.examples += others.examples[: MOST_EXAMPLES - len(self.examples)]

    def told(self, warnings: Sequence[str], incomplete: Sequence[str]) -> dict[str, Any]:
        """What is kept with the run; what is empty is left out."""
        everything = {
            "issues": dict(self.issues.most_common()),
            "reasons": dict(self.reasons.most_common()),
            "examples": self.examples,
            "warnings": list(warnings),
            "incomplete": list(incomplete),
            "filled": self.filled,
        }
        return {name: value for name, value in everything.items() if value}
