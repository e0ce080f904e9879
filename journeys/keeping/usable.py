"""What a listing becomes with changes, and whether it can be one at all."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from directory.submissions import changing, weighing
from directory.submissions.errors import Unusable
from directory.submissions.reading import Submission
from directory.submissions.states import State
from journeys.keeping.desk import Desk
from journeys.keeping.form import ListingForm
from journeys.keeping.record import preview
from schema.issue import Issue
from schema.record import Outcome


def with_changes(
    current: Submission, changes: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The document and the proposals after `changes`; saying again what is so withdraws one."""
    if current.state is not State.PUBLISHED:
        return changing.applied(current.document, changes), None
    at_once, waiting = weighing.split(current.document, changes)
    left = {name: one for name, one in (current.proposed or {}).items() if name not in changes}
    return changing.applied(current.document, at_once), {**left, **waiting} or None


def usable(desk: Desk, document: Mapping[str, Any]) -> tuple[Issue, ...]:
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
