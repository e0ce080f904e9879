"""From a file of kite marks, or a person's word on one, to the listings that show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from directory.awards.changing import Changed, confirm, revoke
from directory.awards.files import read_file
from directory.awards.loading import load
from journeys.publish import republish
from runtime.clock import Clock
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
