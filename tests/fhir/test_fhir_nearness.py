"""Nearness is decided by the few places in the box, however many services there are."""

import pytest

from directory.fhir.asking import Criterion, Kind, Near, Sought
from directory.fhir.nearness import nearest
from runtime.database import Database
from tests.fixtures.house import WholeHouse

SALE = Near(53.4243, -2.3221, 5_000)


class Explained(Database):
    """Keeps the plan of every read, without statistics as a new database has none."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.plans: list[list[str]] = []

    def rows(self, sql, values, within_s=None):  # type: ignore[no-untyped-def]
        plan = super().rows(f"EXPLAIN QUERY PLAN {sql}", values)
        self.plans.append([row[3] for row in plan])
        return super().rows(sql, values, within_s)


@pytest.mark.parametrize("kind", ["HealthcareService", "Location"])
@pytest.mark.parametrize("criteria", [(), (Criterion(parameter="name", values=("a",)),)])
def test_no_read_goes_through_all_places_of_all_services(
    house: WholeHouse, kind: Kind, criteria: tuple[Criterion, ...]
) -> None:
    explained = Explained(house.database.url)
    nearest(explained, Sought(kind=kind, near=SALE, criteria=criteria), SALE, 10, 0)
    ((first, *others),) = explained.plans
    assert not first.startswith("SCAN")
    assert not any("lat>?" in step for step in others)
    if kind == "HealthcareService":
        assert first.startswith("SEARCH l")
        assert "lat>?" in first
