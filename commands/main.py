"""The command line: one file per command, imported when it is asked for."""

import typer

from commands.offered import OnDemand
from runtime.logs import configure

app = typer.Typer(
    name="fingerpost",
    cls=OnDemand,
    help="One directory of community services made of many, with the source of every fact.",
    epilog="Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, with something to look at.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback()(configure)
