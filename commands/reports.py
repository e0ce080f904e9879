"""`fingerpost submissions reports` and `settle`: people's word that something is wrong."""

from typing import Annotated

import typer

from commands.desk import AsJson, desk, told
from commands.output import LOOK, print_json, print_table, say
from commands.submission_case import when
from journeys.report import NOT_FOR_EMERGENCIES, reports_about
from journeys.report import settle as settle_report


def reports(
    everything: Annotated[
        bool, typer.Option("--all", help="those that were seen to as well")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List reports about listings, those about safety first; ends with 3 if some are open."""
    found = reports_about(desk(), settled=everything, limit=1000)
    if as_json:
        names = ("id", "listing_id", "kind", "text", "state", "reported_at")
        print_json({"reports": [{name: getattr(one, name) for name in names} for one in found]})
    else:
        rows = [
            (one.kind, one.text, one.listing_id, when(one.reported_at), one.id) for one in found
        ]
        print_table("Reports", ("kind", "text", "listing", "reported", "id"), rows)
        say(NOT_FOR_EMERGENCIES)
    if any(one.state == "open" for one in found):
        raise typer.Exit(LOOK)


def settle(
    report: Annotated[str, typer.Argument(metavar="ID", help="of a report")],
    as_json: AsJson = False,
) -> None:
    """Say that a report was seen to."""
    settled = told(lambda: settle_report(desk(), report))
    if as_json:
        print_json({"id": settled.id, "state": settled.state})
    else:
        say(f"report {settled.id} is settled")
