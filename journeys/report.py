"""Something wrong? A report about a listing is kept until an operator has seen to it."""

from collections.abc import Sequence

from directory import reports
from directory.reports import OPEN, SETTLED, Kind, Report
from journeys.keeping.desk import Desk
from journeys.showing import show

NOT_FOR_EMERGENCIES = (
    "This is not an emergency route: nobody may read it for days. If somebody is in danger now, "
    "ring 999. For urgent medical advice, ring 111."
)


def report(
    desk: Desk, listing_id: str, kind: Kind, text: str, address: str | None = None
) -> Report:
    """Keep a report; saved when this returns. Raises ListingUnknown, ListingGone, TooMany."""
    listing = show(desk.reading, listing_id)
    network = desk.network(address)
    return reports.keep(desk.database, listing.id, kind, text.strip(), network, desk.clock.now())


def reports_about(
    desk: Desk, *, settled: bool = False, limit: int = 100, offset: int = 0
) -> Sequence[Report]:
    """Reports that are open, or with `settled` all of them; those about safety first."""
    states = (OPEN, SETTLED) if settled else (OPEN,)
    with desk.database.reading() as connection:
        return reports.listed(connection, states, limit, offset)


def settle(desk: Desk, report_id: str) -> Report:
    """An operator has seen to it; raises NoSuchReport."""
    return reports.settle(desk.database, report_id)
