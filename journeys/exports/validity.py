"""Until when exported files may be served, and when there is news for them."""

from datetime import datetime, timedelta

from directory.documents.reading import Reading
from directory.exporting import fallen_since
from journeys.exports.manifest import Manifest
from runtime.clock import Clock
from runtime.database import Database

GONE_FOR = timedelta(minutes=15)
"""How long a file may be served that holds a listing which no source lists any more."""


class Validity:
    """Compares files with what is published now."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._reading = Reading(database, clock)
        self._clock = clock
        self._fallen: tuple[tuple[int, int], tuple[datetime | None, datetime | None]] | None = None

    def why_not(self, manifest: Manifest) -> str | None:
        """Why files may not be served any more, if they may not."""
        now, newest = self._clock.now(), self._reading.generation()
        if manifest.generation != newest and not self._is_of_the_past(manifest, newest):
            return "The files are of another state of the directory."
        if manifest.valid_until and now >= manifest.valid_until:
            return "A kite mark in the files has begun or ended."
        withdrawn_at, gone_at = self._fallen_since(manifest.generation, newest)
        if withdrawn_at:
            return "Something in the files was withdrawn."
        if gone_at and now >= gone_at + GONE_FOR:
            return "A listing in the files is gone."
        return None

    def is_newest(self, manifest: Manifest) -> bool:
        """Whether nothing has changed since the files were made."""
        return manifest.generation == self._reading.generation()

    def lost_something(self, manifest: Manifest) -> bool:
        """Whether anything in the files was withdrawn or has gone since."""
        return any(self._fallen_since(manifest.generation, self._reading.generation()))

    def _is_of_the_past(self, manifest: Manifest, newest: int) -> bool:
        return manifest.generation < newest and self._reading.gave(manifest.generation)

    def _fallen_since(
        self, generation: int, newest: int
    ) -> tuple[datetime | None, datetime | None]:
        """Asked of the database once for each generation."""
        if generation == newest:
            return None, None
        asked, known = (generation, newest), self._fallen
        if known is None or known[0] != asked:
            found = fallen_since(self._database, generation)
            known = self._fallen = asked, (found.withdrawn_at, found.gone_at)
        return known[1]
