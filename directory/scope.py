"""What a publication is about."""

from dataclasses import dataclass
from datetime import datetime

from directory.filed import Filed


@dataclass(frozen=True, slots=True)
class Scope:
    """A run of a source (`run_id` above 0) with what was read in it."""

    run_id: int
    source_id: str
    now: datetime
    read: Filed
