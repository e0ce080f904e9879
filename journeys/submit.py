"""The way of a group's own listing: sent, changed, confirmed, closed; saved before the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from directory.submissions import changing, weighing
from directory.submissions.errors import Unusable
from directory.submissions.reading import Submission
from directory.submissions.receiving import Arriving, receive
from directory.submissions.states import Act, State, after
from journeys.keeping.desk import Desk
from journeys.keeping.form import Filled, ListingForm, SubmissionForm
from journeys.keeping.own import OwnListing, own_listing
from journeys.keeping.publication import publish_due as publish_due
from journeys.keeping.publication import publish_if_possible
from journeys.keeping.record import preview
from runtime.clock import LONDON
from schema.issue import Issue
from schema.record import Outcome

GROUP = "the group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was saved; `token` opens it again and is shown only here.

    A repeated request finds the same submission (`is_new` is False), and its token only while the
    listing has not been published.
    """

    id: str
    state: str
    token: str | None
    is_new: bool
    issues: tuple[Issue, ...]


def submit(
    desk: Desk, form: SubmissionForm, *, key: str | None = None, address: str | None = None
) -> Receipt:
    """Keep a new listing for a moderator to see; saved when this returns.

    `key` is the request's Idempotency-Key, `address` the sender's, for counting.
    Raises Unusable, KeyReused, TooMany.
    """
    document = form.listing.document()
    issues = _usable(desk, document)
    contact = form.contact.model_dump(mode="json", exclude_none=True)
    arriving = Arriving(document=document, contact=contact, key=key, network=desk.network(address))
    received = receive(desk.database, desk.secret, arriving, desk.clock.now())
    kept = received.submission
    return Receipt(
        id=kept.id,
        state=str(kept.state),
        token=received.token,
        is_new=received.is_new,
        issues=issues,
    )


def look(
    desk: Desk, token: str, *, submission_id: str | None = None, address: str | None = None
) -> OwnListing:
    """The group's own listing; raises NotYours, TooMany."""
    return own_listing(desk, _own(desk, token, submission_id, address))


def change(
    desk: Desk,
    token: str,
    fields: Filled,
    *,
    submission_id: str | None = None,
    address: str | None = None,
) -> OwnListing:
    """Change the fields that were sent (a `ChangedFields`).

    Of a published listing, harmless changes hold at once and the others wait for a moderator.
    Raises NotYours, TooMany, WrongMoment, Unusable.
    """
    found = _own(desk, token, submission_id, address)
    changes = fields.model_dump(mode="json", include=fields.model_fields_set)
    with desk.database.writing() as connection:
        current = changing.locked(connection, found.id)
        state = after(Act.CHANGE, current.state, proposed=False)
        document, proposed = _with(current, changes)
        _usable(desk, changing.applied(document, proposed or {}))
        kept = current
        if (document, proposed) != (dict(current.document), current.proposed):
            values = {"state": state, "document": document, "proposed": proposed}
            due = current.publication_due or document != dict(current.document)
            kept = changing.keep(
                connection,
                current,
                ("changed", GROUP, ", ".join(sorted(changes))),
                desk.clock.now(),
                publication_due=due and state is State.PUBLISHED,
                **values,
            )
    return _published(desk, kept)


def confirm(
    desk: Desk, token: str, *, submission_id: str | None = None, address: str | None = None
) -> OwnListing:
    """Nothing has changed: the information was checked today, by the group.

    Raises NotYours, TooMany, WrongMoment.
    """
    found = _own(desk, token, submission_id, address)
    now = desk.clock.now()
    with desk.database.writing() as connection:
        kept = changing.locked(connection, found.id)
        after(Act.CONFIRM, kept.state, proposed=False)
        last = kept.confirmed_at
        if last is None or last.astimezone(LONDON).date() != desk.clock.today():
            event = ("confirmed", GROUP, None)
            kept = changing.keep(
                connection, kept, event, now, confirmed_at=now, publication_due=True
            )
    return _published(desk, kept)


def close(
    desk: Desk, token: str, *, submission_id: str | None = None, address: str | None = None
) -> OwnListing:
    """The group ends its listing, at once and for good; closing it again changes nothing.

    Raises NotYours, TooMany, WrongMoment.
    """
    found = _own(desk, token, submission_id, address)
    with desk.database.writing() as connection:
        kept = changing.locked(connection, found.id)
        if kept.state is not State.CLOSED:
            state = after(Act.CLOSE, kept.state, proposed=False)
            kept = changing.keep(
                connection,
                kept,
                ("closed", GROUP, None),
                desk.clock.now(),
                state=state,
                proposed=None,
                idempotency_key=None,
                publication_due=kept.state is State.PUBLISHED,
            )
    return _published(desk, kept)


def _own(desk: Desk, token: str, submission_id: str | None, address: str | None) -> Submission:
    network = desk.network(address)
    return changing.own(desk.database, token, network, desk.clock.now(), submission_id)


def _with(
    current: Submission, changes: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The document and the proposals after `changes`; saying again what is so withdraws one."""
    if current.state is not State.PUBLISHED:
        return changing.applied(current.document, changes), None
    at_once, waiting = weighing.split(current.document, changes)
    left = {name: one for name, one in (current.proposed or {}).items() if name not in changes}
    return changing.applied(current.document, at_once), {**left, **waiting} or None


def _usable(desk: Desk, document: Mapping[str, Any]) -> tuple[Issue, ...]:
    """The issues of a document that can become a listing; raises Unusable for one that cannot."""
    try:
        ListingForm.model_validate(document)
    except ValidationError as refused:
        said = refused.errors(include_url=False, include_input=False)[0]["msg"]
        raise Unusable(f"{said.removeprefix('Value error, ')}. Nothing was saved.") from None
    record = preview(document, desk.gazetteer, desk.clock.now())
    if record.outcome is not Outcome.UNDERSTOOD:
        raise Unusable(f"{record.reason}. Nothing was saved.", record.issues)
    return record.issues


def _published(desk: Desk, kept: Submission) -> OwnListing:
    """The directory hears of it now or, if that fails, soon; it is saved either way."""
    if kept.publication_due:
        publish_if_possible(desk)
    return own_listing(desk, kept)
