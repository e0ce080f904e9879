"""A run that is being published begins again only for what concerns it."""

from collections.abc import Callable
from functools import partial

import pytest

from directory import publishing
from directory.publishing import PublicationConflict
from directory.reading import Reading
from journeys.publish import publish_records, republish
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fixtures.records import facts, record

Turns = Callable[[Callable[[], object]], list[int]]


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Turns:
    """Something happens each time that a run of "slow" has been computed; how often is told."""
    compute = publishing._compute

    def between(meanwhile: Callable[[], object]) -> list[int]:
        computed: list[int] = []

        def slowly(database, scope, *others):  # type: ignore[no-untyped-def]
            answer = compute(database, scope, *others)
            if scope.source_id == "slow":
                computed.append(answer[0])
                meanwhile()
            return answer

        monkeypatch.setattr(publishing, "_compute", slowly)
        return computed

    return between


def _publish(database: Database, clock: FrozenClock, source: str, key: str, name: str) -> None:
    publish_records(database, facts(source), [record(source, key, name)], clock)


def _shown(database: Database, clock: FrozenClock) -> int:
    return sum(1 for _ in Reading(database, clock).published())


def test_others_that_go_on_publishing_do_not_hold_it_up(
    database: Database, clock: FrozenClock, turns: Turns
) -> None:
    _publish(database, clock, "slow", "known", "Tea dance")
    _publish(database, clock, "quick", "0", "Chair exercise")
    computed = turns(lambda: _publish(database, clock, "quick", "0", f"Yoga {len(computed)}"))
    _publish(database, clock, "slow", "a", "Debt advice")
    assert len(computed) == 1
    assert _shown(database, clock) == 3
    numbers = [number for number, _ in Reading(database, clock).changes(0, 100)]
    assert numbers == sorted(set(numbers))


def test_what_may_be_one_with_it_is_looked_at_again(
    database: Database, clock: FrozenClock, turns: Turns
) -> None:
    _publish(database, clock, "slow", "known", "Tea dance")
    _publish(database, clock, "quick", "0", "Chair exercise")
    alike = iter([partial(_publish, database, clock, "quick", "a", "Debt advice")])
    computed = turns(lambda: next(alike, lambda: None)())
    _publish(database, clock, "slow", "a", "Debt advice")
    assert len(computed) == 2
    assert _shown(database, clock) == 3


def test_who_is_overtaken_each_time_gives_up_and_publishes_nothing(
    database: Database, clock: FrozenClock, turns: Turns
) -> None:
    _publish(database, clock, "slow", "a", "Debt advice")
    _publish(database, clock, "quick", "a", "Debt advice")
    computed = turns(
        lambda: publish_records(
            database,
            facts("quick"),
            [record("quick", "a", "Debt advice", description=f"Turn {len(computed)}")],
            clock,
        )
    )
    with pytest.raises(PublicationConflict, match="slow"):
        publish_records(
            database,
            facts("slow"),
            [record("slow", "a", "Debt advice", url="https://a.example")],
            clock,
        )
    assert len(computed) == 5
    assert republish(database, [], clock) == 0
