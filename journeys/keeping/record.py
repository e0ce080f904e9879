"""A group's own listing as a record of a source: cleaned and understood like any other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from directory.submissions.reading import Submission
from directory.submissions.states import State
from harvesters.source import load_source
from harvesters.understanding import understand
from places.gazetteer import Gazetteer
from runtime.clock import LONDON
from schema.encoding import decode, encode
from schema.provenance import InformationChecked
from schema.record import RawRecord, Record
from schema.service import Service

OWN_WORD = 100
SOURCE = load_source(Path(__file__).with_name("submissions.toml"))
FACTS = SOURCE.facts().model_copy(update={"priority": OWN_WORD})
AVAILABILITY = {"taking_referrals", "waiting_time"}
STATED, CONFIRMED = "stated by the group", "confirmed by the group"


def as_record(submission: Submission, gazetteer: Gazetteer, now: datetime) -> Record:
    """What the group says now; a closed one says that it has closed."""
    moment = submission.confirmed_at or submission.created_at
    checked = InformationChecked(
        on=moment.astimezone(LONDON).date(),
        by=submission.told_by,
        method=CONFIRMED if submission.confirmed_at else STATED,
    )
    closed = submission.state is State.CLOSED
    said = _said(submission.id, submission.document, checked, closed)
    return _understood(said, checked, gazetteer, now)


def preview(document: Mapping[str, Any], gazetteer: Gazetteer, now: datetime) -> Record:
    """What would become of a listing that is about to be kept, with its issues."""
    name = str(document.get("organization_name") or document["name"])
    checked = InformationChecked(on=now.astimezone(LONDON).date(), by=name, method=STATED)
    return _understood(_said("preview", document, checked, False), checked, gazetteer, now)


def _understood(
    said: Mapping[str, Any], checked: InformationChecked, gazetteer: Gazetteer, now: datetime
) -> Record:
    record = understand(SOURCE, RawRecord(1, said), gazetteer, now=now)
    if record.service is None:
        return record
    service = decode(Service, record.service)
    dated = service.model_copy(update={"information_checked": checked})
    return replace(record, service=encode(dated))


def _said(
    key: str, document: Mapping[str, Any], checked: InformationChecked, closed: bool
) -> dict[str, Any]:
    """The document in the columns that `submissions.toml` names."""
    day = checked.on.isoformat()
    said = {"key": key, **document, "checked_on": day, "checked_how": checked.method}
    said |= {f"accessibility_{one}": "yes" for one in said.pop("accessibility", ())}
    if document.keys() & AVAILABILITY:
        said["availability_stated_on"] = day
    if closed:
        said["closed"] = "closed by the group"
    return said
