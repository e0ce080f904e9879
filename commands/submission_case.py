"""A submission as a moderator sees it, as tables or as JSON."""

from datetime import datetime
from typing import Any

from commands.output import print_pairs, print_table, say
from directory.submissions.reading import Submission
from journeys.moderate import Case
from runtime.clock import LONDON


def when(moment: datetime) -> str:
    """A moment as a moderator in London reads it."""
    return moment.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")


def listed(one: Submission) -> dict[str, Any]:
    return {
        "id": one.id,
        "state": one.state,
        "name": one.document["name"],
        "has_proposed_changes": one.proposed is not None,
        "created_at": one.created_at,
        "changed_at": one.changed_at,
    }


def case_json(case: Case) -> dict[str, Any]:
    return {
        **listed(case.submission),
        "listing": dict(case.submission.document),
        "contact": dict(case.submission.contact),
        "differences": [
            {"field": one.field, "now": one.now, "proposed": one.proposed}
            for one in case.differences
        ],
        "hints": case.hints,
        "issues": [str(one) for one in case.issues],
        "alike": [{"id": one.id, "name": one.name, "same": one.same} for one in case.alike],
        "events": [
            {"kind": one.kind, "by": one.by, "note": one.note, "at": one.at} for one in case.events
        ],
    }


def print_case(case: Case) -> None:
    one = case.submission
    say(f"{one.document['name']}  ({one.id}), {one.state.replace('_', ' ')}")
    print_pairs(one.document)
    print_table("Private contact, not published", ("", ""), list(one.contact.items()))
    if case.differences:
        rows = [(each.field, each.now, each.proposed) for each in case.differences]
        print_table("Changes that wait", ("field", "now", "proposed"), rows)
    for hint in case.hints:
        say(f"Look twice: {hint}.")
    for issue in case.issues:
        say(f"Not understood: {issue}")
    for each in case.alike:
        say(f"{'The same as' if each.same else 'Perhaps the same as'} {each.name} ({each.id})")
    history = [(when(event.at), event.kind, event.by, event.note) for event in case.events]
    print_table("History", ("when", "what", "who", "note"), history)
