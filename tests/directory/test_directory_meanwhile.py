"""A run that is being published begins again only for what concerns it."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from typing import Any

import orjson
import pytest

from directory import computing, publishing, writing
from directory.documents.reading import Reading
from directory.publishing import PublicationConflict
from journeys.publish import publish_records, republish
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fixtures.records import facts, record
from tests.fixtures.tables import dump

_WAITING = "SELECT 1 FROM pg_locks WHERE NOT granted"
Turns = Callable[[Callable[[], object]], list[int]]


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Turns:
    """Something happens each time that a run of "slow" has been computed; how often is told."""
    compute = computing.compute

    def between(meanwhile: Callable[[], object]) -> list[int]:
        computed: list[int] = []

        def slowly(database, scope, decided, *others):  # type: ignore[no-untyped-def]
            answer = compute(database, scope, decided, *others)
            if scope.source_id == "slow":
                computed.append(decided.seen)
                meanwhile()
            return answer

        monkeypatch.setattr(publishing, "compute", slowly)
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


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run counts as large: PostgreSQL writes its records while its documents are computed."""
    monkeypatch.setattr(publishing, "MANY", 1)


@pytest.mark.usefixtures("large")
def test_a_large_run_notices_who_changed_a_listing_that_it_leaves(
    database: Database, clock: FrozenClock, turns: Turns
) -> None:
    _publish(database, clock, "quick", "a", "Debt advice")
    _publish(database, clock, "slow", "a", "Debt advice")
    assert _shown(database, clock) == 1
    anew = record("quick", "a", "Debt advice", description="Said anew.")
    other = iter([partial(publish_records, database, facts("quick"), [anew], clock)])
    computed = turns(lambda: next(other, lambda: None)())
    _publish(database, clock, "slow", "a", "Tea dance")
    assert len(computed) == 2
    advice, dance = sorted(_services(database, clock), key=lambda one: str(one["name"]))
    assert (advice["name"], advice["description"]) == ("Debt advice", "Said anew.")
    assert [len(one["sources"]) for one in (advice, dance)] == [1, 1]


@pytest.mark.usefixtures("large")
def test_a_large_run_that_fails_while_it_is_computed_leaves_everything_as_it_was(
    database: Database, clock: FrozenClock, turns: Turns
) -> None:
    _publish(database, clock, "slow", "a", "Debt advice")
    before = dump(database)

    def fails() -> None:
        raise ArithmeticError("made up")

    turns(fails)
    with pytest.raises(ArithmeticError):
        _publish(database, clock, "slow", "a", "Tea dance")
    after = dump(database)
    for table in ("record", "match_key", "document", "listing", "change", "change_counter"):
        assert after[table] == before[table], table
    assert not after["staged_record"]


@pytest.mark.usefixtures("large")
def test_two_large_runs_that_want_the_same_record_wait_for_each_other_only_once(
    postgres_database: Database,
    clock: FrozenClock,
    turns: Turns,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The one gives the record of the other to an older listing while that one writes it."""
    database = postgres_database
    _publish(database, clock, "quick", "b", "Chair exercise")
    clock.at += timedelta(days=1)
    _publish(database, clock, "slow", "a", "Debt advice")
    written, write = Event(), writing.write_records

    def told(*given: Any) -> None:
        write(*given)
        written.set()

    monkeypatch.setattr(publishing, "write_records", told)
    joining = Thread(target=_publish, args=(database, clock, "quick", "b", "Debt advice"))

    def meanwhile() -> None:
        if joining.ident is None:
            assert written.wait(30)
            joining.start()
            _until(lambda: bool(database.rows(_WAITING, {})))

    computed = turns(meanwhile)
    changed = record("slow", "a", "Debt advice", description="Said anew.")
    publish_records(database, facts("slow"), [changed], clock)
    joining.join(60)
    assert len(computed) in (1, 2)
    (shown,) = _services(database, clock)
    assert shown["description"] == "Said anew."
    assert len(shown["sources"]) == 2
    assert database.rows("SELECT count(DISTINCT listing_id) FROM record", {}) == [(1,)]


def _services(database: Database, clock: FrozenClock) -> list[dict[str, Any]]:
    return [orjson.loads(one.body) for one in Reading(database, clock).published()]


def _until(so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not so():
        assert time.monotonic() < ends, "it did not come within 30 s"
        time.sleep(0.02)
