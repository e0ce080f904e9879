"""What a moderator does with listings that groups send, and with reports about listings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from directory import operators
from directory.operators import Operator
from directory.submissions import attempts, changing, reading, weighing
from directory.submissions.errors import NotYours
from directory.submissions.reading import Event, Submission
from directory.submissions.states import Act, State, after
from directory.submissions.tokens import hashed, new_token
from directory.submissions.weighing import Difference
from journeys.keeping.alike import Alike, alike
from journeys.keeping.desk import Desk
from journeys.keeping.publication import publish_if_possible
from journeys.keeping.record import preview
from schema.issue import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything a moderator decides by; `submission` holds the private contact."""

    submission: Submission
    differences: tuple[Difference, ...]
    hints: tuple[str, ...]
    issues: tuple[Issue, ...]
    alike: tuple[Alike, ...]
    events: tuple[Event, ...]


def moderator(desk: Desk, key: str, address: str | None = None) -> Operator:
    """Whose key it is; a right key is known always.

    Raises NotYours, or TooMany after many wrong ones.
    """
    if not key:
        raise NotYours
    now, network = desk.clock.now(), desk.network(address)
    with desk.database.reading() as connection:
        found = operators.find(connection, key)
        if found is not None:
            return found
        attempts.check(connection, "wrong token", network, now)
    with desk.database.writing() as connection:
        attempts.note(connection, "wrong token", network, now)
    raise NotYours


def queue(
    desk: Desk, states: Sequence[State] = (), limit: int = 100, offset: int = 0
) -> list[Submission]:
    """Submissions in these states, or without any those that wait for a decision; oldest first."""
    with desk.database.reading() as connection:
        if states:
            return reading.listed(connection, states, limit, offset)
        return reading.waiting(connection, limit, offset)


def case(desk: Desk, submission_id: str) -> Case:
    """One submission with all that is known of it; raises NoSuchSubmission."""
    with desk.database.reading() as connection:
        found = reading.by_id(connection, submission_id)
        events = reading.events(connection, submission_id)
    proposed = changing.applied(found.document, found.proposed or {})
    lookalikes = alike(desk, proposed["name"], proposed.get("postcode"))
    return Case(
        submission=found,
        differences=tuple(weighing.differences(found.document, found.proposed or {})),
        hints=tuple(weighing.hints(proposed)),
        issues=preview(proposed, desk.gazetteer, desk.clock.now()).issues,
        alike=tuple(lookalikes),
        events=tuple(events),
    )


def publish(desk: Desk, submission_id: str, by: str, note: str | None = None) -> Submission:
    """Publish a new listing, or the changes that wait; raises NoSuchSubmission, WrongMoment."""

    def values(current: Submission) -> dict[str, Any]:
        document = changing.applied(current.document, current.proposed or {})
        return {"document": document, "proposed": None, "publication_due": True}

    kept = _decide(desk, submission_id, Act.PUBLISH, ("published", by, note), values)
    publish_if_possible(desk)
    return kept


def ask(desk: Desk, submission_id: str, by: str, note: str) -> Submission:
    """Ask the group for changes, in words it will see; raises NoSuchSubmission, WrongMoment."""
    return _decide(desk, submission_id, Act.ASK, ("asked", by, note), lambda _: {})


def refuse(desk: Desk, submission_id: str, by: str, reason: str) -> Submission:
    """Refuse a new listing, or only the changes that wait for a published one.

    Raises NoSuchSubmission, WrongMoment.
    """
    return _decide(
        desk, submission_id, Act.REFUSE, ("refused", by, reason), lambda _: {"proposed": None}
    )


def reissue(desk: Desk, submission_id: str, by: str) -> str:
    """A new token in place of a lost one, which stops working; raises NoSuchSubmission."""
    token = new_token()
    with desk.database.writing() as connection:
        current = changing.locked(connection, submission_id)
        event = ("link reissued", by, None)
        changing.keep(connection, current, event, desk.clock.now(), token_hash=hashed(token))
    return token


def _decide(
    desk: Desk,
    submission_id: str,
    act: Act,
    event: tuple[str, str, str | None],
    values: Any,
) -> Submission:
    with desk.database.writing() as connection:
        current = changing.locked(connection, submission_id)
        state = after(act, current.state, proposed=current.proposed is not None)
        now = desk.clock.now()
        return changing.keep(connection, current, event, now, state=state, **values(current))
