"""Of several services that tell of one object the fullest is shown; what is gone is remembered."""

from dataclasses import replace

import pytest

from directory.fhir.rows import Translated
from directory.fhir.standing import standing
from directory.fhir.writing import write
from runtime.database import Database

NAMES = ("fuller", "shorter")


def service(name: str, *, of_network: str | None) -> Translated:
    """A made-up service whose organization, if it has one, is described as given."""
    seen = {"lastUpdated": "2026-11-22T10:00:00Z"}
    own = {"resourceType": "HealthcareService", "id": name, "meta": seen, "name": name}
    found = [own | {"active": True}]
    if of_network:
        network = {"resourceType": "Organization", "id": "network", "meta": seen}
        found.append(network | {"name": of_network, "active": True})
    return Translated(name, f"hash of {name}", found)


def put(database: Database, *services: Translated, gone: tuple[str, ...] = ()) -> None:
    at = standing(database)
    assert write(database, services, gone, at, replace(at, position=at.position + 1))


def holders(database: Database) -> dict[str, tuple[int, int]]:
    """Whether the organization of each service is shown, and whether it is gone."""
    asked = "SELECT service_id, shown, gone FROM fhir_resource WHERE kind = 'Organization'"
    return {row[0]: (row[1], row[2]) for row in database.rows(asked, {})}


@pytest.mark.parametrize("together", [True, False])
def test_the_fullest_is_shown_and_the_next_when_that_is_gone(
    database: Database, together: bool
) -> None:
    both = [
        service("fuller", of_network="Example Network of Sale and Altrincham"),
        service("shorter", of_network="Example Network"),
    ]
    for some in [both] if together else [both[1:], both[:1]]:
        put(database, *some)
    assert holders(database) == {"fuller": (1, 0), "shorter": (0, 0)}
    put(database, service("fuller", of_network=None))
    assert holders(database) == {"fuller": (0, 1), "shorter": (1, 0)}
    put(database, both[0])
    put(database, gone=("fuller",))
    assert holders(database) == {"fuller": (0, 1), "shorter": (1, 0)}
    put(database, gone=NAMES)
    assert holders(database) == {"fuller": (0, 1), "shorter": (0, 1)}
    assert database.rows("SELECT count(*) FROM fhir_code", {})[0][0] == 0


def test_a_step_that_another_process_took_writes_nothing(database: Database) -> None:
    before = standing(database)
    put(database, service("fuller", of_network=None))
    taken = replace(before, position=before.position + 1)
    assert not write(database, [service("shorter", of_network=None)], (), before, taken)
    assert {row[0] for row in database.rows("SELECT id FROM fhir_resource", {})} == {"fuller"}
