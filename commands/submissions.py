"""`fingerpost submissions`: what a moderator does with listings that groups send, and reports."""

from typing import Annotated

import typer

from commands import operator_keys, reports
from commands.desk import AsJson, desk, told
from commands.output import LOOK, print_json, print_table, say
from commands.submission_case import case_json, listed, print_case, when
from directory.submissions import reminding
from directory.submissions.reading import Submission
from directory.submissions.states import State
from journeys import moderate

app = typer.Typer(
    help="Listings that groups keep themselves, and reports about listings.", no_args_is_help=True
)
BY = "the operator"
SubmissionId = Annotated[
    str, typer.Argument(metavar="ID", help="of a submission, as `submissions list` shows")
]


@app.command("list")
def list_submissions(
    state: Annotated[
        list[State] | None, typer.Option(help="only those in this state; can be repeated")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what waits for a decision, or all in a state; ends with 3 if something waits."""
    found = moderate.queue(desk(), state or (), limit=1000)
    if as_json:
        print_json({"submissions": [listed(one) for one in found]})
    else:
        rows = [
            (
                one.state,
                one.document["name"],
                "yes" if one.proposed else "",
                when(one.created_at),
                one.id,
            )
            for one in found
        ]
        columns = ("state", "name", "changes wait", "sent", "id")
        print_table("Submissions" if state else "Waiting for a decision", columns, rows)
    if found and not state:
        raise typer.Exit(LOOK)


@app.command()
def reminders(as_json: AsJson = False) -> None:
    """List groups to be asked whether their listing still holds; ends with 3 if there are any.

    Nothing is sent: the private contact of each stands in `submissions show`.
    """
    parts = desk()
    with parts.database.reading() as connection:
        found = reminding.reminders(connection, parts.clock.now())
    if as_json:
        print_json({"reminders": [_silent(one) for one in found]})
    else:
        rows = [
            (one.submission.document["name"], when(one.heard_at), one.submission.id)
            for one in found
        ]
        print_table("To be reminded", ("name", "last heard of", "id"), rows)
    if found:
        raise typer.Exit(LOOK)


def _silent(one: reminding.Silent) -> dict[str, object]:
    return {
        "id": one.submission.id,
        "name": one.submission.document["name"],
        "heard_at": one.heard_at,
        "reminder_at": one.reminder_at,
    }


@app.command()
def show(submission: SubmissionId, as_json: AsJson = False) -> None:
    """Show a submission: its fields, what would change, the private contact, lookalikes."""
    found = told(lambda: moderate.case(desk(), submission))
    if as_json:
        print_json(case_json(found))
    else:
        print_case(found)


@app.command()
def publish(
    submission: SubmissionId,
    note: Annotated[str | None, typer.Option(help="kept with the decision")] = None,
    as_json: AsJson = False,
) -> None:
    """Publish a new listing, or the changes that wait of a published one."""
    _decided(told(lambda: moderate.publish(desk(), submission, BY, note)), as_json)


@app.command()
def ask(
    submission: SubmissionId,
    note: Annotated[str, typer.Option(help="what is asked for; the group sees it")],
    as_json: AsJson = False,
) -> None:
    """Ask the group for changes."""
    _decided(told(lambda: moderate.ask(desk(), submission, BY, note)), as_json)


@app.command()
def refuse(
    submission: SubmissionId,
    reason: Annotated[str, typer.Option(help="why; the group sees it")],
    as_json: AsJson = False,
) -> None:
    """Refuse a new listing, or only the changes that wait of a published one."""
    kept = told(lambda: moderate.refuse(desk(), submission, BY, reason))
    _decided(kept, as_json)
    if kept.state is State.PUBLISHED and not as_json:
        say("What it proposed was refused; the listing stays as it was.")


@app.command("reissue-link")
def reissue_link(submission: SubmissionId, as_json: AsJson = False) -> None:
    """Make a new token in place of a lost one; the old one works no more."""
    token = told(lambda: moderate.reissue(desk(), submission, BY))
    if as_json:
        print_json({"id": submission, "token": token})
    else:
        say(f"New token, shown only here: {token}")
        say("Give it to the group at its private contact, which `submissions show` gives.")


def _decided(kept: Submission, as_json: bool) -> None:
    if as_json:
        print_json({"id": kept.id, "state": kept.state})
    else:
        say(f"{kept.document['name']} ({kept.id}) is {kept.state.replace('_', ' ')}")


app.command()(reports.reports)
app.command()(reports.settle)
app.command("new-key")(operator_keys.new_key)
app.command()(operator_keys.keys)
app.command("revoke-key")(operator_keys.revoke_key)
