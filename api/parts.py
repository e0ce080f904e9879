"""What the doors are given to work with; built by a command, never read from settings here."""

from dataclasses import dataclass, field

from api.directory.about import NOTHING_SAID, About
from api.turns import Turns, never
from directory.feeds import Feeds
from directory.fhir.reading import FhirReading
from journeys.catalogued import Catalogue
from journeys.exports.bulk import Bulk
from journeys.finding.crisis import CrisisWords
from journeys.finding.place import Gazetteer
from journeys.keeping.desk import Desk
from journeys.standing import Watch
from journeys.stored import Documents
from runtime.clock import Clock
from runtime.page_cache import UNCACHED, Pages
from search.index import SearchIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a caller may send in one request, and how many are answered at once."""

    body_bytes: int = 256_000
    under_way: int = 256
    """Requests of one process that may wait for their answers at once: a second's work, so that one
    which was held up for two refuses nobody."""
    at_work: int = 4
    """Requests of one process that threads work on side by side: more would only wait for each
    other, and the event loop for all of them."""
    threads: int = 10
    """The same with those that wait for another program meanwhile."""
    shares: bool = False
    """Whether other processes take connections from the same port."""


USUAL = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything the routers use: reading, finding, the desk of groups' own listings, limits."""

    index: SearchIndex
    documents: Documents
    catalogue: Catalogue
    gazetteer: Gazetteer
    clock: Clock
    crisis: CrisisWords
    desk: Desk
    version: str
    pages: Pages = UNCACHED
    watch: Watch | None = None
    about: About = NOTHING_SAID
    limits: Limits = USUAL
    turns: Turns = field(default_factory=lambda: Turns(at_once=never))
    public_url: str | None = None
    fhir_reading: FhirReading | None = None
    bulk: Bulk | None = None

    @property
    def feeds(self) -> Feeds:
        """What changed, in the order of its changes."""
        return Feeds(self.desk.database, self.clock)

    @property
    def fhir(self) -> FhirReading:
        """The same as FHIR resources."""
        return self.fhir_reading or FhirReading(self.desk.database, self.clock)
