"""From a file of kite marks, or a person's word on one, to the listings that show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from directory.awards.changing import Changed, NoSuchAward, confirm, revoke
from directory.awards.files import read_file
from directory.awards.loading import load
from directory.awards.reading import AwardView, award, awards, schemes
from journeys.publish import republish
from runtime.clock import LONDON, Clock
from runtime.database import Database


@dataclass(frozen=True, slots=True)
class Effects:
    """What came of it: awards by effect (new, corrected, unchanged, revoked), listings changed."""

    listings_changed: int
    schemes: int = 0
    awards: Mapping[str, int] = field(default_factory=dict)


def load_awards(
    database: Database, clock: Clock, path: Path, public_url: str | None = None
) -> Effects:
    """Load a file of schemes and awards, all of it or nothing, and republish what it concerns.

    Raises AwardsFileError, which names every fault. `public_url` is where others reach us.
    """
    loaded = load(database, path, read_file(path), clock.now(), public_url)
    changed = republish(database, loaded.listing_ids, clock)
    return Effects(changed, loaded.schemes, loaded.awards)


def revoke_award(database: Database, clock: Clock, award_id: str, reason: str) -> Effects:
    """End an award at once and for good; raises NoSuchAward."""
    return _republished(database, clock, revoke(database, award_id, reason, clock.now()))


def confirm_award(database: Database, clock: Clock, award_id: str) -> Effects:
    """Show an award on the listing into which its own was merged.

    Raises NoSuchAward or NothingToConfirm.
    """
    return _republished(database, clock, confirm(database, award_id, clock.now()))


def _republished(database: Database, clock: Clock, changed: Changed) -> Effects:
    return Effects(republish(database, changed.listing_ids, clock))


def all_awards(
    database: Database, clock: Clock, after: str = "", limit: int | None = None
) -> list[AwardView]:
    """Awards by id, those after `after`, as they stand now."""
    with database.reading() as connection:
        return awards(connection, clock.now(), after, limit)


def one_award(database: Database, clock: Clock, award_id: str) -> AwardView:
    """An award as it stands now; raises NoSuchAward."""
    with database.reading() as connection:
        found = award(connection, award_id, clock.now())
    if found is None:
        raise NoSuchAward(award_id)
    return found


def all_schemes(database: Database) -> list[dict[str, Any]]:
    """Every version of every scheme, as its body wrote it."""
    with database.reading() as connection:
        return schemes(connection)


def shown_award(view: AwardView) -> dict[str, Any]:
    """The public facts of an award in JSON: what it says, of whom, and how it stands now.

    `waits_for` is there when its listing was merged into another on which nobody confirmed it; a
    listing that is withdrawn is not named.
    """
    shown = {
        **view.published,
        "status": str(view.status),
        "scheme_id": view.scheme_id,
        "level_code": view.level,
        "listing": None if view.withdrawn else view.listing_id,
        "organization": view.organization,
        "waits_for": view.waits_for,
        "superseded_on": _day(view.superseded_at),
        "revoked_on": _day(view.revoked_at),
    }
    return {name: value for name, value in shown.items() if value is not None}


def _day(moment: datetime | None) -> str | None:
    return moment.astimezone(LONDON).date().isoformat() if moment else None
