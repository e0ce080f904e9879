"""Answers about listings that groups keep, and about reports, as bytes."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import orjson

from directory.reports import Report
from directory.submissions.reading import Submission
from journeys.keeping.alike import Alike
from journeys.keeping.own import OwnListing
from journeys.moderate import Case
from journeys.submit import Receipt
from schema.issue import Issue

Json = dict[str, Any]


def receipt_body(receipt: Receipt) -> bytes:
    shown = {"id": receipt.id, "state": receipt.state, "token": receipt.token}
    return orjson.dumps({**_said(shown), "issues": _issues(receipt.issues)})


def own_body(own: OwnListing) -> bytes:
    shown = {
        "id": own.id,
        "state": own.state,
        "listing": dict(own.listing),
        "proposed": own.proposed,
        "told": own.told,
        "listing_id": own.listing_id,
        "confirmed_on": own.confirmed_on,
    }
    return orjson.dumps({**_said(shown), "issues": _issues(own.issues)})


def matches_body(found: Sequence[Alike]) -> bytes:
    return orjson.dumps({"matches": [_said(asdict(one)) for one in found]})


def queue_body(found: Sequence[Submission]) -> bytes:
    queued = [
        {
            "id": one.id,
            "state": one.state,
            "name": one.document["name"],
            "created_at": one.created_at,
            "changed_at": one.changed_at,
            "has_proposed_changes": one.proposed is not None,
        }
        for one in found
    ]
    return orjson.dumps({"submissions": queued}, option=orjson.OPT_UTC_Z)


def case_body(case: Case) -> bytes:
    """With the sender's private contact: for moderators alone."""
    shown = {
        "id": case.submission.id,
        "state": case.submission.state,
        "listing": dict(case.submission.document),
        "contact": dict(case.submission.contact),
        "differences": [asdict(one) for one in case.differences],
        "hints": case.hints,
        "issues": _issues(case.issues),
        "alike": [_said(asdict(one)) for one in case.alike],
        "events": [_said(asdict(one)) for one in case.events],
    }
    return orjson.dumps(shown, option=orjson.OPT_UTC_Z)


def decision_body(submission: Submission) -> bytes:
    return orjson.dumps({"id": submission.id, "state": submission.state})


def reports_body(found: Sequence[Report]) -> bytes:
    return orjson.dumps({"reports": [asdict(one) for one in found]}, option=orjson.OPT_UTC_Z)


def _issues(issues: Sequence[Issue]) -> list[Json]:
    names = ("field", "value", "expected", "done")
    return [{name: getattr(one, name) for name in names} for one in issues]


def _said(shown: Json) -> Json:
    return {name: value for name, value in shown.items() if value is not None}


def report_body(report: Report) -> bytes:
    return orjson.dumps(asdict(report), option=orjson.OPT_UTC_Z)


def reissue_body(submission_id: str, token: str) -> bytes:
    return orjson.dumps({"id": submission_id, "token": token})
