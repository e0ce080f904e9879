"""What commands work with: each part is opened from the settings when it is first asked for."""

from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from commands.engine import open_index
from commands.output import steps
from commands.parts.database import open_database
from commands.parts.folders import Folders
from directory import migrating
from directory.catalogue.reading import Catalogue
from directory.documents.reading import Reading
from directory.fhir.reading import FhirReading
from directory.submissions.tokens import server_secret
from journeys.exports.bulk import Bulk
from journeys.finding.crisis import CrisisWords, load_crisis_words
from journeys.keeping.desk import Desk
from journeys.standing import Disk, Watch
from journeys.suburbs import remembered
from places.gazetteer import Gazetteer
from places.opening import is_ready, open_gazetteer
from runtime.clock import Clock, SystemClock
from runtime.connecting import Purpose
from runtime.database import Database
from runtime.draining import Draining
from runtime.settings import Settings
from runtime.workers import Processes, spare_cores
from search.index import SearchIndex
from search.language import Language
from search.language_files import SYNONYMS, load_language

if TYPE_CHECKING:
    from runtime.egress import Egress


class Parts(Folders):
    """Each part is opened when it is first asked for, so that a command pays for what it uses.

    What is slow to import and seldom needed is imported then too.
    """

    def __init__(
        self, settings: Settings, *, loopback: bool = False, purpose: Purpose = "working"
    ) -> None:
        super().__init__(settings)
        self.loopback = loopback
        self.purpose = purpose
        self.clock: Clock = SystemClock()

    @cached_property
    def database(self) -> Database:
        """The database, brought to this version's shape and to every withdrawal ever made."""
        return open_database(self.settings, self.purpose, self.ledger, self.clock)

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.database, self.clock)

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue(self.database, self.clock)

    @cached_property
    def fhir(self) -> FhirReading:
        return FhirReading(self.database, self.clock)

    @cached_property
    def bulk(self) -> Bulk:
        """Files of everything published."""
        return Bulk(self.exports, self.database, self.clock)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Postcodes and places, built into the data folder when they are not there yet."""
        folder = self.settings.data_dir / "places"
        if not is_ready(folder, self.settings.northern_ireland):
            from places.building import build

            with steps("Postcodes and places") as progress:
                build(folder, self.settings.northern_ireland, progress)
        return remembered(open_gazetteer(folder), self.suburbs)

    @cached_property
    def index(self) -> SearchIndex:
        return open_index(self.settings, self.language, self.database)

    @cached_property
    def language(self) -> Language:
        own = self.settings.synonyms_file
        return load_language((SYNONYMS, own) if own else (SYNONYMS,))

    @cached_property
    def crisis(self) -> CrisisWords:
        path = self.settings.crisis_file
        return load_crisis_words(path) if path else load_crisis_words()

    @cached_property
    def egress(self) -> "Egress":
        """The client for the outside, with one pace for each host."""
        from runtime.egress import Egress, EgressPolicy

        return Egress(self.settings.contact, policy=EgressPolicy(allow_loopback=self.loopback))

    @cached_property
    def workers(self) -> Processes:
        """The other cores of this machine, for what is large."""
        return Processes(spare_cores())

    @cached_property
    def desk(self) -> Desk:
        """Where groups' own listings are received; its secret is made in the data folder once."""
        return Desk(
            database=self.database,
            reading=self.reading,
            index=self.index,
            gazetteer=self.gazetteer,
            clock=self.clock,
            secret=server_secret(self.settings.data_dir),
        )

    @cached_property
    def draining(self) -> Draining:
        """Whether this process is on its way out."""
        return Draining()

    @cached_property
    def watch(self) -> Watch:
        """Who looks at everything that serving depends on."""
        return Watch(
            self.reading,
            self.index,
            self.clock,
            shape_is_right=lambda: migrating.revision(self.database) == migrating.NEWEST,
            followers={"catalogue": self.catalogue.position, "fhir": self.fhir.position},
            further=(Disk(self.settings.data_dir).look,),
            draining=self.draining.begun,
        )

    @cached_property
    def version(self) -> str:
        return version("fingerpost")

    def close(self) -> None:
        """Let go of the index and the database."""
        self.index.close()
        self.database.close()
