"""What the pages are given to work with; built by a command, never read from settings here."""

from dataclasses import dataclass

from journeys.finding.crisis import CrisisWords
from journeys.finding.place import Gazetteer
from journeys.keeping.desk import Desk
from journeys.stored import Documents
from runtime.clock import Clock
from search.index import SearchIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything the pages use: finding, reading, and the desk where groups keep their listings."""

    index: SearchIndex
    documents: Documents
    gazetteer: Gazetteer
    clock: Clock
    crisis: CrisisWords
    desk: Desk
