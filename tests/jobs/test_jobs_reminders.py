"""Groups that have long been silent are noted for the operator, once, until they are heard of."""

from datetime import timedelta

import pytest

from directory.submissions import changing, reading, reminding
from directory.submissions.receiving import Arriving, receive
from directory.submissions.states import State
from journeys.jobs.tasks import TASKS
from tests.fakes.tools import FakeTools


def _happens(tools: FakeTools, submission_id: str, kind: str, state: State) -> None:
    with tools.database.writing() as connection:
        current = changing.locked(connection, submission_id)
        changing.keep(connection, current, (kind, "made up", None), tools.clock.now(), state=state)


def _remind(tools: FakeTools) -> str | None:
    return TASKS["reminders"].work(tools, "", lambda *_: None)


def _listed(tools: FakeTools) -> list[str]:
    with tools.database.reading() as connection:
        return [one.submission.id for one in reminding.reminders(connection, tools.clock.now())]


@pytest.fixture
def group(tools: FakeTools) -> str:
    """A listing that was published today."""
    arriving = Arriving(
        document={"name": "Tea (made up)"},
        contact={"email": "tea@group.example"},
        key=None,
        network=None,
    )
    kept = receive(tools.database, b"made up", arriving, tools.clock.now()).submission
    _happens(tools, kept.id, "published", State.PUBLISHED)
    return kept.id


def test_a_group_is_noted_once_half_a_year_after_it_was_last_heard_of(
    tools: FakeTools, group: str
) -> None:
    tools.clock.at += timedelta(days=182)
    assert _remind(tools) == "0 groups to be reminded"
    tools.clock.at += timedelta(days=2)
    assert (_remind(tools), _listed(tools)) == ("1 groups to be reminded", [group])
    tools.clock.at += timedelta(days=1)
    assert (_remind(tools), _listed(tools)) == ("0 groups to be reminded", [group])
    with tools.database.reading() as connection:
        event = reading.events(connection, group)[-1]
    assert (event.kind, event.by) == ("reminder due", "fingerpost")
    assert event.note == "not heard of since 2026-11-21"


@pytest.mark.parametrize("kind", ["confirmed", "changed"])
def test_a_group_that_is_heard_of_is_off_the_list_and_may_fall_silent_again(
    tools: FakeTools, group: str, kind: str
) -> None:
    tools.clock.at += timedelta(days=200)
    _remind(tools)
    tools.clock.at += timedelta(days=1)
    _happens(tools, group, kind, State.PUBLISHED)
    assert _listed(tools) == []
    tools.clock.at += timedelta(days=200)
    assert (_remind(tools), _listed(tools)) == ("1 groups to be reminded", [group])


def test_only_published_listings_are_reminded_of(tools: FakeTools, group: str) -> None:
    _happens(tools, group, "closed", State.CLOSED)
    tools.clock.at += timedelta(days=400)
    assert (_remind(tools), _listed(tools)) == ("0 groups to be reminded", [])
