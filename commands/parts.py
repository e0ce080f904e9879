"""Build the parts of the house from the settings and hand them over."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsError
from sqlalchemy.exc import ProgrammingError

from api.directory.about import About
from api.measures import count_page, timed
from api.parts import USUAL, Limits
from api.parts import Parts as ApiParts
from api.turns import Turns, may_wait
from commands.engine import open_index
from commands.output import fail, steps, warn
from directory import migrating, withdrawals
from directory.catalogue.reading import Catalogue
from directory.fhir.reading import FhirReading
from directory.reading import Reading
from directory.submissions.tokens import server_secret
from journeys.exports.bulk import Bulk
from journeys.finding.crisis import CrisisWords, load_crisis_words
from journeys.finding.degraded import WithReserve
from journeys.keeping.desk import Desk
from journeys.standing import Disk, Watch
from journeys.suburbs import remembered
from places.gazetteer import Gazetteer
from places.opening import is_ready, open_gazetteer
from runtime.clock import Clock, SystemClock
from runtime.connecting import LOCK_S, Connecting, Purpose
from runtime.database import Database
from runtime.draining import Draining
from runtime.generations import FRESH_S, Generations, State
from runtime.page_cache import PageCache
from runtime.settings import Settings
from runtime.workers import Processes, spare_cores
from search.embedded import EmbeddedIndex
from search.index import SearchIndex
from search.language import SYNONYMS, Language, load_language
from web.parts import Parts as PageParts

if TYPE_CHECKING:
    from runtime.egress import Egress

FEW_THREADS = 4
"""Enough where no thread asks another program: more would only wait for each other."""
SHIPPED_SOURCES = Path(__file__).resolve().parent.parent / "harvesters" / "sources"


class Parts:
    """Each part is opened when it is first asked for, so that a command pays for what it uses.

    What is slow to import and seldom needed is imported then too.
    """

    def __init__(
        self, settings: Settings, *, loopback: bool = False, purpose: Purpose = "working"
    ) -> None:
        self.settings = settings
        self.loopback = loopback
        self.purpose = purpose
        self.clock: Clock = SystemClock()
        settings.data_dir.mkdir(parents=True, exist_ok=True)

    @cached_property
    def database(self) -> Database:
        """The database, brought to this version's shape and to every withdrawal ever made."""
        database = Database(self.settings.database_url_or_default(), self._connecting)
        try:
            migrating.upgrade(database)
        except ProgrammingError as error:
            fail(f"{error.orig}; a role that may do so runs: fingerpost migrate")
        withdrawals.reapply(database, self.ledger, self.clock.now())
        try:
            withdrawals.write_down(database, self.ledger)
        except OSError as error:
            warn(f"withdrawals cannot be written down beside the database: {error}")
        return database

    @property
    def _connecting(self) -> Connecting:
        asked, serving = self.settings, self.purpose == "serving"
        return Connecting(
            purpose=self.purpose,
            statement_s=asked.serving_statement_s if serving else asked.working_statement_s,
            lock_s=asked.serving_statement_s if serving else LOCK_S,
            pool=asked.database_pool,
            overflow=asked.database_overflow,
            wait_s=asked.database_wait_s,
        )

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
        """Files of everything published, in a folder that all who make or serve them share."""
        folder = self.settings.exports_dir or self.settings.data_dir / "exports"
        return Bulk(folder, self.database, self.clock)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Postcodes and places, built into the data folder when they are not there yet."""
        folder = self.settings.data_dir / "places"
        if not is_ready(folder, self.settings.northern_ireland):
            from places.building import build

            with steps("Postcodes and places") as progress:
                build(folder, self.settings.northern_ireland, progress)
        return remembered(open_gazetteer(folder), self.suburbs)

    @property
    def suburbs(self) -> Path:
        """Where suburbs are kept that were learnt from harvested addresses."""
        return self.settings.data_dir / "suburbs.json"

    @cached_property
    def index(self) -> SearchIndex:
        return open_index(self.settings, self.language, self.database)

    @cached_property
    def finding(self) -> WithReserve:
        """The index for those who search: the database answers them while it is away."""
        return WithReserve(self.index, self.catalogue, self.language, may_wait)

    @cached_property
    def language(self) -> Language:
        own = self.settings.synonyms_file
        return load_language((SYNONYMS, own) if own else (SYNONYMS,))

    @cached_property
    def crisis(self) -> CrisisWords:
        path = self.settings.crisis_file
        return load_crisis_words(path) if path else load_crisis_words()

    @property
    def about(self) -> About:
        """What the operator says of this directory."""
        said = self.settings
        return About(
            description=said.about,
            data_guide=said.data_guide,
            publisher=said.publisher,
            publisher_id=said.publisher_id,
            publisher_email=said.publisher_email,
            publisher_website=said.publisher_website,
            awards_licence=said.awards_licence,
        )

    @property
    def terms_file(self) -> Path:
        """What the operator says that terms of sources mean; it need not exist."""
        return self.settings.terms_file or self.settings.data_dir / "terms.toml"

    @property
    def ledger(self) -> Path:
        """Where withdrawals are written down beside the database."""
        return self.settings.data_dir / "withdrawals.jsonl"

    @property
    def source_folders(self) -> Sequence[Path]:
        """The source files shipped, those in the data folder, and the operator's own."""
        return (SHIPPED_SOURCES, *self.own_source_folders)

    @property
    def own_source_folders(self) -> Sequence[Path]:
        """The source files that did not come with Fingerpost."""
        own = self.settings.data_dir / "sources"
        return (*([own] if own.is_dir() else []), *self.settings.sources_dir)

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
            catalogue_position=self.catalogue.position,
            further=(Disk(self.settings.data_dir).look,),
            draining=self.draining.begun,
        )

    @cached_property
    def version(self) -> str:
        return version("fingerpost")

    @cached_property
    def pages(self) -> PageCache:
        """Pages kept while nothing is published: in SQLite asking anew costs next to nothing."""
        fresh_s = 0.0 if self.database.is_sqlite else FRESH_S
        return PageCache(Generations(self._state, fresh_s), self.clock, seen=count_page)

    def _state(self) -> State:
        marks = (self.catalogue.position(),)
        return State(self.reading.generation(), marks, self.reading.boundary())

    def for_pages(self) -> PageParts:
        return PageParts(
            index=timed(self.finding),
            documents=timed(self.reading),
            gazetteer=timed(self.gazetteer),
            clock=self.clock,
            crisis=self.crisis,
            desk=self.desk,
        )

    def for_api(self, limits: Limits = USUAL) -> ApiParts:
        return ApiParts(
            index=timed(self.finding),
            documents=timed(self.reading),
            catalogue=self.catalogue,
            gazetteer=timed(self.gazetteer),
            clock=self.clock,
            crisis=self.crisis,
            desk=self.desk,
            version=self.version,
            pages=self.pages,
            watch=self.watch,
            limits=replace(limits, threads=FEW_THREADS) if self._is_on_this_disk else limits,
            turns=Turns(at_once=lambda: self.is_all_here),
            public_url=self.settings.public_url,
            about=self.about,
            fhir_reading=self.fhir,
            bulk=self.bulk,
        )

    @property
    def is_all_here(self) -> bool:
        """Whether a search waits for nothing slow: index and database lie on this disk, and the
        index answers.
        """
        return self._is_on_this_disk and not self.finding.is_away

    @property
    def _is_on_this_disk(self) -> bool:
        return self.database.is_sqlite and isinstance(self.index, EmbeddedIndex)

    def close(self) -> None:
        """Let go of the index and the database."""
        self.index.close()
        self.database.close()


def open_parts(*, loopback: bool = False, purpose: Purpose = "working") -> Parts:
    """The parts as the environment sets them; `loopback` lets feeds of this machine be read."""
    try:
        return Parts(Settings(), loopback=loopback, purpose=purpose)
    except ValidationError as error:
        fail("\n".join(_wrong_setting(one) for one in error.errors()), code=2)
    except SettingsError as error:
        fail(f"{error}; see docs/settings.md", code=2)
    except OSError as error:
        fail(f"FINGERPOST_DATA_DIR cannot be used: {error}", code=2)


def _wrong_setting(one: ErrorDetails) -> str:
    name = f"FINGERPOST_{one['loc'][0]}".upper()
    return f'{name} is "{one["input"]}"; {one["msg"]}'
