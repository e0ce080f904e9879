"""A withdrawal is entered and published at once, or finished by the next process that starts."""

from pathlib import Path

import pytest
from sqlalchemy import insert

from directory import publishing, withdrawals
from directory.documents.reading import Reading
from directory.tables.published import WITHDRAWAL
from journeys.publish import publish_records
from runtime.clock import FrozenClock
from runtime.database import Database
from schema.identifiers import record_id
from tests.fixtures.records import facts, record


class _PowerCut(BaseException):
    """Nothing catches it."""


@pytest.fixture
def listing(database: Database, clock: FrozenClock) -> str:
    said = [record("council", "1")]
    publish_records(database, facts("council"), said, clock, complete=True)
    stored = Reading(database, clock).document("service", str(record_id("council", "1")))
    assert stored is not None
    return stored.id


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "withdrawals.jsonl"


def _state(database: Database, clock: FrozenClock, listing: str) -> str:
    stored = Reading(database, clock).document("service", listing)
    assert stored is not None
    return stored.state


@pytest.mark.parametrize("times", [1, 2])
def test_one_that_was_broken_off_is_done_by_the_next_who_starts(
    database: Database,
    clock: FrozenClock,
    ledger: Path,
    listing: str,
    monkeypatch: pytest.MonkeyPatch,
    times: int,
) -> None:
    """The process is killed while it publishes, and perhaps the next one too."""

    def killed(*_: object) -> None:
        raise _PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "write_documents", killed)
        with pytest.raises(_PowerCut):
            withdrawals.withdraw(database, ledger, listing, "asked to", clock.now())
        for _ in range(times - 1):
            with pytest.raises(_PowerCut):
                withdrawals.reapply(database, ledger, clock.now())
    assert _state(database, clock, listing) == "published"
    assert withdrawals.reapply(database, ledger, clock.now()) == 1
    assert _state(database, clock, listing) == "withdrawn"
    assert withdrawals.reapply(database, ledger, clock.now()) == 0


def test_one_that_is_entered_and_still_shown_is_taken_out(
    database: Database, clock: FrozenClock, ledger: Path, listing: str
) -> None:
    """As a version before this one left it where it was broken off."""
    entry = {"listing_id": listing, "reason": "asked to", "withdrawn_at": clock.now()}
    with database.writing() as connection:
        connection.execute(insert(WITHDRAWAL).values(**entry))
    assert withdrawals.reapply(database, ledger, clock.now()) == 1
    assert _state(database, clock, listing) == "withdrawn"
