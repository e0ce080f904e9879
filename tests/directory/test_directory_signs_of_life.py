"""A run that writes for long is not taken for dead, and warns of nothing."""

from datetime import timedelta
from threading import Event

from structlog.testing import capture_logs

from directory import run_lease
from directory.leases import Leasing
from journeys.lease import RunLease
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fixtures.records import facts
from tests.fixtures.tables import dump

QUICK = Leasing(lease_s=0.12)


def test_a_sign_of_life_waits_for_whoever_writes(database: Database, clock: FrozenClock) -> None:
    run_id = run_lease.begin(database, facts("council"), clock.now())
    later = clock.now() + timedelta(seconds=30)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE change_counter SET number = number")
        assert run_lease.renew(database, run_id, later)
    assert run_lease.renew(database, run_id, later)
    assert dump(database)["run"][0]["updated_at"] == later


def test_the_heart_of_a_run_beats_on_beside_a_long_publication(
    sqlite_database: Database, clock: FrozenClock
) -> None:
    database = sqlite_database
    run_id = run_lease.begin(database, facts("council"), clock.now(), QUICK)
    begun = clock.now()
    clock.at = begun + timedelta(seconds=1)
    with capture_logs() as told, RunLease(database, clock, QUICK, run_id) as lease:
        with database.writing(large=True) as connection:
            connection.exec_driver_sql("UPDATE change_counter SET number = number")
            Event().wait(1.2)
            lease.check()
        for _ in range(100):
            if dump(database)["run"][0]["updated_at"] != begun:
                break
            Event().wait(0.05)
        lease.check()
    assert dump(database)["run"][0]["updated_at"] == clock.now()
    assert told == []
