"""Networks are counted by a digest that goes again, and only where something is sent."""

from datetime import timedelta

import pytest

from directory.submissions.attempts import MOST_PER_HOUR, WINDOW, check, note
from directory.submissions.errors import TooMany
from runtime.clock import FrozenClock
from runtime.database import Database
from tests.fixtures.served import ROOT


def _kept(database: Database) -> list[str]:
    return [row[0] for row in database.rows("SELECT network FROM attempt", {})]


def test_what_is_older_than_an_hour_goes_with_the_next_that_is_counted(
    database: Database, clock: FrozenClock
) -> None:
    with database.writing() as connection:
        note(connection, "report", "first", clock.now())
        note(connection, "report", "second", clock.now() + WINDOW - timedelta(seconds=1))
    assert _kept(database) == ["first", "second"]
    with database.writing() as connection:
        note(connection, "submission", "third", clock.now() + WINDOW)
    assert _kept(database) == ["second", "third"]


@pytest.mark.parametrize("kind", MOST_PER_HOUR)
def test_each_limit_is_for_one_network_and_one_hour(
    database: Database, clock: FrozenClock, kind: str
) -> None:
    with database.writing() as connection:
        for _ in range(MOST_PER_HOUR[kind]):
            check(connection, kind, "one", clock.now())
            note(connection, kind, "one", clock.now())
        with pytest.raises(TooMany):
            check(connection, kind, "one", clock.now())
        check(connection, kind, "another", clock.now())
        check(connection, kind, "one", clock.now() + WINDOW)


def test_the_papers_name_the_limits_as_they_are() -> None:
    paper = " ".join((ROOT / "docs" / "security.md").read_text("utf-8").split())
    limits = (
        f"{MOST_PER_HOUR['submission']} listings, {MOST_PER_HOUR['report']} reports,"
        f" {MOST_PER_HOUR['wrong token']} wrong keys and {MOST_PER_HOUR['matches']} looks for"
        " what is alike an hour"
    )
    assert limits in paper
