"""The command line: one file per command, joined here."""

import typer

from commands import (
    awards,
    backup,
    demo,
    export,
    harvest,
    jobs,
    migrate,
    openapi,
    postcodes,
    reindex,
    restore,
    search,
    search_keys,
    serve,
    show,
    sources,
    submissions,
    terms,
    withdraw,
    worker,
)
from runtime.logs import configure

app = typer.Typer(
    name="fingerpost",
    help="One directory of community services made of many, with the source of every fact.",
    epilog="Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, with something to look at.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback()(configure)

for command in (
    serve,
    worker,
    demo,
    harvest,
    jobs,
    sources,
    terms,
    search,
    search_keys,
    show,
    withdraw,
    reindex,
    export,
    backup,
    restore,
    migrate,
    postcodes,
    openapi,
):
    app.command(command.NAME)(command.run)
app.add_typer(awards.app, name="awards")
app.add_typer(submissions.app, name="submissions")
