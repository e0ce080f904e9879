"""What the catalogue knows of a made-up service, its organisation, its venue and its areas."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zlib import crc32

from examples.demo.times import Opening

PLAIN_FACTS = frozenset(
    {"name", "about", "who", "ages", "cost", "how", "note", "phone", "email", "url"}
)
VENUE_FACTS = frozenset({"postcode", "lat", "lon", "street", "town"})


@dataclass(frozen=True, slots=True)
class Organisation:
    key: str
    name: str
    about: str
    email: str
    url: str
    phone: str = ""
    charity: str = ""


@dataclass(frozen=True, slots=True)
class Venue:
    key: str
    name: str
    street: str
    town: str
    postcode: str
    lat: float
    lon: float
    access: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """Somewhere that a service covers; `code` is the GSS code of the real area."""

    name: str
    code: str
    type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One made-up service, and in `odd` what a directory says of it in its own way."""

    key: str
    name: str
    theme: str
    by: Organisation
    about: str
    kind: tuple[str, ...]
    where: tuple[str, ...]
    checked: date
    odd: Mapping[str, Mapping[str, Any]]
    at: Venue | None = None
    times: tuple[Opening, ...] = ()
    note: str = ""
    who: str = ""
    ages: str = ""
    cost: str = ""
    join: tuple[str, ...] = ()
    how: str = ""
    offered: tuple[str, ...] = ()
    area: tuple[Area, ...] = ()
    langs: tuple[str, ...] = ()
    only: str = ""
    wait: str = ""
    taking: bool | None = None
    budget: bool = False
    closed: bool | str = False
    phone: str = ""
    email: str = ""
    url: str = ""

    @property
    def changed(self) -> datetime:
        """When the directories last touched the entry: some days after it was checked, UTC."""
        spread = crc32(self.key.encode())
        moment = datetime(self.checked.year, self.checked.month, self.checked.day, 8, tzinfo=UTC)
        return moment + timedelta(minutes=spread % 7_200)

    def told_by(self, directory: str) -> "Entry":
        """The entry as one directory tells it, with that directory's slips of the pen."""
        odd = self.odd.get(directory, {})
        own = {name: value for name, value in odd.items() if name in PLAIN_FACTS}
        place = {name: value for name, value in odd.items() if name in VENUE_FACTS}
        at = replace(self.at, **place) if self.at and place else self.at
        return replace(self, at=at, **own)
