"""What a publication is about."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Scope:
    """A run with what it staged (`run_id` above 0), or listings to be computed anew (0)."""

    publication: str
    run_id: int
    source_id: str
    now: datetime
