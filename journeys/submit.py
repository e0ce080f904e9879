"""The way of a group's own listing: sent, changed, confirmed, closed; saved before the answer."""

from dataclasses import dataclass

from directory.submissions import changing
from directory.submissions.reading import Submission
from directory.submissions.receiving import Arriving, receive
from directory.submissions.states import Act, State, after
from journeys.keeping.desk import Desk
from journeys.keeping.form import Filled, SubmissionForm
from journeys.keeping.own import OwnListing, own_listing
from journeys.keeping.publication import publish_due as publish_due
from journeys.keeping.publication import publish_if_possible
from journeys.keeping.usable import usable, with_changes
from runtime.clock import LONDON
from schema.issue import Issue

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
    issues = usable(desk, document)
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
        document, proposed = with_changes(current, changes)
        usable(desk, changing.applied(document, proposed or {}))
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


def _published(desk: Desk, kept: Submission) -> OwnListing:
    """The directory hears of it now or, if that fails, soon; it is saved either way."""
    if kept.publication_due:
        publish_if_possible(desk)
    return own_listing(desk, kept)
