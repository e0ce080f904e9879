"""Some listings out of all that were read."""

from dataclasses import dataclass

from search.facts.columns import Numbers
from search.facts.table import Floats, Table


@dataclass(frozen=True, slots=True)
class Some:
    """Some listings: rows of a table."""

    table: Table
    rows: Numbers

    def at(self, places: Numbers) -> "Some":
        """Those at some places among these."""
        return Some(self.table, self.rows[places])

    def nearest_m(self, lat: float, lon: float) -> Floats:
        """Metres from a point to the nearest place of each; infinite where it has none."""
        return self.table.nearest_m(lat, lon, self.rows)

    def ids(self) -> list[str]:
        """Their ids."""
        return self.table.ids_of(self.rows)

    def begun(self, letters: tuple[str, ...]) -> Numbers:
        """The numbers of those of their words that begin in one of some ways."""
        return self.table.begun(self.rows, letters)
