"""What the doors and the pages are handed: the parts, timed, and what only serving needs."""

from functools import cached_property, partial

from api.directory.about import About
from api.measures import count_documents, count_page, timed
from api.parts import USUAL, Limits
from api.parts import Parts as ApiParts
from api.turns import Turns, may_wait
from commands.parts import Parts
from directory import glance
from directory.documents.ahead import EVERY_S, ReadingAhead
from directory.documents.kept import KeptReading
from directory.documents.reading import Reading
from journeys.finding.degraded import WithReserve
from journeys.tend import Tending
from runtime.generations import FRESH_S, Generations
from runtime.kept import MEGABYTE
from runtime.page_cache import PageCache
from web.parts import Parts as PageParts


class Serving:
    """One process that answers; the doors and the pages share what it keeps."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def for_pages(self) -> PageParts:
        parts = self._parts
        return PageParts(
            index=timed(self.finding),
            documents=timed(self.documents),
            gazetteer=timed(parts.gazetteer),
            clock=parts.clock,
            crisis=parts.crisis,
            desk=parts.desk,
        )

    def for_api(self, limits: Limits = USUAL) -> ApiParts:
        parts = self._parts
        return ApiParts(
            index=timed(self.finding),
            documents=timed(self.documents),
            catalogue=parts.catalogue,
            gazetteer=timed(parts.gazetteer),
            clock=parts.clock,
            crisis=parts.crisis,
            desk=parts.desk,
            version=parts.version,
            pages=self._pages(),
            watch=parts.watch,
            limits=limits,
            turns=Turns(at_once=lambda: self.is_all_here),
            public_url=parts.settings.public_url,
            about=self._about(),
            fhir_reading=parts.fhir,
            bulk=parts.bulk,
        )

    @cached_property
    def finding(self) -> WithReserve:
        """The index for those who search: the database answers them while it is away."""
        parts = self._parts
        return WithReserve(parts.index, parts.catalogue, parts.language, may_wait)

    @property
    def is_all_here(self) -> bool:
        """Whether a search waits for nothing slow: what it needs lies on this disk, or is held and
        known to be true just now. What PostgreSQL has begun to read is there in a moment, or not
        waited for.
        """
        return self.finding.is_at_hand and self.documents.is_at_hand

    @cached_property
    def documents(self) -> Reading:
        """What is published. In SQLite a document is read as fast as it could be kept."""
        parts, most = self._parts, self._parts.settings.documents_kept_mb * MEGABYTE
        if parts.database.is_sqlite or not most:
            return parts.reading
        return KeptReading(parts.database, parts.clock, self._generations, most, count_documents)

    def beside(self) -> list[Tending]:
        """What fills what is kept beside answering, if anything."""
        if not isinstance(self.documents, KeptReading):
            return []
        ahead = ReadingAhead(self.documents)
        return [Tending([ahead.turn], every_s=EVERY_S, name="reading ahead")]

    def _pages(self) -> PageCache:
        """Pages kept while nothing is published."""
        return PageCache(self._generations, self._parts.clock, seen=count_page)

    @cached_property
    def _generations(self) -> Generations:
        """One glance serves all that is kept; in SQLite asking anew costs next to nothing."""
        database = self._parts.database
        fresh_s = 0.0 if database.is_sqlite else FRESH_S
        return Generations(partial(glance.look, database), fresh_s, lambda: database.writes)

    def _about(self) -> About:
        """What the operator says of this directory."""
        said = self._parts.settings
        return About(
            description=said.about,
            data_guide=said.data_guide,
            publisher=said.publisher,
            publisher_id=said.publisher_id,
            publisher_email=said.publisher_email,
            publisher_website=said.publisher_website,
            awards_licence=said.awards_licence,
        )
