"""Services are found by the kite marks that they hold on a day, on both databases."""

from datetime import date
from typing import Any

import pytest

from directory.catalogue.asking import Wanted
from directory.catalogue.reading import Catalogue
from directory.documents.reading import Reading
from journeys.catalogue import catch_up
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.catalogue.made_up_services import body, services
from tests.fakes.published import publish


def _award(tier: str, first: str, last: str) -> dict[str, Any]:
    return {"tier": tier, "valid_from": first, "valid_until": last}


@pytest.mark.parametrize(
    ("tiers", "day", "found"),
    [
        (("ready",), date(2026, 6, 1), [0]),
        (("ready", "assured"), date(2026, 6, 1), [0, 1]),
        (("assured",), date(2026, 12, 31), [1]),
        (("assured",), date(2027, 1, 1), []),
        (("ready",), date(2025, 12, 31), []),
        (("recognised",), date(2026, 6, 1), []),
    ],
)
def test_a_mark_is_held_from_its_first_day_to_its_last(
    database: Database, clock: FrozenClock, tiers: tuple[str, ...], day: date, found: list[int]
) -> None:
    made = services(seed=1, size=3)
    made[0]["awards"] = [_award("ready", "2026-01-01", "2026-12-31")]
    made[1]["awards"] = [_award("assured", "2026-01-01", "2026-12-31")]
    publish(database, map(body, made), ())
    catch_up(Reading(database, clock), database)
    catalogue = Catalogue(database, clock)
    wanted = Wanted(tiers=tiers, held_on=day)
    expected = sorted(made[number]["id"] for number in found)
    assert [id_ for id_, _ in catalogue.changed("service", wanted)] == expected
    assert catalogue.services(wanted, 1, 10).total == len(found)
